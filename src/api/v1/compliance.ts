/** The registers the law asks for, and the checks that show the letters keep it. */
import { readFileSync } from 'node:fs';
import { lawChecks } from '../../8-campaign/letters-of/law-checks.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { loadSql } from '../../db/sql.ts';
import { retentionQueue } from '../../erasure/retention-queue.ts';
import {
  type Compliance,
  complianceSchema,
  type Consent,
  consentPageSchema,
  consentsQuery,
  type Erasure,
  erasurePageSchema,
  lawChecksSchema,
  type Retention,
  retentionSchema,
} from '../contract/compliance.ts';
import { listQuery } from '../contract/lists.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, countList, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';

const selectBases = loadSql(import.meta.url, './compliance/bases.sql');
const selectSuppressions = loadSql(import.meta.url, './compliance/suppressions.sql');
const selectNames = loadSql(import.meta.url, './compliance/names.sql');
const selectConsentCounts = loadSql(import.meta.url, './compliance/consent-counts.sql');

const consentShape: ListShape = {
  name: 'consents',
  base: readFileSync(new URL('./compliance/consents.sql', import.meta.url), 'utf8'),
  key: 'key',
  sorts: { happened: { by: '"happenedOn"', type: 'date' }, client: { by: '"clientCode"', type: 'text' } },
  usual: '-happened',
};

const erasureShape: ListShape = {
  name: 'erasures',
  base: readFileSync(new URL('./compliance/erasures.sql', import.meta.url), 'utf8'),
  key: '"erasureId"',
  sorts: { requested: { by: '"requestedAt"', type: 'timestamptz' } },
  usual: '-requested',
};

/** Of the queue: who comes first. */
const mostShown = 100;

type Named = Pick<Retention['due'][number], 'clientCode' | 'nom' | 'prenom'>;

type ErasureRow = Omit<Erasure, 'requestedAt' | 'doneAt'> & {
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
};

/** Adds `/compliance` and its registers. */
export const complianceRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/compliance',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['compliance'], summary: 'The registers in figures', response: { 200: complianceSchema } },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      return {
        bases: await database.rows<Compliance['bases'][number]>(selectBases, { estate }),
        suppressions: await database.rows<Compliance['suppressions'][number]>(selectSuppressions, { estate }),
        consents: await database.rows<Compliance['consents'][number]>(selectConsentCounts, { estate }),
        erasures: await countList(database, erasureShape, { estate }),
      };
    },
  );

  app.get(
    '/compliance/law',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['compliance'],
        summary: 'Whether a trial letter of each kind says what the law wants',
        response: { 200: lawChecksSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const checks = await lawChecks(world.database, world);
      return { checks: checks.map((one) => ({ ...one, kinds: [...one.kinds] })) };
    },
  );

  app.get(
    '/compliance/consents',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['compliance'],
        summary: 'The consent register, with its evidence',
        querystring: consentsQuery,
        response: { 200: consentPageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const { sort, after, limit } = request.query;
      const database = tools.databaseOf(personOf(request));
      const asked = { estate, sort, after, limit, where: conditions(request.query) };
      return readList<Consent>(database, consentShape, asked);
    },
  );

  app.get(
    '/compliance/retention',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['compliance'],
        summary: 'Who is beyond the time the law lets them be kept',
        response: { 200: retentionSchema },
      },
    },
    async (request) => {
      const { database, estate, settings } = await tools.worldOf(personOf(request));
      const { retention: rules } = settings;
      const today = localTimeOf(tools.clock(), settings.week.timezone).day;
      const { counts, due } = await retentionQueue(database, { estate, rules, today });
      const shown = due.slice(0, mostShown);
      const codes = shown.map(({ clientCode }) => clientCode);
      const names = await database.rows<Named>(selectNames, { estate, codes });
      const nameOf = new Map(names.map(({ clientCode, ...name }) => [clientCode, name]));
      return {
        clientMonths: rules.client_months,
        prospectMonths: rules.prospect_months,
        stayDays: rules.stay_days,
        forgetUnasked: rules.forget_unasked,
        counts,
        due: shown.map(({ isUnanswered: _isUnanswered, askedAt, ...one }) => ({
          ...one,
          ...(nameOf.get(one.clientCode) ?? { nom: '', prenom: '' }),
          askedAt: askedAt?.toISOString() ?? null,
        })),
      };
    },
  );

  app.get(
    '/compliance/erasures',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['compliance'],
        summary: 'The register of people forgotten',
        querystring: listQuery,
        response: { 200: erasurePageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const { q, sort, after, limit } = request.query;
      const database = tools.databaseOf(personOf(request));
      const where = searched(`pseudonym || ' ' || reason || ' ' || "requestedBy"`, q);
      const page = await readList<ErasureRow>(database, erasureShape, { estate, sort, after, limit, where });
      return {
        next: page.next,
        items: page.items.map(({ requestedAt, doneAt, ...one }) => ({
          ...one,
          requestedAt: requestedAt.toISOString(),
          doneAt: doneAt?.toISOString() ?? null,
        })),
      };
    },
  );
};

function conditions({
  q,
  event,
  client,
}: {
  readonly q?: string | undefined;
  readonly event?: string | undefined;
  readonly client?: string | undefined;
}): Condition[] {
  return [
    ...(event ? [{ sql: `event = :'event'`, values: { event } }] : []),
    ...(client ? [{ sql: `"clientCode" = :'client'`, values: { client } }] : []),
    ...searched(`"clientCode" || ' ' || "clientName" || ' ' || evidence`, q),
  ];
}
