/** A correction a person makes to a wine: kept beside the exports, it wins over every one of them. */
import { withEstateLock } from '../../db/estate-lock.ts';
import { loadSql } from '../../db/sql.ts';
import type { Session } from '../../db/database.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { settleAfter } from './decide-alias.ts';

const lockWine = loadSql(import.meta.url, './lock-wine.sql');
const wineVersionSql = loadSql(import.meta.url, './wine-version.sql');
const upsertOverride = loadSql(import.meta.url, './upsert-wine-override.sql');
const deleteOverride = loadSql(import.meta.url, './delete-wine-override.sql');

/** What a person may correct. */
export type WineColumn = 'name' | 'famille_crm' | 'sous_famille' | 'cepage' | 'sucrosite' | 'couleur' | 'premium_tier';

export interface WineCorrection {
  readonly column: WineColumn;
  /** Undefined drops the correction: the exports speak again. */
  readonly value: string | undefined;
}

/**
 * Keeps corrections of a wine, journals and applies them at once. `seen` is the version the person saw (`wineVersion`): false,
 * and nothing changed, when it is another by now. Throws Failure('UNKNOWN_WINE'); RefusedByRule while a run is under way.
 */
export async function correctWine(
  world: World,
  change: { readonly wineKey: string; readonly corrections: readonly WineCorrection[]; readonly seen: number },
): Promise<boolean> {
  const key = { estate: world.estate, wine_key: change.wineKey };
  return withEstateLock(world.database, world.estate, () =>
    world.database.transaction(async (session) => {
      const before = await session.one<Readonly<Record<string, unknown>>>(lockWine, key);
      if (!before) throw new Failure('UNKNOWN_WINE', sentence('Ce vin n’existe pas.', 'This wine does not exist.'));
      if ((await wineVersion(session, key)) !== change.seen) return false;
      for (const { column, value } of change.corrections) {
        const override = { ...key, column };
        if (value === undefined) await session.execute(deleteOverride, override);
        else await session.execute(upsertOverride, { ...override, value, author: world.actor });
        await writeJournal(session, {
          estate: world.estate,
          actor: world.actor,
          action: value === undefined ? 'wine.correction-dropped' : 'wine.corrected',
          subject: `wine ${change.wineKey}, ${column}`,
          before: before[column],
          after: value,
        });
      }
      await settleAfter(world, session);
      return true;
    }),
  );
}

/** A number that differs whenever what is known of a wine, or what people corrected of it, differs. */
export async function wineVersion(
  session: Session,
  key: { readonly estate: string; readonly wine_key: string },
): Promise<number> {
  return (await session.one<{ version: number }>(wineVersionSql, key))?.version ?? 0;
}
