/** An estate whose letters have just been handed over, for tests of what comes back. */
import { keepBody } from '../../../src/1-raw/events/keep-body.ts';
import type { Database } from '../../../src/db/database.ts';
import { sql } from '../../../src/db/sql.ts';
import { emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import type { World } from '../../../src/world.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';
import { insertRows } from '../../support/insert-rows.ts';

let arrivals = 0;

export const now = new Date('2026-11-17T10:00:00Z');
export const campaignId = '018f7c1e-0003-7c00-8000-000000000001';
export const batchId = '018f7c1e-0002-7c00-8000-000000000001';
export const sender = 'offres@domaine.test';

export interface SentLetter {
  readonly letterId: string;
  readonly clientCode: string;
  readonly email: string;
  readonly messageId: string;
}

export const anne = sentLetter(1, 'anne');
export const bruno = sentLetter(2, 'bruno');

function sentLetter(number: number, name: string): SentLetter {
  return {
    letterId: `018f7c1e-0001-7c00-8000-00000000000${number}`,
    clientCode: `CL00${number}`,
    email: `${name}@client.test`,
    messageId: `<2026111710.${number}@smtp-relay.mailin.fr>`,
  };
}

/** Anne and Bruno were each sent a letter. Estates of one database share nothing else. */
export async function estateWithLetters(given?: Database): Promise<TestEstate> {
  const estate = await testEstate({
    slug: `domaine-${++arrivals}`,
    changes: { sender: { email: sender, reply_to: 'contact@domaine.test', legal_name: 'Domaine <Fictif>' } },
    ...(given === undefined ? {} : { database: given }),
  });
  const { database, estate: slug } = estate.world;
  const letters = [anne, bruno];
  await insertRows(
    database,
    'etl.clients',
    letters.map(({ clientCode, email }) => ({
      estate_id: slug,
      client_code: clientCode,
      email,
      other_emails: [],
      household_key: clientCode,
      is_trade: false,
      is_till: false,
      origin: 'clients',
      provenance: {},
      exported_at: now,
      file_hash: 'test',
      file_line: 1,
    })),
  );
  await insertRows(
    database,
    'crm.outbox',
    letters.map(({ letterId, clientCode, email, messageId }) => ({
      estate_id: slug,
      campaign_id: campaignId,
      household_key: clientCode,
      client_code: clientCode,
      letter_id: letterId,
      idempotency_key: letterId,
      state: 'accepted',
      email_hash: emailHashOf(email),
      letter: {},
      letter_hash: 'test',
      batch_id: batchId,
      attempts: 1,
      accepted_at: now,
      message_id: messageId,
    })),
  );
  await insertRows(
    database,
    'crm.contact_log',
    letters.map(({ letterId, clientCode }) => ({
      estate_id: slug,
      contact_id: letterId,
      client_code: clientCode,
      household_key: clientCode,
      channel: 'email',
      status: 'sent',
      campaign_id: campaignId,
      is_marketing: true,
      contacted_at: now,
      letter_id: letterId,
    })),
  );
  return estate;
}

/** An event as Brevo posts it. */
export function posted(letter: SentLetter, event: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { event, email: letter.email, 'message-id': letter.messageId, ts_epoch: now.getTime(), ...more };
}

/** Puts a body into the inbox, after all others. */
export async function arrive({ database, estate }: World, body: unknown): Promise<string> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const receivedAt = new Date(now.getTime() + ++arrivals);
  return keepBody(database, { estate, source: 'brevo:webhook', bytes, receivedAt });
}

/** The rows of a table of the estate, as the columns asked for, in their order. */
export async function rowsOf<Row>({ database, estate }: World, columns: string, table: string): Promise<Row[]> {
  return database.rows<Row>(sql(`select ${columns} from ${table} where estate_id = :'estate' order by 1, 2`), {
    estate,
  });
}
