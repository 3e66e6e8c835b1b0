/** What a table holds, in one number: two tables with the same rows have the same, in whatever order they lie. */
import type { Session } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { estateTables, quoted } from './tables.ts';

/** What each run writes anew though nothing changed: when, by which run, under which name of the computation. */
const ofTheRun = new Set(['run_id', 'computed_at', 'changed_at', 'loaded_at', 'staged_at', 'curated_at', 'report']);
/** A run more is a run more: these tell of runs, not of the estate. */
const aboutRuns = new Set(['etl.runs', 'etl.run_steps', 'app.journal', 'app.journal_heads', 'app.reports']);

/** Table by table: rows and the sum of their hashes, without what every run writes anew. */
export async function fingerprints(session: Session, estate: string): Promise<ReadonlyMap<string, string>> {
  const prints = new Map<string, string>();
  for (const { name, columns } of await estateTables(session)) {
    if (aboutRuns.has(name)) continue;
    const compared = columns.filter((column) => !ofTheRun.has(column)).map(quoted);
    const row = await session.one<{ rows: number; sum: string }>(
      sql(
        `select count(*) as rows, coalesce(sum(hashtextextended(row(${compared.join(', ')})::text, 0)::numeric), 0)::text as sum
         from ${name}
         where estate_id = :'estate'`,
        `fingerprint ${name}`,
      ),
      { estate },
    );
    prints.set(name, `${row?.rows ?? 0}:${row?.sum ?? ''}`);
  }
  return prints;
}

/** The tables whose contents differ, in the order of their names. */
export function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...one.keys()].filter((name) => one.get(name) !== other.get(name)).sort();
}
