/**
 * Whether what a Python script of `same_work/` wrote is what our own import wrote: every line and every cell of it, every document,
 * every refusal. Only what names the estate, the source and the file is left out, and the hashes, which nobody asks of the script.
 */
import type { Session } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';

/** The schemas the scripts write to. */
export type SameWorkSchema = 'same_copy' | 'same_to_sql' | 'same_apply';

/** How two tables differ: rows of ours, of theirs, those that only one of both has, and those with another cell. */
export interface TableDifferences {
  readonly ours: number;
  readonly theirs: number;
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
  readonly otherCells: number;
  /** Of rows that both have, by column; columns without any are left out. */
  readonly byColumn: Readonly<Record<string, number>>;
}

/** The differences of the three tables, and all of them in one number: 0 when the script gives what we give. */
export interface ResultDifferences {
  readonly ventesLignes: TableDifferences;
  readonly documents: TableDifferences;
  readonly rejects: TableDifferences;
  /** Refusals by their code, ours and theirs. */
  readonly rejectsByCode: Readonly<Record<string, { readonly ours: number; readonly theirs: number }>>;
  readonly differences: number;
}

interface ComparedTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly cells: readonly string[];
}

const ventesLignes: ComparedTable = {
  name: 'ventes_lignes',
  keys: ['document_id', 'line_id'],
  cells: (
    'document_type document_no line_kind client_code date_livraison produit_label label_key produit_key article packaging qty_line ' +
    'qty_bottles qty_unit pu_ht mt_ht mt_ttc marge is_ht_derived is_ttc_derived email code_postal ville file_line'
  ).split(' '),
};
const documents: ComparedTable = {
  name: 'documents',
  keys: ['document_id'],
  cells: ['document_type', 'line_count', 'mt_ht', 'first_day', 'last_day'],
};
const rejects: ComparedTable = {
  name: 'rejects',
  keys: ['file_line', 'column_name', 'code'],
  cells: ['raw_value'],
};
const keptSchema = 'same_ours';

/**
 * Keeps what the ledger of an estate holds, to be compared later: the runs that follow in the benchmark change it. To be called after
 * the first of our runs; some seconds at a million lines.
 */
export async function keepOurResult(session: Session, estate: string): Promise<void> {
  await forgetResult(session, keptSchema);
  await session.execute(sql(`create schema ${keptSchema}`));
  for (const { name, keys, cells } of [ventesLignes, documents, rejects]) {
    const ofSales = name === 'rejects' ? " and dataset = 'ventes_lignes'" : '';
    const columns = [...keys, ...cells].join(', ');
    await session.execute(
      // `create table … as` takes no parameters: it is made empty, and the rows follow.
      sql(`create unlogged table ${keptSchema}.${name} as select ${columns} from etl.${name} with no data`),
    );
    await session.execute(
      sql(`insert into ${keptSchema}.${name} select ${columns} from etl.${name} where estate_id = :'estate'${ofSales}`),
      { estate },
    );
  }
}

/** Compares what `keepOurResult` kept with what the script of a schema wrote of the same file. */
export async function compareResults(session: Session, schema: SameWorkSchema): Promise<ResultDifferences> {
  const [lines, ofDocuments, ofRejects] = [
    await compareTables(session, schema, ventesLignes),
    await compareTables(session, schema, documents),
    await compareTables(session, schema, rejects),
  ];
  return {
    ventesLignes: lines,
    documents: ofDocuments,
    rejects: ofRejects,
    rejectsByCode: await countByCode(session, schema),
    differences: [lines, ofDocuments, ofRejects].reduce((sum, table) => sum + differencesOf(table), 0),
  };
}

/** Removes the tables of a script, or those that were kept of ours; nothing happens when there are none. */
export async function forgetResult(session: Session, schema: SameWorkSchema | typeof keptSchema): Promise<void> {
  await session.execute(sql(`drop schema if exists ${schema} cascade`));
}

function differencesOf({ onlyOurs, onlyTheirs, otherCells }: TableDifferences): number {
  return onlyOurs + onlyTheirs + otherCells;
}

async function compareTables(
  session: Session,
  schema: SameWorkSchema,
  { name, keys, cells }: ComparedTable,
): Promise<TableDifferences> {
  const [key = ''] = keys;
  const isSameRow = keys.map((each) => `ours.${each} = theirs.${each}`).join(' and ');
  const isBoth = `ours.${key} is not null and theirs.${key} is not null`;
  const other = cells.map((cell) => `count(*) filter (where ${isBoth} and ${isOther(cell)}) as "other ${cell}"`);
  const found = await session.one<Record<string, number>>(
    sql(`
      select
        count(ours.${key}) as ours,
        count(theirs.${key}) as theirs,
        count(*) filter (where theirs.${key} is null) as only_ours,
        count(*) filter (where ours.${key} is null) as only_theirs,
        count(*) filter (where ${isBoth} and (${cells.map(isOther).join(' or ')})) as other_cells,
        ${other.join(', ')}
      from ${keptSchema}.${name} as ours
      full join ${schema}.${name} as theirs on ${isSameRow}`),
  );
  const { ours = 0, theirs = 0, only_ours = 0, only_theirs = 0, other_cells = 0 } = found ?? {};
  const byColumn = cells.map((cell) => [cell, found?.[`other ${cell}`] ?? 0] as const);
  return {
    ours,
    theirs,
    onlyOurs: only_ours,
    onlyTheirs: only_theirs,
    otherCells: other_cells,
    byColumn: Object.fromEntries(byColumn.filter(([, count]) => count > 0)),
  };
}

function isOther(cell: string): string {
  return `ours.${cell} is distinct from theirs.${cell}`;
}

async function countByCode(session: Session, schema: SameWorkSchema): Promise<ResultDifferences['rejectsByCode']> {
  const counts = await session.rows<{ code: string; ours: number; theirs: number }>(
    sql(`
      select code, count(*) filter (where is_ours) as ours, count(*) filter (where not is_ours) as theirs
      from (
        select code, true as is_ours from ${keptSchema}.rejects
        union all
        select code, false from ${schema}.rejects
      ) as told
      group by code
      order by code`),
  );
  return Object.fromEntries(counts.map(({ code, ours, theirs }) => [code, { ours, theirs }]));
}
