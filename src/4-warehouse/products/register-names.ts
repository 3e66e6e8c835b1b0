/** The names a file of sales or of stock uses, before its lines are written: each of them means a product afterwards. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { settleProducts } from './settle-products.ts';

const createNames = loadSql(import.meta.url, './create-incoming-names.sql');
const emptyNames = loadSql(import.meta.url, './empty-incoming-names.sql');
const forgetNoWine = loadSql(import.meta.url, './forget-no-wine.sql');
const registerTold = loadSql(import.meta.url, './register-names.sql');

/** The temporary table of a file's names, once per transaction. */
export async function prepareNames(session: Session): Promise<void> {
  await session.execute(createNames);
}

/** Registers the names of a file of `source`; `fill` writes them into `incoming_names`, which is empty then. */
export async function registerNames(
  world: World,
  session: Session,
  source: string,
  fill: () => Promise<unknown>,
): Promise<void> {
  await session.execute(emptyNames);
  await fill();
  const told = { estate: world.estate, source };
  const goneNames = await session.execute(forgetNoWine, told);
  const newNames = await session.execute(registerTold, told);
  if (newNames + goneNames > 0) await settleProducts(world, session);
}
