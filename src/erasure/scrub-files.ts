/**
 * Forgets people in the estate's files. RAW is rewritten (UTF-8, the lines where they were; `etl.files.file_hash` stays the hash
 * the file came with, `rewritten_hash` is that of what lies there now), and so are STAGING, CURATED and the rejects. Doing it
 * again finds nothing.
 */
import { chmod, rm } from 'node:fs/promises';
import { hashFile } from '../1-raw/content-hash.ts';
import { pathOnDisk, storedPath } from '../1-raw/folders.ts';
import { errorCode, moveIntoPlace } from '../1-raw/write-atomically.ts';
import { chooseProfile } from '../2-staging/profile.ts';
import { closePlan, planReading } from '../2-staging/reading.ts';
import { rewriteRaw } from '../2-staging/rewrite-raw.ts';
import { UnreadableFile } from '../2-staging/unreadable.ts';
import { loadSql } from '../db/sql.ts';
import type { Forgotten } from '../estate/forgotten.ts';
import type { Dataset } from '../values/dataset.ts';
import { OwnCsvWriter, readOwnCsv } from '../values/own-csv.ts';
import type { World } from '../world.ts';

const filesNamingPeople = loadSql(import.meta.url, './files-naming-people.sql');
const noteRewritten = loadSql(import.meta.url, './note-rewritten.sql');
const noteStagingPath = loadSql(import.meta.url, './note-staging-path.sql');
const noteCuratedPaths = loadSql(import.meta.url, './note-curated-paths.sql');
const emptyRejects = loadSql(import.meta.url, './empty-rejects.sql');

interface Warned {
  readonly count: number;
  readonly examples: readonly { readonly line: number }[];
}

interface NamingFile {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly archivedPath: string;
  readonly stagingPath: string | null;
  readonly stagingStatus: 'staged' | 'stopped' | null;
  readonly curatedPath: string | null;
  readonly rejectsPath: string | null;
  readonly warnings: Readonly<Record<string, Warned>> | null;
}

/** What was done: files rewritten, rows emptied in RAW, and exports that cannot be read, so that nobody knows who is in them. */
export interface ScrubbedFiles {
  readonly rewritten: number;
  readonly rows: number;
  readonly unreadable: readonly string[];
}

/** Forgets the people in every file of the estate. Hold the estate's lock: a run reads the same files. */
export async function scrubFiles(world: World, forgotten: Forgotten): Promise<ScrubbedFiles> {
  const files = await world.database.rows<NamingFile>(filesNamingPeople, { estate: world.estate });
  const unreadable: string[] = [];
  let rewritten = 0;
  let rows = 0;
  for (const [index, file] of files.entries()) {
    world.progress.advance('RAW', index, files.length);
    const lines = await scrubRaw(world, file, forgotten);
    if (lines === 'unreadable') unreadable.push(file.archivedPath);
    const made = await scrubMade(world, file, forgotten, lines === 'unreadable' ? [] : lines);
    if (lines === 'unreadable') continue;
    rewritten += (lines.length > 0 ? 1 : 0) + made;
    rows += lines.length;
  }
  world.progress.end();
  return { rewritten, rows, unreadable };
}

