/**
 * Empty tables that much is about to be written into: PostgreSQL writes them much faster if their keys and search indexes are made
 * afterwards, from sorted rows and on several cores. Nobody is kept waiting: there is nothing to read yet.
 */
import type { Session } from '../db/database.ts';
import { sql } from '../db/sql.ts';

// About all estates: one row per index of the tables and how to make it again; none for tables that belong to somebody else.
const indexesOf = sql(`
  select
    indexes.indexrelid::regclass::text as name,
    indexes.indrelid::regclass::text as "table",
    pg_get_indexdef(indexes.indexrelid) as definition,
    keys.conname as "keyName",
    pg_get_constraintdef(keys.oid) as "keyDefinition"
  from pg_index as indexes
  inner join pg_class as tables on tables.oid = indexes.indrelid
  left join pg_constraint as keys on keys.conindid = indexes.indexrelid and keys.contype = 'p'
  where indexes.indrelid = any(:'tables'::regclass[]) and pg_has_role(tables.relowner, 'usage')
  order by 1`);
const tryHere = sql('savepoint empty_tables');
const goOn = sql('release savepoint empty_tables');
const leaveIt = sql('rollback to savepoint empty_tables');
// For the sorts of an index; PostgreSQL takes what it needs of it, and a second process only where each has 32 MB.
const sortMemory = sql(`set local maintenance_work_mem = '256MB'`);
// The words of some thousand clients already are work for two.
const helpersEarly = sql(`set local min_parallel_table_scan_size = '1MB'`);

interface Index {
  readonly name: string;
  readonly table: string;
  readonly definition: string;
  /** Of a primary key; null for an index that serves searches. */
  readonly keyName: string | null;
  readonly keyDefinition: string | null;
}

export interface EmptyTables {
  readonly tables: readonly string[];
  /** Whether their primary keys are set aside too: then nothing may look rows up by key until they are made again. */
  readonly withKeys: boolean;
  /** Whether they are made anew as well, empty, so that PostgreSQL keeps no log of what comes in. Others may hold no key to them. */
  readonly renew: boolean;
}

/** What was set aside, to be made again; each may be asked for twice. */
export interface IndexesAside {
  readonly makeKeys: () => Promise<void>;
  /** The keys too, where nobody asked for them. */
  readonly makeAll: () => Promise<void>;
}

/** Nothing was set aside. */
export const allStand: IndexesAside = { makeKeys: async () => {}, makeAll: async () => {} };

/** Sets the indexes of tables aside; nothing when one of them holds any row of any estate, or when somebody else is at them. */
export async function setIndexesAside(session: Session, wanted: EmptyTables): Promise<IndexesAside> {
  const { tables, renew } = wanted;
  if (await isAnyFilled(session, tables)) return allStand;
  const names = tables.join(', ');
  await session.execute(tryHere);
  try {
    // Not waiting: another estate may be at its own first import, and the ordinary way works beside it.
    await session.execute(sql(`lock table ${names} in access exclusive mode nowait`));
  } catch {
    await session.execute(leaveIt);
    return allStand;
  }
  // Looked at again under the lock: truncating is right only while there is nothing.
  const isFree = !(await isAnyFilled(session, tables));
  const indexes = isFree ? await session.rows<Index>(indexesOf, { tables }) : [];
  if (renew && indexes.length > 0) await session.execute(sql(`truncate ${names}`));
  const aside = indexes.filter(({ keyName }) => keyName === null || wanted.withKeys);
  for (const index of aside) await session.execute(sql(dropping(index), 'drop index'));
  await session.execute(goOn);
  return makersOf(session, aside);
}

function makersOf(session: Session, aside: readonly Index[]): IndexesAside {
  const keys = aside.filter(({ keyName }) => keyName !== null);
  const searches = aside.filter(({ keyName }) => keyName === null);
  return {
    makeKeys: () => makeAgain(session, keys.splice(0)),
    makeAll: () => makeAgain(session, [...keys.splice(0), ...searches.splice(0)]),
  };
}

async function isAnyFilled(session: Session, tables: readonly string[]): Promise<boolean> {
  const questions = tables.map((table) => `exists (select from ${table})`).join(' or ');
  const answer = await session.one<{ isFilled: boolean }>(sql(`select ${questions} as "isFilled"`, 'is any filled'));
  return answer?.isFilled === true;
}

async function makeAgain(session: Session, indexes: readonly Index[]): Promise<void> {
  if (indexes.length === 0) return;
  await session.execute(sortMemory);
  await session.execute(helpersEarly);
  for (const index of indexes) await session.execute(sql(making(index), 'make index'));
}

function dropping({ name, table, keyName }: Index): string {
  return keyName === null ? `drop index ${name}` : `alter table ${table} drop constraint ${keyName}`;
}

function making({ table, definition, keyName, keyDefinition }: Index): string {
  return keyName === null ? definition : `alter table ${table} add constraint ${keyName} ${keyDefinition}`;
}
