/** What a list of clients may be narrowed to, as conditions over keys.sql. */
import { readSavedAudience } from '../../../8-campaign/campaigns/audiences.ts';
import type { AudienceFilter } from '../../../8-campaign/campaigns/filter.ts';
import type { Session } from '../../../db/database.ts';
import { sentence } from '../../../values/sentence.ts';
import type { ClientFilters } from '../../contract/clients.ts';
import { notFound } from '../../problem.ts';
import type { Condition } from '../lists/list.ts';

/** A word that begins more names than this is no search yet: the first so many are looked through. */
const mostFound = 20_000;

/** The conditions the filters ask for. Throws a Problem for an audience nobody saved. */
export async function clientConditions(
  session: Session,
  estate: string,
  filters: ClientFilters,
): Promise<readonly Condition[]> {
  const { audience } = filters;
  if (audience === undefined || audience === '') return said(filters);
  const saved = await readSavedAudience(session, estate, audience);
  if (!saved) throw notFound(sentence(`L’audience « ${audience} »`, `The audience "${audience}"`));
  return [...said(filters), ...ofAudience(saved.filter)];
}

function said(filters: ClientFilters): readonly Condition[] {
  const { q, segment, tier, cluster, family, rhythm, lastFrom, lastTo, hasEmail, isTrade, recency, frequency, wine } =
    filters;
  return [
    ...given(q?.trim(), `client_code = any(array(select etl.find_clients(:'estate', :'q', ${mostFound})))`, 'q'),
    ...given(segment, `segment = :'segment'`, 'segment'),
    ...given(tier, `tier = :'tier'`, 'tier'),
    ...given(cluster, `cluster_id = :'cluster'::int`, 'cluster'),
    ...given(family, `client_code = any(array(select crm.clients_of_family(:'estate', :'family')))`, 'family'),
    ...given(rhythm, `rhythm = :'rhythm'`, 'rhythm'),
    ...given(lastFrom, `last_order_on >= :'last_from'::date`, 'last_from'),
    ...given(lastTo, `last_order_on <= :'last_to'::date`, 'last_to'),
    ...given(hasEmail, `has_email = (:'has_email' = 'yes')`, 'has_email'),
    ...given(isTrade, `is_trade = (:'is_trade' = 'yes')`, 'is_trade'),
    ...given(recency, `recency_score = :'recency'::int`, 'recency'),
    ...given(frequency, `frequency_score = :'frequency'::int`, 'frequency'),
    ...given(wine, boughtWine, 'wine'),
  ];
}

const boughtWine = `client_code = any(array(
  select lignes.client_code
  from etl.ventes_lignes as lignes
  inner join etl.produits as bought
    on bought.estate_id = lignes.estate_id and bought.produit_key = lignes.produit_key
  where
    lignes.estate_id = :'estate'
    and bought.estate_id = :'estate'
    and bought.wine_key = :'wine'
    and lignes.line_kind = 'sale'
    and lignes.client_code is not null))`;

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

function given(value: string | number | undefined, sql: string, name: string): Condition[] {
  return value === undefined || value === '' ? [] : [{ sql, values: { [name]: value } }];
}
