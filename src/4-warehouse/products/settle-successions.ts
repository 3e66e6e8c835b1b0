/** Points each sold-out product to its successor, from products and stock as they stand. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { findSuccessions, type SaleableProduct } from './succession.ts';

const saleableProducts = loadSql(import.meta.url, './saleable-products.sql');
const mergeSuccessions = loadSql(import.meta.url, './merge-successions.sql');

/** Writes the successions that differ and gives their number; a person's are left alone. */
export async function settleSuccessions(world: World, session: Session): Promise<number> {
  const estate = { estate: world.estate };
  const products = await session.rows<SaleableProduct>(saleableProducts, estate);
  return session.execute(mergeSuccessions, { ...estate, rows: JSON.stringify(findSuccessions(products)) });
}
