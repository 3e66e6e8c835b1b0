/** What a list of clients may be narrowed to, as conditions over keys.sql. */
import { readSavedAudience } from '../../../8-campaign/campaigns/audiences.ts';
import type { AudienceFilter } from '../../../8-campaign/campaigns/filter.ts';
import type { Session } from '../../../db/database.ts';
import { loadSql, type Parameters, prepared, sql, type Statement } from '../../../db/sql.ts';
import { sentence } from '../../../values/sentence.ts';
import type { ClientFilters } from '../../contract/clients.ts';
import { notFound } from '../../problem.ts';
import type { Condition } from '../lists/list.ts';

const findClients = prepared(sql(`select etl.find_clients(:'estate', :'q', :'most'::int) as code`, 'find clients'));
const clientsOfFamily = sql(`select crm.clients_of_family(:'estate', :'family') as code`, 'clients of a family');
const buyersOfWine = loadSql(import.meta.url, './buyers-of-wine.sql');

/** Words that begin more names than this are no search yet: so many are looked through, whichever. */
const mostFound = 10_000;

export interface Narrowed {
  readonly where: readonly Condition[];
  /** How many are left, where finding them told it already. */
  readonly total: number | undefined;
}

/**
 * The conditions the filters ask for. What an index finds (words, a family, a wine) is found first and given by code, so that
 * PostgreSQL knows how many they are when it chooses its way. Throws a Problem for an audience nobody saved.
 */
export async function narrowed(session: Session, estate: string, filters: ClientFilters): Promise<Narrowed> {
  const found = await foundCodes(session, estate, filters);
  const plain = [...said(filters), ...(await ofSaved(session, estate, filters.audience))];
  if (!found) return { where: plain, total: undefined };
  return {
    where: [{ sql: `client_code = any(:'found'::text[])`, values: { found } }, ...plain],
    total: plain.length === 0 ? found.length : undefined,
  };
}

async function foundCodes(
  session: Session,
  estate: string,
  { q, family, wine }: ClientFilters,
): Promise<readonly string[] | undefined> {
  const words = q?.trim() ?? '';
  const sets: string[][] = [];
  if (words !== '') sets.push(await codes(session, findClients, { estate, q: words, most: mostFound }));
  if (family) sets.push(await codes(session, clientsOfFamily, { estate, family }));
  if (wine) sets.push(await codes(session, buyersOfWine, { estate, wine_key: wine }));
  const [first, ...others] = sets;
  const inAll = others.map((set) => new Set(set));
  return first?.filter((code) => inAll.every((set) => set.has(code)));
}

async function codes(session: Session, statement: Statement, values: Parameters): Promise<string[]> {
  return (await session.rows<{ code: string }>(statement, values)).map(({ code }) => code);
}

function said(filters: ClientFilters): readonly Condition[] {
  const { segment, tier, cluster, rhythm, lastFrom, lastTo, hasEmail, isTrade, recency, frequency } = filters;
  return [
    ...given(segment, `segment = :'segment'`, 'segment'),
    ...given(tier, `tier = :'tier'`, 'tier'),
    ...given(cluster, `cluster_id = :'cluster'::int`, 'cluster'),
    ...given(rhythm, `rhythm = :'rhythm'`, 'rhythm'),
    ...given(lastFrom, `last_order_on >= :'last_from'::date`, 'last_from'),
    ...given(lastTo, `last_order_on <= :'last_to'::date`, 'last_to'),
    ...given(hasEmail, `has_email = (:'has_email' = 'yes')`, 'has_email'),
    ...given(isTrade, `is_trade = (:'is_trade' = 'yes')`, 'is_trade'),
    ...given(recency, `recency_score = :'recency'::int`, 'recency'),
    ...given(frequency, `frequency_score = :'frequency'::int`, 'frequency'),
  ];
}

async function ofSaved(session: Session, estate: string, name: string | undefined): Promise<readonly Condition[]> {
  if (name === undefined || name === '') return [];
  const saved = await readSavedAudience(session, estate, name);
  if (!saved) throw notFound(sentence(`L’audience « ${name} »`, `The audience "${name}"`));
  return ofAudience(saved.filter);
}

function ofAudience({ segments, clusters, clients }: AudienceFilter): readonly Condition[] {
  return [
    ...(segments ? [{ sql: `segment = any(:'segments'::text[])`, values: { segments } }] : []),
    ...(clients ? [{ sql: `client_code = any(:'clients'::text[])`, values: { clients } }] : []),
    ...(clusters
      ? [
          {
            sql: `cluster_id in (
              select clusters.cluster_id
              from crm.client_clusters as clusters
              where
                clusters.estate_id = :'estate'
                and clusters.as_of_on
                = (select max(models.as_of_on) from crm.value_models as models where models.estate_id = :'estate')
                and (clusters.cluster_id::text = any(:'clusters'::text[]) or clusters.name_fr = any(:'clusters'::text[])
                  or clusters.name_en = any(:'clusters'::text[])))`,
            values: { clusters },
          },
        ]
      : []),
  ];
}

function given(value: string | number | undefined, condition: string, name: string): Condition[] {
  return value === undefined || value === '' ? [] : [{ sql: condition, values: { [name]: value } }];
}
