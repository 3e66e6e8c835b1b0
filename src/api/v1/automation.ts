/** The rules: read, written, tried on what happened, put on and off; and the letters they ask for, approved by a person. */
import { z } from 'zod';
import { decideRuleLetter } from '../../8-campaign/automation/approve-letters.ts';
import { listEvents } from '../../8-campaign/automation/list-events.ts';
import { listRules } from '../../8-campaign/automation/list-rules.ts';
import { rehearseRule } from '../../8-campaign/automation/rehearse-rule.ts';
import { turnAutomation } from '../../8-campaign/automation/turn-automation.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { tierOf } from '../../5-customer360/segment.ts';
import { Failure } from '../../errors.ts';
import { changesWithValue, readSettings, readSettingsVersion, writeSettings } from '../../estate/settings-store.ts';
import {
  type Automation,
  type AutomationEvents,
  automationEventsSchema,
  automationSchema,
  automationSwitchSchema,
  letterDecidedSchema,
  letterDecisionSchema,
  rehearsalAskedSchema,
  rehearsalSchema,
  rulesChangeSchema,
} from '../contract/automation.ts';
import { listQuery } from '../contract/lists.ts';
import { Problem } from '../problem.ts';
import { changedMeanwhile, etagOf, versionSeen } from './answers.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import type { Person } from './person.ts';

const weekMs = 7 * 86_400_000;
/** What happened longer ago is found in the journal and on the page of each client. */
const mostEvents = 5_000;
const usualEvents = 50;

const eventShape: ShortShape<AutomationEvents['items'][number]> = {
  key: ({ eventKey }) => eventKey,
  words: ({ trigger, clientCode, actions }) =>
    `${trigger} ${clientCode} ${actions.map(({ rule, does }) => `${rule} ${does}`).join(' ')}`,
  sorts: { happenedAt: ({ happenedAt }) => happenedAt, client: ({ clientCode }) => clientCode },
  usual: '-happenedAt',
};

/** Adds `/automation`, its rules, rehearsals, events and decisions. */
export const automationRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/automation',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['automation'], summary: 'The rules', response: { 200: automationSchema } },
    },
    async (request, reply) => {
      const answer = await automationAnswer(tools, personOf(request));
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );

  app.put(
    '/automation/rules',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['automation'],
        summary: 'Replace the rules',
        body: rulesChangeSchema,
        response: { 200: automationSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const database = tools.databaseOf(person);
      const { changes } = await readSettings(database, person.estate);
      try {
        await writeSettings(database, {
          estate: person.estate,
          actor: person.name,
          changes: changesWithValue(changes, 'automation.rules', request.body.rules),
          version: versionSeen(request),
        });
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'CHANGED_MEANWHILE') throw error;
        throw changedMeanwhile(await automationAnswer(tools, person));
      }
      const answer = await automationAnswer(tools, person);
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );

  app.post(
    '/automation/switch',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['automation'],
        summary: 'Put the rules on or off',
        body: automationSwitchSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { isOn, reason } = request.body;
      const world = await tools.worldOf(personOf(request));
      await turnAutomation(world, { isOn, now: tools.clock(), ...(reason === undefined ? {} : { reason }) });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/automation/rehearsals',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['automation'],
        summary: 'Try a rule on the last weeks; nothing is done',
        body: rehearsalAskedSchema,
        response: { 200: rehearsalSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const now = tools.clock();
      const since = new Date(now.getTime() - request.body.weeks * weekMs);
      const today = localTimeOf(now, world.settings.week.timezone).day;
      const tried = await rehearseRule(world.database, world, { rule: request.body.rule, since, today });
      return {
        ...tried,
        since: since.toISOString(),
        actions: [...tried.actions],
        examples: tried.examples.map((one) => ({ ...one, happenedAt: one.happenedAt.toISOString() })),
      };
    },
  );

  app.post(
    '/automation/decisions',
    {
      config: { access: 'approbateur', fresh: true },
      schema: {
        tags: ['automation'],
        summary: 'Approve or reject the letter a rule asks for',
        body: letterDecisionSchema,
        response: { 200: letterDecidedSchema },
      },
    },
    async (request) => {
      const { ruleName, kind, decision, reason, confirmation, isLive } = request.body;
      const world = await tools.worldOf(personOf(request));
      const outcome = await decideRuleLetter(world, {
        ruleName,
        ...(kind === undefined ? {} : { kind }),
        person: {
          decision,
          by: personOf(request).name,
          ...(reason === undefined ? {} : { reason }),
          ...(confirmation === undefined ? {} : { confirmation }),
        },
        isLive,
        now: tools.clock(),
      });
      if ('refusedBecause' in outcome) throw new Problem('refused', outcome.refusedBecause, outcome.sentence);
      const { name, expiresAt, effectiveAt, isDryRun } = outcome;
      return { name, isDryRun, expiresAt: expiresAt.toISOString(), effectiveAt: effectiveAt.toISOString() };
    },
  );

  app.get(
    '/automation/events',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['automation'],
        summary: 'What happened, and what the rules made of it',
        querystring: listQuery,
        response: { 200: automationEventsSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const events = await listEvents(tools.databaseOf(personOf(request)), { estate, limit: mostEvents });
      const items = events.map(({ happenedAt, handledAt, actions, ...event }) => ({
        ...event,
        actions: [...actions],
        happenedAt: happenedAt.toISOString(),
        handledAt: handledAt?.toISOString() ?? null,
      }));
      return pageOfShort(items, eventShape, { limit: usualEvents, ...request.query });
    },
  );
};

async function automationAnswer(tools: ApiTools, person: Person): Promise<Automation> {
  const world = await tools.worldOf(person);
  const rules = await listRules(world.database, world, tools.clock());
  const { version } = await readSettingsVersion(world.database, person.estate);
  return {
    isOn: world.settings.automation.is_on,
    version,
    tiers: [...new Set(Object.values(tierOf))],
    rules: rules.map(({ letters, ...listed }) => ({
      ...listed,
      letters: letters.map((letter) => ({ ...letter, sendBefore: letter.sendBefore?.toISOString() ?? null })),
    })),
  };
}
