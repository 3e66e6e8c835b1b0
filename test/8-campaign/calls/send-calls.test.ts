import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noteAutomationEvents } from '../../../src/8-campaign/automation/note-events.ts';
import { listEvents } from '../../../src/8-campaign/automation/list-events.ts';
import { runAutomation } from '../../../src/8-campaign/automation/run-automation.ts';
import type { CallAnswer, CallRequest } from '../../../src/8-campaign/calls/call.ts';
import { createDryRunCaller } from '../../../src/8-campaign/calls/dry-run-caller.ts';
import { type Calling, listCalls, sendCalls } from '../../../src/8-campaign/calls/send-calls.ts';
import { callKey } from '../../../src/8-campaign/calls/sign-call.ts';
import { sql } from '../../../src/db/sql.ts';
import { type SendingCase, sendingCase, tuesday } from '../outbox/sending-case.ts';

const rule = {
  name: 'prévenir le caveau',
  trigger: 'form_submit',
  actions: [{ do: 'trigger_webhook', url: 'https://crm.exemple.fr/cuvee' }],
  priority: 50,
};
const heard: CallAnswer = { outcome: 'answered', status: 200 };
const away: CallAnswer = { outcome: 'away', code: 'TIMEOUT' };

const server = (...answers: CallAnswer[]) => {
  const requests: CallRequest[] = [];
  const caller = {
    mode: 'live' as const,
    call: (request: CallRequest) => {
      requests.push(request);
      return Promise.resolve(answers[requests.length - 1] ?? heard);
    },
  };
  return { requests, caller };
};

describe('a rule that tells a server outside', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 3, settings: { automation: { is_on: true, rules: [rule, leaving] } } });
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.at = tuesday;
    for (const table of ['automation_events', 'automation_actions', 'rule_calls']) {
      await stage.run(`delete from crm.${table} where estate_id = 'domaine'`);
    }
  });
  const leaving = { name: 'départ', trigger: 'unsubscribe', actions: [{ do: 'stop_everything' }], priority: 100 };

  const happened = async (trigger: 'form_submit' | 'unsubscribe', clientCode = 'C00001') => {
    await noteAutomationEvents(stage.world.database, {
      estate: 'domaine',
      events: [
        {
          eventKey: `${trigger}:${clientCode}`,
          trigger,
          clientCode,
          facts: { day: '2026-11-17' },
          happenedAt: stage.at,
        },
      ],
    });
    await runAutomation(stage.world, { now: stage.at });
  };
  const pass = (caller: Calling['caller'], more: Partial<Calling> = {}) =>
    sendCalls(stage.world, {
      caller,
      key: callKey('a-secret-of-tests-that-is-long-enough', 'domaine'),
      now: () => stage.at,
      workerId: 'one',
      ...more,
    });
  const states = async () =>
    (await listCalls(stage.world.database, { estate: 'domaine', limit: 9 })).map(({ clientCode, state, code }) =>
      `${clientCode} ${state} ${code ?? ''}`.trim(),
    );
  const outcome = async () =>
    (await listEvents(stage.world.database, { estate: 'domaine', limit: 9 })).flatMap(({ actions }) =>
      actions.map((action) => `${action.state} ${action.outcome?.split(' :')[0] ?? ''}`),
    );

  it('tells it once, by the client’s code alone, and the journal knows', async () => {
    await happened('form_submit');
    expect(await outcome()).toEqual(['done CALL_QUEUED']);
    const { caller, requests } = server();
    expect(await pass(caller)).toEqual({ outcome: 'called', done: 1, refused: 0, later: 0 });
    expect(await pass(caller)).toEqual({ outcome: 'called', done: 0, refused: 0, later: 0 });
    expect(requests).toHaveLength(1);
    const body = requests[0]?.body ?? '';
    expect(JSON.parse(body)).toEqual({
      id: requests[0]?.headers['webhook-id'],
      estate: 'domaine',
      rule: 'prévenir le caveau',
      trigger: 'form_submit',
      clientCode: 'C00001',
      happenedAt: '2026-11-17T10:00:00.000Z',
      facts: { day: '2026-11-17' },
    });
    expect(await outcome()).toEqual(['done CALLED']);
    const journal = await stage.world.database.rows<{ after: unknown }>(
      sql(`select after from app.journal where estate_id = 'domaine' and action = 'automation.called'`),
    );
    expect(journal.at(-1)?.after).toMatchObject({ origin: 'https://crm.exemple.fr', state: 'done', status: 200 });
  });

  it('repeats under the same id while the server is away, and asks it once in a passage', async () => {
    for (const client of ['C00001', 'C00002']) await happened('form_submit', client);
    const { caller, requests } = server(away, { outcome: 'answered', status: 404 });
    expect(await pass(caller)).toEqual({ outcome: 'called', done: 0, refused: 0, later: 1 });
    expect(requests).toHaveLength(1);
    expect(await pass(caller)).toMatchObject({ refused: 1, later: 0 });
    expect((await outcome()).sort()).toEqual(['done TIMEOUT', 'refused ANSWER_404']);
    stage.later(2);
    expect(await pass(caller)).toMatchObject({ done: 1 });
    expect(requests[2]?.headers['webhook-id']).toBe(requests[0]?.headers['webhook-id']);
    expect(requests[2]?.body).toBe(requests[0]?.body);
  });

  it('is called again for whoever was killed with a call in hand, once the lease has ended, and never by two at once', async () => {
    await happened('form_submit');
    const dying = { mode: 'live' as const, call: () => Promise.reject(new Error('killed')) };
    await expect(pass(dying)).rejects.toThrow('killed');
    const { caller, requests } = server();
    expect(await pass(caller, { workerId: 'two' })).toMatchObject({ done: 0 });
    stage.later(3);
    await Promise.all(['two', 'three', 'four'].map((workerId) => pass(caller, { workerId })));
    expect(requests).toHaveLength(1);
    expect(await states()).toEqual(['C00001 done CALLED']);
  });

  it('is not called by a dry run, by rules that are off, or by a copy of the installation', async () => {
    await happened('form_submit');
    const seen: string[] = [];
    expect(await pass(createDryRunCaller(({ url }) => seen.push(url)))).toEqual({ outcome: 'rehearsed', wouldCall: 1 });
    expect(seen).toEqual(['https://crm.exemple.fr/cuvee']);
    const { caller, requests } = server();
    const off = {
      ...stage.world,
      settings: { ...stage.world.settings, automation: { ...stage.world.settings.automation, is_on: false } },
    };
    expect(await sendCalls(off, { caller, key: 'whsec_', now: () => stage.at, workerId: 'one' })).toEqual({
      outcome: 'off',
    });
    const copy = { ...stage.world, folders: { ...stage.world.folders, config: `${stage.home}/elsewhere` } };
    expect(await sendCalls(copy, { caller, key: 'whsec_', now: () => stage.at, workerId: 'one' })).toMatchObject({
      outcome: 'refused',
      code: 'INSTANCE_NOT_CONFIRMED',
    });
    expect(requests).toEqual([]);
    expect(await states()).toEqual(['C00001 queued']);
  });

  it('is not told of a client who left meanwhile, nor weeks later', async () => {
    await happened('form_submit');
    await happened('form_submit', 'C00002');
    await happened('unsubscribe');
    stage.later(15 * 24 * 60);
    const { caller, requests } = server();
    expect(await pass(caller)).toEqual({ outcome: 'called', done: 0, refused: 1, later: 0 });
    expect(requests).toEqual([]);
    expect((await states()).sort()).toEqual(['C00001 cancelled STOPPED', 'C00002 refused TOO_LATE']);
  });
});
