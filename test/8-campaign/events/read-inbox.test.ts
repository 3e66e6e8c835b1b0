import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readInbox } from '../../../src/8-campaign/events/read-inbox.ts';
import { emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import type { Database } from '../../../src/db/database.ts';
import { sql } from '../../../src/db/sql.ts';
import type { World } from '../../../src/world.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { anne, arrive, batchId, bruno, campaignId, estateWithLetters, now, posted, rowsOf } from './letters-sent.ts';

let database: Database;
let estate: TestEstate;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  estate = await estateWithLetters(database);
  world = estate.world;
});
afterEach(() => estate.close());
afterAll(() => database.close());

const read = () => readInbox(world, { now });
const facts = () => rowsOf(world, 'letter_id as letter, kind', 'crm.letter_events');
const contacts = () => rowsOf(world, 'client_code as client, status', 'crm.contact_log');
const refusals = () => rowsOf(world, 'client_code as client, event', 'etl.consent_events');
const suppressed = async () => {
  const rows = await rowsOf<{ subject: string }>(world, 'subject_hash as subject, reason', 'etl.suppressions');
  return rows.map(({ subject }) => subject);
};

describe('the inbox', () => {
  it('makes one fact of an event told twice, alone, in an array, in seconds and in milliseconds', async () => {
    const seconds = Math.floor(now.getTime() / 1000);
    await arrive(world, posted(anne, 'delivered'));
    await arrive(world, [posted(anne, 'delivered', { ts_epoch: seconds }), posted(bruno, 'delivered')]);
    await arrive(world, posted(anne, 'delivered', { ts_epoch: undefined, s_epoch: seconds }));
    expect(await read()).toMatchObject({ bodies: 3, events: 4, facts: 2, parked: 0 });
    expect(await facts()).toEqual([
      { letter: anne.letterId, kind: 'delivered' },
      { letter: bruno.letterId, kind: 'delivered' },
    ]);
    expect(await read()).toMatchObject({ bodies: 0, facts: 0 });
  });

  it('keeps the contact log at the furthest thing that happened, whatever came last', async () => {
    await arrive(world, posted(anne, 'click', { link: 'https://domaine.test/riesling' }));
    await arrive(world, posted(bruno, 'complaint'));
    await read();
    for (const event of ['delivered', 'request', 'soft_bounce', 'deferred']) {
      await arrive(world, [posted(anne, event), posted(bruno, event)]);
    }
    await read();
    expect(await contacts()).toEqual([
      { client: anne.clientCode, status: 'clicked' },
      { client: bruno.clientCode, status: 'complained' },
    ]);
  });

  it('finds the letter by its batch when the sender had not noted the message id yet', async () => {
    await world.database.execute(sql(`update crm.outbox set message_id = null where estate_id = :'estate'`), {
      estate: world.estate,
    });
    await arrive(world, posted(anne, 'delivered', { tag: `["lot-${batchId}"]` }));
    await arrive(world, posted(bruno, 'delivered', { 'X-Mailin-custom': bruno.letterId }));
    expect(await read()).toMatchObject({ facts: 2, parked: 0 });
  });

  it('lets a refusal take effect that came without a date', async () => {
    await arrive(world, posted(anne, 'unsubscribed', { ts_epoch: undefined, date: 'jamais', unheard_of: { of: [1] } }));
    expect(await read()).toMatchObject({ unreadable: 0, facts: 1 });
    expect(await suppressed()).toContain(emailHashOf(anne.email));
  });

  it.each([
    ['unsubscribe', 'unsubscribed', ''],
    ['complaint', 'spam', ''],
    ['unsubscribe', 'blocked', 'blocked : due to unsubscribed user'],
  ])('lets %s take effect for the client for ever, by %s', async (refusal, event, reason) => {
    await arrive(world, posted(anne, event, { reason }));
    await read();
    expect(await refusals()).toEqual([{ client: anne.clientCode, event: refusal }]);
    expect(await suppressed()).toHaveLength(2);
    expect(await suppressed()).toContain(emailHashOf(anne.email));
  });

  it('lets a departure follow the client to the address the estate has noted since', async () => {
    await world.database.execute(
      sql(`update etl.clients set email = 'neuve@client.test' where estate_id = :'estate' and client_code = :'code'`),
      { estate: world.estate, code: anne.clientCode },
    );
    await arrive(world, posted(anne, 'unsubscribed'));
    await read();
    const addresses = [anne.email, 'neuve@client.test'].map(emailHashOf);
    expect(await suppressed()).toEqual(expect.arrayContaining(addresses));
  });

  it.each(['hard_bounce', 'invalid_email'])(
    'lets %s suppress the address and leave the client another',
    async (event) => {
      await arrive(world, posted(anne, event, { reason: `550 <${anne.email}> unknown` }));
      await read();
      expect(await suppressed()).toEqual([emailHashOf(anne.email)]);
      expect(await rowsOf(world, 'reason, kind', 'crm.letter_events')).toEqual([
        { reason: '550 <[…]> unknown', kind: expect.any(String) },
      ]);
    },
  );

  it('takes no consent away for a full box, and gives none for a list somebody was added to', async () => {
    await arrive(world, [posted(anne, 'soft_bounce'), posted(anne, 'blocked', { reason: 'due to blacklist user' })]);
    await arrive(world, { event: 'list_addition', email: anne.email, key: 'k', list_id: [1], ts: now.getTime() });
    await read();
    expect(await suppressed()).toEqual([]);
  });

  it('tells the rules of the estate what they may answer, once', async () => {
    await arrive(world, [posted(anne, 'click', { link: 'https://a.test/' }), posted(anne, 'unsubscribed')]);
    await arrive(world, [posted(anne, 'click', { link: 'https://a.test/' }), posted(anne, 'spam')]);
    await arrive(world, posted(bruno, 'hard_bounce'));
    await read();
    expect(await rowsOf(world, 'client_code as client, trigger', 'crm.automation_events')).toEqual([
      { client: anne.clientCode, trigger: 'email_clicked' },
      { client: anne.clientCode, trigger: 'unsubscribe' },
      { client: bruno.clientCode, trigger: 'email_bounce' },
    ]);
  });

  it('counts opens for the campaign and attaches them to nobody, in any table', async () => {
    await arrive(world, [posted(anne, 'unique_opened'), posted(anne, 'opened'), posted(bruno, 'proxy_open')]);
    await arrive(world, posted({ ...anne, email: 'inconnu@ailleurs.test' }, 'opened'));
    expect(await read()).toMatchObject({ opens: 2, facts: 0, parked: 0 });
    expect(await rowsOf(world, 'kind, campaign_id as campaign, event_count as count', 'crm.anonymous_events')).toEqual([
      { kind: 'opened', campaign: campaignId, count: 1 },
      { kind: 'proxy_opened', campaign: campaignId, count: 1 },
    ]);
  });

  it('parks what belongs to no letter: an unknown message, or ours with the address of another', async () => {
    const stranger = { ...anne, email: 'inconnu@ailleurs.test' };
    await arrive(world, [posted(stranger, 'click', { link: 'https://x.test/' }), posted(stranger, 'delivered')]);
    await arrive(world, posted({ ...anne, messageId: '<forged@ailleurs.test>' }, 'delivered'));
    expect(await read()).toMatchObject({ facts: 0, parked: 3 });
    expect(await contacts()).toContainEqual({ client: anne.clientCode, status: 'sent' });
  });

  it('believes a refusal of no letter, for silence is the safe side, but not a flood of them', async () => {
    const departures = Array.from({ length: 200 }, (_, index) => ({
      event: 'unsubscribed',
      camp_id: 42,
      email: `lecteur${index}@client.test`,
      ts_event: Math.floor(now.getTime() / 1000),
    }));
    await arrive(world, departures.slice(0, 30));
    expect(await read()).toMatchObject({ unproven: 30, unbelieved: 0 });
    await arrive(world, departures);
    expect(await read()).toMatchObject({ parked: 170, unproven: 20, unbelieved: 150 });
    expect(await suppressed()).toHaveLength(50);
  });

  it('says what it could not read, loses nothing else of the same body, and never stops at it', async () => {
    const poison = posted(anne, 'click', { link: 'https://a.test/\u0000\ud800', reason: 'a\0b' });
    const bodies = [
      Buffer.from('not JSON'),
      [],
      [{ event: 'surprise' }, posted(anne, 'delivered')],
      [poison],
      Buffer.alloc(0),
    ];
    for (const body of bodies) await arrive(world, body);
    expect(await read()).toMatchObject({ bodies: 5, unreadable: 2, facts: 2 });
    const readings = await rowsOf(world, 'inbox_id, status, event_count as events, sentence', 'crm.inbox_readings');
    expect(readings).toMatchObject([
      { status: 'unreadable', sentence: "Le message reçu n'est pas du JSON." },
      { status: 'read', events: 0, sentence: null },
      { status: 'read', events: 1, sentence: expect.stringContaining('1 événement illisible sur 2') },
      { status: 'read', events: 1, sentence: null },
      { status: 'unreadable' },
    ]);
  });

  it('is taken in once by two readers at once, one of whom is killed just before the end', async () => {
    for (let index = 0; index < 20; index++) {
      await arrive(world, posted(anne, 'click', { link: `https://a.test/${index}` }));
    }
    await arrive(world, posted(anne, 'opened'));
    await expect(readInbox({ ...world, database: killedAtTheEnd(world.database) }, { now })).rejects.toThrow('killed');
    expect(await facts()).toEqual([]);
    const slow = slowToCommit(world.database);
    const one = readInbox({ ...world, database: slow.database }, { now });
    await slow.hasWorked;
    const other = read();
    setTimeout(slow.commit, 100);
    expect([(await one).bodies, (await other).bodies]).toEqual([21, 0]);
    expect(await facts()).toHaveLength(20);
    expect(await rowsOf(world, 'kind, event_count as count', 'crm.anonymous_events')).toEqual([
      { kind: 'opened', count: 1 },
    ]);
  });
});

function killedAtTheEnd(database: Database): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (session) => {
        await work(session);
        throw new Error('killed');
      }),
  };
}

/** Does the work of its first transaction, and commits it when it is told to. */
function slowToCommit(database: Database): {
  database: Database;
  hasWorked: Promise<unknown>;
  commit: () => void;
} {
  const signals = new EventEmitter();
  const told = once(signals, 'commit');
  return {
    database: {
      ...database,
      transaction: (work) =>
        database.transaction(async (session) => {
          const result = await work(session);
          signals.emit('worked');
          await told;
          return result;
        }),
    },
    hasWorked: once(signals, 'worked'),
    commit: () => signals.emit('commit'),
  };
}
