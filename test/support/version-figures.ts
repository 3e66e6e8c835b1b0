/** The figures of an estate that no upgrade may change. */
import type { Session } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';

const figures = sql(`
  select
    (select count(*) from etl.files where estate_id = :'estate') as files,
    (select count(*) from etl.clients where estate_id = :'estate') as clients,
    (select count(*) from etl.ventes_lignes where estate_id = :'estate') as lines,
    (select sum(mt_ht)::text from etl.ventes_lignes where estate_id = :'estate') as "mtHt",
    (select sum(mt_ttc)::text from etl.ventes_lignes where estate_id = :'estate') as "mtTtc",
    (select count(*) from etl.rejects where estate_id = :'estate') as rejects,
    (select count(*) from crm.customer_360 where estate_id = :'estate') as "customer360",
    (select sum(net_ht)::text from crm.customer_360 where estate_id = :'estate') as "netHt",
    (select string_agg(client_code || ' ' || segment, ', ' order by client_code) from crm.customer_360 where estate_id = :'estate') as segments,
    (select string_agg(client_code || ' ' || rank || ' ' || produit_key, ', ' order by client_code, rank)
     from crm.recommendations where estate_id = :'estate') as recommendations,
    (select count(*) from app.journal where estate_id = :'estate') as acts`);

/** Read by SQL that every version understands. */
export async function versionFigures(session: Session, estate: string): Promise<Readonly<Record<string, unknown>>> {
  return (await session.one<Readonly<Record<string, unknown>>>(figures, { estate })) ?? {};
}
