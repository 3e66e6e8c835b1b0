/** What happens, and what the rules make of it: scores, tags, tasks, once each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRefusal } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { noteAutomationEvents } from '../../../src/8-campaign/automation/note-events.ts';
import { runAutomation } from '../../../src/8-campaign/automation/run-automation.ts';
import { leadScores } from '../../../src/8-campaign/lead-score/read-lead-scores.ts';
import { sql } from '../../../src/db/sql.ts';
import { settingsFrom } from '../../../src/estate/settings-store.ts';
import type { World } from '../../../src/world.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, sender } from '../campaigns/approved-estate.ts';
import {
  allOn,
  approve,
  bought,
  domaineOf,
  estate,
  later,
  lettersOf,
  monday,
  people,
  said,
  titles,
} from './automation-case.ts';

let testing: TestEstate;
beforeAll(async () => {
  testing = await approvedEstate({ approve: ['SIMON'] });
});
afterAll(() => testing.close());

const domaine = (changes?: Record<string, unknown>): Promise<World> => domaineOf(testing, changes);

describe('a purchase', () => {
  it('of years ago is not thanked for when ten years arrive at once; one of Saturday is, as soon as Élise approved', async () => {
    const world = await domaine();
    await bought(world, 'NATHAN');
    expect(await runAutomation(world, { now: monday })).toMatchObject({ done: 2, refused: 0, waiting: 1 });
    expect(await said(world, 'NATHAN')).toEqual([
      'achat › score: done SCORED',
      'achat › send_letter: waiting NOT_APPROVED',
      'achat › task: done TASK_ADDED',
    ]);
    await runAutomation(world, { now: later(20) });
    expect(await titles(world)).toEqual([
      "Prendre des nouvelles après l'achat (NATHAN)",
      'Valider la lettre « achat : remerciement » de la règle « achat » : page Règles',
    ]);
    expect(await lettersOf(world)).toEqual([]);

    expect(await approve(world, 'achat', later(30))).toMatchObject({ name: 'achat : remerciement', isDryRun: true });
    await runAutomation(world, { now: later(60) });
    expect(await lettersOf(world)).toMatchObject([
      {
        client_code: 'NATHAN',
        kind: 'thank_you',
        state: 'queued',
        wines: 0,
        purchase: { day: '2026-11-14', bottles: 12 },
      },
    ]);
  });

  it('imported again, moved to another day or followed by a run does not fire twice', async () => {
    const world = await domaine();
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    await world.database.execute(
      sql(`update etl.ventes_lignes set mt_ttc = mt_ttc + 1, date_livraison = '2026-11-15'
           where estate_id = :'estate' and document_id = 'FACTURE_NATHAN1'`),
      { estate },
    );
    expect(await runAutomation(world, { now: later(1) })).toMatchObject({
      purchases: 0,
      events: 0,
      actions: 0,
      done: 0,
    });
  });

  it('of a household that has its thank-you already is not thanked for again, until somebody approves anew', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    await bought(world, 'PAUL');
    await runAutomation(world, { now: monday });
    await bought(world, 'PAULINE', { from: 950 });
    await runAutomation(world, { now: later(10) });
    expect(await said(world, 'PAULINE')).toContain('achat › send_letter: refused ALREADY_WRITTEN');
    await approve(world, 'achat', later(20));
    await bought(world, 'PAULINE', { no: '2', from: 960 });
    await runAutomation(world, { now: later(30) });
    expect(await lettersOf(world)).toMatchObject([{ client_code: 'PAUL' }, { client_code: 'PAULINE' }]);
  });

  it('is thanked for by no letter to whom must not be written to, though a person may still call', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    const forbidden = ['ODILE', 'BERNARD', 'SOLANGE', 'CAVISTE', 'MINA'];
    for (const [index, code] of forbidden.entries()) await bought(world, code, { from: 900 + index });
    await runAutomation(world, { now: monday });
    const reasons = await Promise.all(forbidden.map(async (code) => (await said(world, code))[1]));
    expect(reasons.map((reason) => reason?.split(' ').at(-1))).toEqual([
      'OPTED_OUT',
      'BOUNCED',
      'MISSING_EMAIL',
      'TRADE_CLIENT',
      'UNDER_AGE',
    ]);
    expect(await lettersOf(world)).toEqual([]);
    expect((await titles(world)).filter((title) => title.startsWith('Prendre des nouvelles'))).toHaveLength(5);
  });
});

describe('a departure', () => {
  it('cancels what waits, takes the letter out of the outbox, and leaves a score of nothing', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    await noteAutomationEvents(world.database, {
      estate,
      events: [
        {
          eventKey: 'call',
          trigger: 'lead_score_high',
          clientCode: 'NATHAN',
          facts: { threshold: 80 },
          happenedAt: later(1),
        },
        { eventKey: 'gone', trigger: 'unsubscribe', clientCode: 'NATHAN', facts: {}, happenedAt: later(2) },
        { eventKey: 'gone', trigger: 'unsubscribe', clientCode: 'NATHAN', facts: {}, happenedAt: later(3) },
      ],
    });
    await registerRefusal(world.database, {
      estate,
      about: { clientCode: 'NATHAN' },
      event: 'unsubscribe',
      evidence: 'letter:1',
      on: '2026-11-16',
    });
    await runAutomation(world, { now: later(5) });
    expect((await said(world, 'NATHAN')).slice(0, 5)).toEqual([
      'désinscription › score: done SCORED',
      'désinscription › tag: done TAGGED',
      'désinscription › stop_everything: done STOPPED',
      'client très engagé › send_letter: cancelled STOPPED',
      'client très engagé › task: cancelled STOPPED',
    ]);
    expect(await lettersOf(world)).toMatchObject([{ client_code: 'NATHAN', state: 'excluded' }]);
    const [scored] = await leadScores(world.database, {
      estate,
      asOf: '2026-11-16',
      settings: world.settings,
      clientCodes: ['NATHAN'],
    });
    expect(scored).toMatchObject({ parts: { ledger: expect.closeTo(-50.8, 0) } });
    await bought(world, 'NATHAN', { no: '9', from: 990 });
    await runAutomation(world, { now: later(10) });
    expect(await said(world, 'NATHAN')).toContain('achat › send_letter: refused OPTED_OUT');
  });
});

describe('rules that are off', () => {
  it('see what happens and do nothing, now or when they are turned on', async () => {
    const world = await domaine({ automation: { is_on: false }, ...people });
    await bought(world, 'NATHAN');
    expect(await runAutomation(world, { now: monday })).toMatchObject({ isOn: false, events: 2, actions: 0, done: 0 });
    const on = { ...world, ...settingsFrom({ ...allOn, sender }) };
    expect(await runAutomation(on, { now: later(1) })).toMatchObject({ isOn: true, events: 0, actions: 0 });
    expect(await titles(on)).toEqual([]);
  });
});

describe('whatever breaks', () => {
  it('killed before or after any commit, then run by four at once, does everything once', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    const buyers = ['NATHAN', 'MARCEL', 'VICTOIRE', 'SIMON', 'LEON', 'ARTHUR'];
    for (const [index, code] of buyers.entries()) await bought(world, code, { from: 900 + index });
    const killed = async (at: number, moment: 'before' | 'after'): Promise<unknown> =>
      runAutomation(killedAt(world, at, moment), { now: monday }).catch((error: unknown) => String(error));
    const ends: unknown[] = [];
    for (const at of [1, 2, 3, 2, 3, 2, 3]) {
      ends.push(await killed(at, 'before'), await killed(at, 'after'));
    }
    expect(ends.filter((end) => end === 'Error: killed').length).toBeGreaterThan(10);
    await Promise.all([1, 2, 3, 4].map(() => runAutomation(world, { now: later(1) })));
    expect((await lettersOf(world)).map(({ client_code: code }) => code)).toEqual(buyers.toSorted());
    const followUps = (await titles(world)).filter((title) => title.startsWith('Prendre des nouvelles'));
    expect(followUps).toHaveLength(6);
    const ledger = await world.database.rows(
      sql(`select client_code, count(*) as entries, sum(delta) as delta from crm.lead_score_events
           where estate_id = :'estate' group by client_code order by client_code`),
      { estate },
    );
    expect(ledger).toEqual(buyers.toSorted().map((code) => ({ client_code: code, entries: 1, delta: '50.00' })));
  });
});

/** A world whose process is killed at its n-th transaction, before or just after it is committed. */
function killedAt(world: World, at: number, moment: 'before' | 'after'): World {
  let count = 0;
  const { database } = world;
  return {
    ...world,
    database: {
      ...database,
      async transaction(work) {
        count++;
        if (count !== at) return database.transaction(work);
        if (moment === 'after') await database.transaction(work);
        return database.transaction(async (session) => {
          if (moment === 'before') await work(session);
          throw new Error('killed');
        });
      },
    },
  };
}
