/**
 * Client files into the register of clients, and what sales add to it. The client file wins over what sales say, a
 * correction made by a person wins over both (formats.md, Business rules).
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld, World } from '../../world.ts';
import { registerOptOuts } from '../consent/consent-register.ts';
import { copyCurated } from '../curated-file.ts';
import type { PlannedExport } from '../load-plan.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';
import { isManyOf } from '../many.ts';
import { groupHouseholds, type HouseholdCandidate } from './household.ts';

const createIncoming = loadSql(import.meta.url, './create-incoming-clients.sql');
const emptyIncoming = loadSql(import.meta.url, './empty-incoming-clients.sql');
const registerCodes = loadSql(import.meta.url, './register-codes.sql');
const touchToldClients = loadSql(import.meta.url, './touch-told-clients.sql');
const mergeClients = loadSql(import.meta.url, './merge-clients.sql');
const analyzeClients = loadSql(import.meta.url, './analyze-clients.sql');
const insertSalesClients = loadSql(import.meta.url, './insert-sales-clients.sql');
const createOpenGaps = loadSql(import.meta.url, './create-open-gaps.sql');
const findOpenGaps = loadSql(import.meta.url, './find-open-gaps.sql');
const analyzeOpenGaps = loadSql(import.meta.url, './analyze-open-gaps.sql');
const fillGaps = loadSql(import.meta.url, './fill-gaps.sql');
const correctClients = loadSql(import.meta.url, './correct-clients.sql');
const householdCandidates = loadSql(import.meta.url, './household-candidates.sql');
const updateHouseholds = loadSql(import.meta.url, './update-households.sql');
const codesApartByZeros = loadSql(import.meta.url, './codes-apart-by-zeros.sql');
const newCollisions = loadSql(import.meta.url, './new-collisions.sql');

/** A client whom one source writes under several codes. */
export interface Collision {
  readonly clientCode: string;
  readonly source: string;
  readonly sourceCodes: readonly string[];
  /** Client files hold at least two of the codes: perhaps two people. Else sales only spell one code in several ways. */
  readonly isDeclared: boolean;
}

/** Loads the client files in order; gives those that were loaded for the first time. */
export async function loadClients(
  world: RunWorld,
  session: Session,
  exports: readonly PlannedExport[],
): Promise<Loaded[]> {
  await session.execute(createIncoming);
  const loaded: Loaded[] = [];
  for (const { file, mode } of exports) {
    await session.execute(emptyIncoming);
    const rows = await copyCurated(world, session, 'incoming_clients', file);
    const told = { estate: world.estate, file_hash: file.fileHash };
    await session.execute(registerCodes, { ...told, source: file.source });
    await session.execute(touchToldClients);
    const changed = await session.execute(mergeClients, { ...told, exported_at: file.exportedAt });
    await registerOptOuts(world, session, file);
    if (mode === 'replay') continue;
    const result = loadedRows(file, rows, changed);
    await recordLoad(world, session, result);
    loaded.push(result);
  }
  return loaded;
}

/**
 * Adds the clients only sales know, fills gaps from sales, applies corrections, settles households, after what was `loaded` of
 * clients and sales. Gives rows written.
 */
export async function settleClients(world: World, session: Session, loaded: readonly Loaded[] = []): Promise<number> {
  const estate = { estate: world.estate };
  if (isAnyLarge(loaded)) await session.execute(analyzeClients);
  let written = await session.execute(insertSalesClients, estate);
  if (isManyOf(written, written)) await session.execute(analyzeClients);
  written += await fillGapsFromSales(session, estate);
  written += await session.execute(correctClients, estate);
  const households = groupHouseholds(await session.rows<HouseholdCandidate>(householdCandidates, estate));
  await session.execute(updateHouseholds, { ...estate, rows: JSON.stringify(households) });
  return written;
}

function isAnyLarge(loaded: readonly Loaded[]): boolean {
  return loaded.some(({ rowsLoaded, rowsChanged }) => isManyOf(rowsLoaded, rowsChanged));
}

async function fillGapsFromSales(session: Session, estate: { readonly estate: string }): Promise<number> {
  await session.execute(createOpenGaps);
  const gaps = await session.execute(findOpenGaps, estate);
  if (gaps === 0) return 0;
  await session.execute(analyzeOpenGaps);
  return session.execute(fillGaps, estate);
}

/** The clients under several codes of which this run met one for the first time: to be looked at, never merged in silence. */
export async function findNewCollisions(world: RunWorld, session: Session): Promise<Collision[]> {
  return session.rows<Collision>(newCollisions, { estate: world.estate, run_id: world.runId });
}

/** The codes that clients of the estate bear with and without leading zeros: one list per client, the shortest first. */
export async function findCodesApartByZeros(world: RunWorld, session: Session): Promise<(readonly string[])[]> {
  const rows = await session.rows<{ codes: readonly string[] }>(codesApartByZeros, { estate: world.estate });
  return rows.map(({ codes }) => codes);
}
