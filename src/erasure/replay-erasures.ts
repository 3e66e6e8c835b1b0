/** Forgets again, in a restored estate, everybody who was forgotten since its backup was made. The ledger knows them by hashes. */
import { loadSql } from '../db/sql.ts';
import { erasureKey, forgottenOf, subjectHash } from '../estate/forgotten.ts';
import type { World } from '../world.ts';
import { erasureRow, forgetInDatabase, noteDone } from './erase-client.ts';
import type { Identity } from './identity.ts';
import { type LedgerLine, readLedger } from './ledger.ts';
import type { ErasureCounts } from './pseudonymise.ts';
import { scrubFiles } from './scrub-files.ts';

const knownErasures = loadSql(import.meta.url, './known-erasures.sql');
const clientCodes = loadSql(import.meta.url, './client-codes.sql');
const identitySql = loadSql(import.meta.url, './identity.sql');
const insertErasure = loadSql(import.meta.url, './insert-erasure.sql');

/** Replays what the ledgers of these folders know and the estate does not, or has only half done; gives how many people. */
export async function replayErasures(world: World, folders: readonly string[]): Promise<number> {
  const lines = await linesToReplay(world, folders);
  if (lines.length === 0) return 0;
  const key = await erasureKey(world.folders.config);
  const codes = await codesByHash(world, key);
  const by = world.actor;
  const counted = new Map<LedgerLine, ErasureCounts>();
  for (const line of lines) {
    const code = line.subjectHashes.map((hash) => codes.get(hash)).find((found) => found !== undefined);
    const identity =
      code === undefined
        ? undefined
        : await world.database.one<Identity>(identitySql, { estate: world.estate, client_code: code });
    if (identity) counted.set(line, await forgetInDatabase(world, { line, identity, request: { requestedBy: by } }));
    // Nobody here bears these hashes; an export to come may.
    else await world.database.execute(insertErasure, erasureRow(world, { line, by, counts: {}, doneAt: null }));
  }
  const people = lines.map(({ subjectHashes, pseudonym }) => ({ hashes: subjectHashes, pseudonym }));
  const files = await scrubFiles(world, forgottenOf(key, people));
  for (const line of lines) await noteDone(world, { line, by, counts: counted.get(line) ?? {}, files });
  return lines.length;
}

async function linesToReplay(world: World, folders: readonly string[]): Promise<LedgerLine[]> {
  const known = await world.database.rows<{ erasureId: string; isDone: boolean }>(knownErasures, {
    estate: world.estate,
  });
  const done = new Set(known.flatMap(({ erasureId, isDone }) => (isDone ? [erasureId] : [])));
  const lines = new Map<string, LedgerLine>();
  for (const folder of folders) for (const line of await readLedger(folder)) lines.set(line.erasureId, line);
  return [...lines.values()].filter(({ erasureId }) => !done.has(erasureId));
}

async function codesByHash(world: World, key: string): Promise<ReadonlyMap<string, string>> {
  const rows = await world.database.rows<{ clientCode: string }>(clientCodes, { estate: world.estate });
  return new Map(rows.map(({ clientCode }) => [subjectHash(key, { code: clientCode }), clientCode]));
}
