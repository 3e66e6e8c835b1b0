/** Reads what the letters of some clients are made of. */
import type { ScenarioId } from '../../6-recommend/candidate.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { LetterClient } from './letter-of.ts';
import type { LetterItem } from './wine-of.ts';

const selectItems = loadSql(import.meta.url, './letter-items.sql');
const selectClients = loadSql(import.meta.url, './letter-clients.sql');

export type ClientItem = LetterItem & { readonly clientCode: string; readonly scenario: ScenarioId };
/** `emailHash` is of the address of now; null without one. */
export type ClientToWrite = Omit<LetterClient, 'legalBasis'> & {
  readonly legalBasis: LetterClient['legalBasis'] | 'none';
  readonly emailHash: string | null;
};

export interface LetterFacts {
  readonly client: ClientToWrite;
  /** The current list, in its order, approved or not. */
  readonly items: readonly ClientItem[];
}

/** The facts of each client that has a page, by code. */
export async function readLetterFacts(
  session: Session,
  { estate, clientCodes }: { readonly estate: string; readonly clientCodes: readonly string[] },
): Promise<ReadonlyMap<string, LetterFacts>> {
  const key = { estate_id: estate, client_codes: clientCodes };
  const clients = await session.rows<ClientToWrite>(selectClients, key);
  const items = new Map<string, ClientItem[]>(clients.map(({ clientCode }) => [clientCode, []]));
  for (const item of await session.rows<ClientItem>(selectItems, key)) items.get(item.clientCode)?.push(item);
  return new Map(clients.map((client) => [client.clientCode, { client, items: items.get(client.clientCode) ?? [] }]));
}
