/**
 * Curated files into the warehouse: everything a run brings, in one transaction. Whoever reads sees last week until it is
 * committed; a run that is killed leaves nothing behind.
 */
import { isDataset } from '../values/dataset.ts';
import type { Sentence } from '../values/sentence.ts';
import type { Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import type { RunWorld, StepResult } from '../world.ts';
import { findCodesApartByZeros, findNewCollisions, loadClients, settleClients } from './clients/load-clients.ts';
import { settleConsent } from './consent/consent-register.ts';
import { loadContacts, settleContacts } from './contacts/load-contacts.ts';
import { isCuratedFileAtHand } from './curated-file.ts';
import { giveWay } from './drift/give-way.ts';
import { openClients, openLedger, sizeOf } from './first-import.ts';
import { type Export, type LoadPlan, planLoad } from './load-plan.ts';
import { describeLoad } from './load-notices.ts';
import { isManyOf } from './many.ts';
import { loadProduits } from './products/load-produits.ts';
import { prepareNames } from './products/register-names.ts';
import { settleProducts } from './products/settle-products.ts';
import { settleSuccessions } from './products/settle-successions.ts';
import { loadSales, prepareSales, type SalesLoaded } from './sales/load-sales.ts';
import { loadStock, settleStock } from './stock/load-stock.ts';
import { shrunkStock } from './stock/shrunk-stock.ts';
import type { Loaded } from './loaded.ts';

const exportsOfEstate = loadSql(import.meta.url, './exports.sql');
const wineAliasesToConfirm = loadSql(import.meta.url, './wine-aliases-to-confirm.sql');
const analyzeRegisters = loadSql(import.meta.url, './analyze-registers.sql');
const createTouchedClients = loadSql(import.meta.url, './clients/create-touched-clients.sql');
// Large enough for the sorts of a first import, small enough for a little server; compiling plans costs more than it gains.
const workMemory = sql(`set local work_mem = '128MB'`);
const noCompiling = sql('set local jit = off');

/**
 * Loads every curated file that was not loaded yet, then settles what follows from all of them: products, clients,
 * households, stock, successions, consent. Run again without new files it changes nothing. Throws a Failure when a curated
 * file no longer holds what was kept of it, RefusedByRule when too many documents would vanish.
 */
export async function loadPending(world: RunWorld): Promise<StepResult> {
  const notices: Sentence[] = [];
  for (;;) {
    const exports = await readExports(world);
    try {
      const result = await loadPlanned(world, exports);
      return { ...result, notices: [...notices, ...result.notices] };
    } catch (error) {
      notices.push(...(await giveWay(world, exports, error)));
    }
  }
}

async function loadPlanned(world: RunWorld, exports: readonly Export[]): Promise<StepResult> {
  const plan = planLoad(exports, (file) => isCuratedFileAtHand(world, file));
  return world.database.transaction(async (session) => {
    await session.execute(workMemory);
    await session.execute(noCompiling);
    await session.execute(createTouchedClients);
    const { loaded, sales } = await loadAll(world, session, plan);
    const settled = await settleAll(world, session);
    const rowsRead = sumOf(loaded, (file) => file.rowsLoaded);
    const rowsWritten = sumOf(loaded, (file) => file.rowsChanged);
    if (isManyOf(rowsRead, rowsWritten)) await session.execute(analyzeRegisters);
    return {
      rowsRead,
      rowsWritten,
      rowsRejected: 0,
      notices: describeLoad({
        sales,
        rewoundSources: plan.sales.filter(({ rewind }) => rewind).map(({ source }) => source),
        collisions: await findNewCollisions(world, session),
        codesApartByZeros: await findCodesApartByZeros(world, session),
        aliasesToConfirm: await session.rows(wineAliasesToConfirm, { estate: world.estate }),
        shrunkStock: shrunkStock(exports),
        hasNewFiles: loaded.length > 0,
        ...settled,
      }),
    };
  });
}

/** Every curated file of the estate, loaded or not. */
export async function readExports(world: RunWorld): Promise<Export[]> {
  const exports = await world.database.rows<Export>(exportsOfEstate, { estate: world.estate });
  return exports.filter(({ dataset }) => isDataset(dataset));
}

// Products come first, so that sales find what they name; stock and contacts name products and clients.
async function loadAll(
  world: RunWorld,
  session: Session,
  plan: LoadPlan,
): Promise<{ loaded: Loaded[]; sales: SalesLoaded[] }> {
  const produits = await loadProduits(world, session, plan.produits);
  await settleProducts(world, session);
  const register = await openClients(session, sizeOf(plan));
  const clients = await loadClients(world, session, plan.clients);
  const sales: SalesLoaded[] = [];
  await prepareNames(session);
  await prepareSales(session);
  const ledger = await openLedger(session, sizeOf(plan));
  for (const source of plan.sales) sales.push(...(await loadSales(world, session, source, ledger.makeKeys)));
  await ledger.makeAll();
  const stock = await loadStock(world, session, plan.stock);
  // A contact is known by a client's e-mail, which sales may be the first to tell.
  await settleClients(world, session, [...clients, ...sales]);
  await register.makeAll();
  const contacts = await loadContacts(world, session, plan.contacts);
  return { loaded: [...produits, ...clients, ...sales, ...stock, ...contacts], sales };
}

async function settleAll(world: RunWorld, session: Session): Promise<{ unfoundContacts: number }> {
  await settleStock(world, session);
  await settleSuccessions(world, session);
  const { unfound } = await settleContacts(world, session);
  await settleConsent(world, session);
  return { unfoundContacts: unfound };
}

function sumOf(loaded: readonly Loaded[], count: (file: Loaded) => number): number {
  return loaded.reduce((sum, file) => sum + count(file), 0);
}
