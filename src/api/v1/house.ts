/** The house itself: backups and their rehearsals, alarms, Monday's report, and whether letters can leave. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkBrevo } from '../../8-campaign/sender-domain/check-brevo.ts';
import { checkDomain, domainOf, systemResolver } from '../../8-campaign/sender-domain/check-domain.ts';
import { listBackups } from '../../backup/backups.ts';
import { backupKey, keyText } from '../../backup/key.ts';
import { loadSql } from '../../db/sql.ts';
import type { JobKind } from '../../scheduler/jobs.ts';
import { RefusedByRule } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import {
  type AlarmAnswer,
  alarmPageSchema,
  alarmsQuery,
  backupKeySchema,
  backupsSchema,
  channelCheckSchema,
  type DrillAnswer,
  domainCheckSchema,
  latestReportSchema,
  type WeekReportAnswer,
} from '../contract/house.ts';
import { jobAskedSchema } from '../contract/jobs.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { countList, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';

const selectDrills = loadSql(import.meta.url, './house/drills.sql');
const selectReport = loadSql(import.meta.url, './house/latest-report.sql');

const alarmShape: ListShape = {
  name: 'alarms',
  base: readFileSync(new URL('./house/alarms.sql', import.meta.url), 'utf8'),
  key: '"alarmId"',
  sorts: { raised: { by: '"raisedAt"', type: 'timestamptz' } },
  usual: '-raised',
};

type Instants<Answer, Names extends keyof Answer> = Omit<Answer, Names> & {
  readonly [Name in Names]: null extends Answer[Name] ? Date | null : Date;
};

/** Adds `/backups` and its key, `/alarms`, `/reports/latest`, `/checks/channel` and `/checks/domain`. */
export const houseRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/backups',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['house'], summary: 'Backups and restore drills', response: { 200: backupsSchema } },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const backups = await listBackups(database, estate);
      const drills = await database.rows<Instants<DrillAnswer, 'startedAt' | 'endedAt'>>(selectDrills, { estate });
      return {
        backups: backups.slice(0, 100).map(({ sha256: _sha256, error, copies, startedAt, endedAt, ...backup }) => ({
          ...backup,
          copies: [...copies],
          errorCode: error?.code ?? null,
          startedAt: startedAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
        drills: drills.map((drill) => ({
          ...drill,
          startedAt: drill.startedAt.toISOString(),
          endedAt: drill.endedAt.toISOString(),
        })),
      };
    },
  );

  for (const [path, kind, summary] of asked) {
    app.post(
      path,
      {
        config: { access: 'administrateur' },
        schema: { tags: ['house'], summary, response: { 202: jobAskedSchema } },
      },
      async (request, reply) => {
        const { estate, name } = personOf(request);
        const { jobId } = await tools.jobs.request({ estate, kind, requestedBy: name });
        return reply.code(202).send({ jobId });
      },
    );
  }

  app.post(
    '/backups/key',
    {
      config: { access: 'administrateur', fresh: true, isSecret: true },
      schema: {
        tags: ['house'],
        summary: 'The key that opens the backups, to be printed and kept elsewhere',
        response: { 200: backupKeySchema },
      },
    },
    async (request) => {
      const { estate, name } = personOf(request);
      // One key opens the archives of every estate of an installation.
      if ((await tools.estates()).length > 1) throw keyOfSeveral;
      const { database, folders } = await tools.worldOf(personOf(request));
      const text = keyText(await backupKey(dirname(folders.root)));
      await writeJournal(database, { estate, actor: name, action: 'backup.key_shown', subject: 'backups' });
      return { text };
    },
  );

  app.get(
    '/alarms',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['house'],
        summary: 'What is or was wrong',
        querystring: alarmsQuery,
        response: { 200: alarmPageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const { state, q, sort, after, limit } = request.query;
      const where = [
        ...(state === 'open' ? [{ sql: '"clearedAt" is null' }] : []),
        ...searched(`kind || ' ' || subject || ' ' || sentence::text`, q),
      ];
      const database = tools.databaseOf(personOf(request));
      const list = { estate, sort, after, limit, where };
      const page = await readList<Instants<AlarmAnswer, 'raisedAt' | 'mailedAt' | 'clearedAt'>>(
        database,
        alarmShape,
        list,
      );
      return {
        next: page.next,
        total: await countList(database, alarmShape, list),
        items: page.items.map((alarm) => ({
          ...alarm,
          raisedAt: alarm.raisedAt.toISOString(),
          mailedAt: alarm.mailedAt?.toISOString() ?? null,
          clearedAt: alarm.clearedAt?.toISOString() ?? null,
        })),
      };
    },
  );

  app.get(
    '/reports/latest',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['house'], summary: 'The newest report of the week', response: { 200: latestReportSchema } },
    },
    async (request) => {
      const { estate } = personOf(request);
      const row = await tools
        .databaseOf(personOf(request))
        .one<Instants<WeekReportAnswer, 'writtenAt' | 'mailedAt'>>(selectReport, { estate });
      if (!row) return { report: null };
      const { writtenAt, mailedAt } = row;
      return {
        report: { ...row, writtenAt: writtenAt.toISOString(), mailedAt: mailedAt?.toISOString() ?? null },
      };
    },
  );

  app.get(
    '/checks/channel',
    {
      config: { access: 'administrateur' },
      schema: { tags: ['house'], summary: 'Whether letters can leave now', response: { 200: channelCheckSchema } },
    },
    async (request) => {
      const { estate, settings } = await tools.worldOf(personOf(request));
      const { channel } = settings.campaigns;
      if (channel === 'smtp') return { channel, checks: [smtpWords] };
      return { channel, checks: [...(await checkBrevo(async () => tools.brevoOf?.(estate), settings.sender.email))] };
    },
  );

  app.get(
    '/checks/domain',
    {
      config: { access: 'administrateur' },
      schema: {
        tags: ['house'],
        summary: 'SPF, DKIM and DMARC of the sending domain',
        response: { 200: domainCheckSchema },
      },
    },
    async (request) => {
      const { settings } = await tools.worldOf(personOf(request));
      const domain = domainOf(settings.sender.email);
      if (domain === undefined) return { domain: null, checks: [] };
      const { channel } = settings.campaigns;
      const resolve = tools.resolveText ?? systemResolver();
      return { domain, checks: [...(await checkDomain(resolve, { domain, channel }))] };
    },
  );
};

const asked: readonly (readonly [string, JobKind, string])[] = [
  ['/backups', 'backup', 'Back up now'],
  ['/backups/drill', 'restore_drill', 'Open the newest backup and compare it'],
];

const keyOfSeveral = new RefusedByRule(
  'KEY_OF_SEVERAL',
  sentence(
    'Cette installation sert plusieurs domaines, et une seule clé ouvre toutes leurs sauvegardes : qui l’héberge la garde.',
    'This installation serves several estates, and one key opens the backups of all: whoever hosts it keeps it.',
  ),
);

const smtpWords = {
  check: 'smtp',
  state: 'unknown' as const,
  sentence: sentence(
    'Vos lettres partent par votre propre serveur (SMTP). Envoyez-vous une lettre d’essai depuis une campagne pour le vérifier.',
    'Your letters leave by your own mail server (SMTP). Send yourself a test letter from a campaign to check it.',
  ),
};
