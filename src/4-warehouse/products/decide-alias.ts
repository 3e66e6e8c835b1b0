/** A person says which wine a name means: their word stands above every rule, for all exports past and to come. */
import type { Session } from '../../db/database.ts';
import { withEstateLock } from '../../db/estate-lock.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { settleStock } from '../stock/load-stock.ts';
import { settleProducts } from './settle-products.ts';
import { settleSuccessions } from './settle-successions.ts';

const selectAlias = loadSql(import.meta.url, './select-wine-alias.sql');
const knownWine = loadSql(import.meta.url, './known-wine.sql');
const upsertAlias = loadSql(import.meta.url, './upsert-wine-alias.sql');
const deleteAlias = loadSql(import.meta.url, './delete-wine-alias.sql');

interface AliasBefore {
  readonly wineKey: string;
  readonly confidence: number;
  readonly author: string;
}

/**
 * Keeps what `aliasKey` means: `wineKey`, or a wine of its own when `wineKey` is `aliasKey` itself; applied at once to wines,
 * products, sales and stock, and journaled. Throws Failure('UNKNOWN_WINE'); RefusedByRule while a run is under way.
 */
export async function decideAlias(
  world: World,
  { aliasKey, wineKey }: { readonly aliasKey: string; readonly wineKey: string },
): Promise<void> {
  await withEstateLock(world.database, world.estate, () =>
    world.database.transaction(async (session) => {
      const key = { estate: world.estate, alias_key: aliasKey };
      const before = await session.one<AliasBefore>(selectAlias, key);
      const isOwn = wineKey === aliasKey;
      if (isOwn ? !before : !(await isWine(session, world.estate, wineKey))) throw unknownWine(wineKey);
      await session.execute(upsertAlias, { ...key, wine_key: wineKey, author: world.actor });
      await settleAfter(world, session);
      await writeJournal(session, {
        estate: world.estate,
        actor: world.actor,
        action: isOwn ? 'wine.alias-refused' : 'wine.alias-confirmed',
        subject: `wine ${aliasKey}`,
        before,
        after: { wineKey },
      });
    }),
  );
}

/** Takes a person's decision back: the rules speak again. Throws Failure('UNKNOWN_WINE') where no person decided. */
export async function undoAlias(world: World, aliasKey: string): Promise<void> {
  await withEstateLock(world.database, world.estate, () =>
    world.database.transaction(async (session) => {
      const key = { estate: world.estate, alias_key: aliasKey };
      const before = await session.one<AliasBefore>(selectAlias, key);
      if ((await session.execute(deleteAlias, key)) === 0) throw unknownWine(aliasKey);
      await settleAfter(world, session);
      await writeJournal(session, {
        estate: world.estate,
        actor: world.actor,
        action: 'wine.alias-undone',
        subject: `wine ${aliasKey}`,
        before,
      });
    }),
  );
}

/** What a name means changed: wines, products, lines, stock and successors follow. */
export async function settleAfter(world: World, session: Session): Promise<void> {
  await settleProducts(world, session);
  await settleStock(world, session);
  await settleSuccessions(world, session);
}

async function isWine(session: Session, estate: string, wineKey: string): Promise<boolean> {
  return (await session.one(knownWine, { estate, wine_key: wineKey })) !== undefined;
}

function unknownWine(wineKey: string): Failure {
  return new Failure(
    'UNKNOWN_WINE',
    sentence(`Aucun vin ne porte le nom « ${wineKey} ».`, `No wine has the name "${wineKey}".`),
  );
}
