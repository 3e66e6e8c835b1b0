/** The list of clients: an index gives a page of codes in order, then only those codes are read in full. */
import { readFileSync } from 'node:fs';
import type { Session } from '../../../db/database.ts';
import { loadSql, prepared } from '../../../db/sql.ts';
import type { ClientFilters, ClientRow } from '../../contract/clients.ts';
import { countList, type ListAsked, type ListPage, type ListShape, readList } from '../lists/list.ts';
import { type Narrowed, narrowed } from './conditions.ts';

const cards = prepared(loadSql(import.meta.url, './cards.sql'));

const byFigures: ListShape = {
  name: 'clients',
  base: readFileSync(new URL('./keys.sql', import.meta.url), 'utf8'),
  key: 'client_code',
  // As the indexes of migration 0014 write them.
  sorts: {
    turnover: { by: 'net_ht', type: 'numeric' },
    lastPurchase: { by: `coalesce(last_order_on, '0001-01-01'::date)`, type: 'date' },
    value: { by: 'coalesce(value_12m_ht, -1)', type: 'numeric' },
  },
  usual: '-turnover',
};
const byName: ListShape = {
  name: 'clients by name',
  base: readFileSync(new URL('./keys-by-name.sql', import.meta.url), 'utf8'),
  key: 'client_code',
  sorts: { name: { by: 'filing_name', type: 'text' } },
  usual: 'name',
};

export interface ClientsAsked extends ClientFilters {
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface Key {
  readonly client_code: string;
}

/** Counted no further: beyond, the page says "more than". Everybody is counted faster than some. */
const mostCounted = { all: 10_000, some: 2_000 } as const;

/** One page of the list, with how many there are. Throws a Problem for a wrong sort, cursor or audience. */
export async function readClients(
  session: Session,
  estate: string,
  asked: ClientsAsked,
): Promise<ListPage<ClientRow> & { readonly total?: number }> {
  const { shape, list, total } = await listOf(session, estate, asked);
  const page = await readList<Key>(session, shape, list);
  const items = await readCards(session, estate, page.items);
  // Only the first page says how many there are: the others do not change it.
  if (asked.after !== undefined && asked.after !== '') return { ...page, items };
  if (page.next === null) return { next: null, items, total: items.length };
  const most = list.where.length === 0 ? mostCounted.all : mostCounted.some;
  return { next: page.next, items, total: total ?? (await countList(session, byFigures, list, most)) };
}

/** Every code the filters leave, in the order asked for, at most so many. */
export async function readClientCodes(
  session: Session,
  estate: string,
  asked: ClientsAsked,
  most: number,
): Promise<readonly string[]> {
  const { shape, list } = await listOf(session, estate, asked);
  const page = await readList<Key>(session, shape, { ...list, limit: most });
  return page.items.map(({ client_code: code }) => code);
}

/** What the list shows of clients, in the order of their codes as given. */
export async function readCards(session: Session, estate: string, keys: readonly Key[]): Promise<ClientRow[]> {
  if (keys.length === 0) return [];
  return session.rows<ClientRow>(cards, { estate, codes: keys.map(({ client_code: code }) => code) });
}

async function listOf(
  session: Session,
  estate: string,
  asked: ClientsAsked,
): Promise<{
  readonly shape: ListShape;
  readonly list: ListAsked & Pick<Narrowed, 'where'>;
  readonly total: number | undefined;
}> {
  const { sort, after, limit } = asked;
  const shape = sort === 'name' || sort === '-name' ? byName : byFigures;
  const { where, total } = await narrowed(session, estate, asked);
  return { shape, list: { estate, sort, after, limit, where }, total };
}
