/** Everything a run leaves behind, without what must differ between two runs: instants, run ids, durations, machine paths. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Database, openDatabase } from '../src/db/database.ts';
import { sql } from '../src/db/sql.ts';

export interface EstateSnapshot {
  /** Table → hash of its rows in the order of their text. */
  readonly tables: Readonly<Record<string, string>>;
  /** Path within the estate's folder → hash of its content (unpacked when it is gzip). */
  readonly files: Readonly<Record<string, string>>;
  readonly report: string;
}

/** What must differ: instants of work, run ids, and counts of a step kept as it first saw them. */
const volatileColumns = new Set(['run_id', 'received_in_run_id', 'entry_id', 'report']);
const volatileInRunSteps = new Set(['rows_read', 'rows_written', 'rows_rejected']);

/** Reads one estate back from its database and its folder. */
export async function takeSnapshot(place: {
  home: string;
  databaseUrl: string;
  estate: string;
}): Promise<EstateSnapshot> {
  const database = await openDatabase({ url: place.databaseUrl, embeddedFolder: '' });
  try {
    return {
      tables: await hashTables(database, place.estate),
      files: hashFiles(join(place.home, place.estate)),
      report: await lastReport(database, place.estate),
    };
  } finally {
    await database.close();
  }
}

/** The names of what differs, empty when nothing does. */
export function differences(expected: EstateSnapshot, actual: EstateSnapshot): string[] {
  return [
    ...differingKeys(expected.tables, actual.tables).map((table) => `table ${table}`),
    ...differingKeys(expected.files, actual.files).map((file) => `file ${file}`),
    ...(expected.report === actual.report ? [] : [`report ${expected.report} <> ${actual.report}`]),
  ];
}

async function hashTables(database: Database, estate: string): Promise<Record<string, string>> {
  const columns = await database.rows<{ table: string; column: string; type: string }>(
    sql(`
      select table_schema || '.' || table_name as table, column_name as column, data_type as type
      from information_schema.columns
      where table_schema in ('etl', 'crm', 'app') and table_name <> 'migrations'
      order by 1, ordinal_position`),
  );
  const hashes: Record<string, string> = {};
  for (const table of new Set(columns.map((column) => column.table))) {
    const kept = columns.filter((column) => column.table === table && isLasting(column)).map((column) => column.column);
    const row = await database.one<{ hash: string }>(
      sql(`
        select md5(coalesce(string_agg(line, e'\\n' order by line collate "C"), '')) as hash
        from (select row(${kept.join(', ')})::text as line from ${table} where estate_id = :'estate') as lines`),
      { estate },
    );
    hashes[table] = row?.hash ?? '';
  }
  return hashes;
}

function isLasting({ table, column, type }: { table: string; column: string; type: string }): boolean {
  if (table === 'etl.run_steps' && volatileInRunSteps.has(column)) return false;
  if (type === 'timestamp with time zone') return column === 'exported_at';
  return !volatileColumns.has(column);
}

function hashFiles(folder: string): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replaceAll('\\', '/');
    if (name.startsWith('logs/')) continue;
    hashes[name] = createHash('sha256')
      .update(lastingContent(name, readFileSync(path)))
      .digest('hex');
  }
  return hashes;
}

function lastingContent(name: string, bytes: Buffer): Buffer | string {
  if (name.startsWith('config/')) return withoutRunMarks(bytes.toString('utf8'));
  return name.startsWith('raw/') || !name.endsWith('.gz') ? bytes : gunzipSync(bytes);
}

async function lastReport(database: Database, estate: string): Promise<string> {
  const row = await database.one<{ report: unknown }>(
    sql(`select report from etl.runs where estate_id = :'estate' order by started_at desc limit 1`),
    { estate },
  );
  return withoutRunMarks(JSON.stringify(row?.report));
}

function withoutRunMarks(text: string): string {
  return text.replaceAll(/"(runId|durationMs)":\s*("[^"]*"|\d+)/g, '"$1":0');
}

function differingKeys(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => one[key] !== other[key]).sort();
}