async function scrubRaw(world: World, file: NamingFile, forgotten: Forgotten): Promise<number[] | 'unreadable'> {
  const path = pathOnDisk(world.folders, file.archivedPath);
  const draft = `${path}.tmp-${process.pid}`;
  try {
    const { profile } = chooseProfile(world.settings, file.source, file.dataset);
    const plan = await planReading(path, file.dataset, profile);
    const lines = await rewriteRaw(plan, path, draft, forgotten).finally(() => closePlan(plan));
    if (lines.length === 0) return lines;
    const { fileHash } = await hashFile(draft);
    await chmod(draft, 0o444);
    // Noted first: a process that dies in between leaves a file that says it is damaged, and the erasure begins again.
    await world.database.execute(noteRewritten, { ...keyOf(world, file), rewritten_hash: fileHash });
    await chmod(path, 0o644).catch(() => {});
    await moveIntoPlace(draft, path);
    return lines;
  } catch (error) {
    if (error instanceof UnreadableFile || errorCode(error) === 'ENOENT') return 'unreadable';
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** STAGING, CURATED and rejects of one export; gives how many were rewritten. */
async function scrubMade(
  world: World,
  file: NamingFile,
  forgotten: Forgotten,
  rawLines: readonly number[],
): Promise<number> {
  const staging = await scrubOwn(world, file.stagingPath, forgotten, isKeptInStaging(file.dataset));
  if (staging.path !== file.stagingPath) {
    await world.database.execute(noteStagingPath, { ...keyOf(world, file), path: staging.path });
  }
  const curated = await scrubOwn(world, file.curatedPath, forgotten, isKeptInCurated(file.dataset));
  const lines = [...new Set([...rawLines, ...staging.lines, ...curated.lines])];
  if (lines.length === 0) return 0;
  const rejectsPath = await scrubRejects(world, file.rejectsPath, new Set(lines));
  await world.database.execute(emptyRejects, { ...keyOf(world, file), lines });
  if (curated.path !== null) {
    await world.database.execute(noteCuratedPaths, {
      ...keyOf(world, file),
      curated_path: curated.path,
      rejects_path: rejectsPath,
      warnings: JSON.stringify(withoutExamples(file.warnings ?? {}, new Set(lines))),
    });
  }
  return (staging.isRewritten ? 1 : 0) + (curated.isRewritten ? 1 : 0);
}

function keyOf(world: World, { source, dataset, fileHash }: NamingFile) {
  return { estate: world.estate, source, dataset, file_hash: fileHash };
}

type Keeps = (column: string) => boolean;

const identityColumns = new Set(['email', 'code_postal', 'ville']);
const keptOfClients = new Set(['source_file', 'file_line', 'is_trade', 'is_till', 'opt_out']);
const stagingColumns = new Set(['source_file', 'source_line', 'source_issue']);

function isKeptInStaging(dataset: Dataset): Keeps {
  const isKept = isKeptInCurated(dataset);
  // Headers nobody knows are called x_…: they may hold anything.
  return (column) => stagingColumns.has(column) || (isKept(column) && !column.startsWith('x_'));
}

function isKeptInCurated(dataset: Dataset): Keeps {
  return dataset === 'clients' ? (column) => keptOfClients.has(column) : (column) => !identityColumns.has(column);
}

interface ScrubbedFile {
  readonly path: string | null;
  readonly lines: readonly number[];
  readonly isRewritten: boolean;
}

async function scrubOwn(
  world: World,
  stored: string | null,
  forgotten: Forgotten,
  keeps: Keeps,
): Promise<ScrubbedFile> {
  const lines: number[] = [];
  let isChanged = false;
  const path = await rewriteOwn(world, stored, (header) => {
    const [code, email] = [header.indexOf('client_code'), header.indexOf('email')];
    const line = header.includes('source_line') ? header.indexOf('source_line') : header.indexOf('file_line');
    const codes = new Set([code, header.indexOf('source_client_code')]);
    return (row) => {
      const pseudonym = forgotten.pseudonymOf(row[code] ?? '', row[email] ?? '');
      if (forgotten.isPseudonym(row[code] ?? '')) lines.push(Number(row[line]));
      if (pseudonym === undefined) return row;
      isChanged = true;
      lines.push(Number(row[line]));
      return row.map((cell, place) => (codes.has(place) ? pseudonym : keeps(header[place] ?? '') ? cell : ''));
    };
  });
  return { path, lines, isRewritten: isChanged };
}

async function scrubRejects(world: World, stored: string | null, lines: ReadonlySet<number>): Promise<string | null> {
  return rewriteOwn(world, stored, (header) => {
    const line = header.indexOf('file_line');
    const words = new Set([header.indexOf('raw_value'), header.indexOf('sentence_fr')]);
    return (row) => (lines.has(Number(row[line])) ? row.map((cell, place) => (words.has(place) ? '' : cell)) : row);
  });
}

/** Writes one of our files again, row by row; where nothing changed it is left alone. Gives where it lies afterwards. */
async function rewriteOwn(
  world: World,
  stored: string | null,
  rowOf: (header: readonly string[]) => (row: readonly string[]) => readonly string[],
): Promise<string | null> {
  if (stored === null) return null;
  const path = pathOnDisk(world.folders, stored);
  const writer = new OwnCsvWriter(path.replace(/\.gz$/, ''));
  let isChanged = false;
  try {
    let change: ((row: readonly string[]) => readonly string[]) | undefined;
    for await (const { header, rows } of readOwnCsv(path)) {
      if (!change) writer.write(header);
      change ??= rowOf(header);
      for (const row of rows) {
        const kept = change(row);
        if (kept !== row) isChanged = true;
        writer.write(kept);
      }
      await writer.ready();
    }
    if (isChanged) return storedPath(world.folders, (await writer.close()).path);
    await writer.abandon();
    return stored;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function withoutExamples(
  warnings: Readonly<Record<string, Warned>>,
  lines: ReadonlySet<number>,
): Readonly<Record<string, Warned>> {
  return Object.fromEntries(
    Object.entries(warnings).map(([code, warning]) => [
      code,
      { ...warning, examples: warning.examples.filter(({ line }) => !lines.has(line)) },
    ]),
  );
}
