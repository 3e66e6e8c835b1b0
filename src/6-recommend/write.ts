/** Writes a computation beside the earlier ones, and makes one of them the list the estate sees. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { type CopyField, copyTextRecord } from '../values/copy-text.ts';
import { stableJson } from '../values/stable-json.ts';
import type { RunWorld, StepResult } from '../world.ts';
import type { Grant } from './allocation.ts';
import { componentColumns } from './components-record.ts';
import type { EstateView } from './estate-view.ts';
import { evidenceRecord } from './evidence-record.ts';
import { prune } from './prune.ts';
import { reasonOf } from './reason.ts';
import { componentsOf } from './score.ts';
import type { Outcome } from './settle.ts';

const selectKnownRun = loadSql(import.meta.url, './known-run.sql');
const insertRun = loadSql(import.meta.url, './insert-run.sql');
const deletePrunedDetails = loadSql(import.meta.url, './delete-pruned-details.sql');
const unmarkCurrentRun = loadSql(import.meta.url, './unmark-current-run.sql');
const markCurrentRun = loadSql(import.meta.url, './mark-current-run.sql');
const deleteUnlisted = loadSql(import.meta.url, './delete-unlisted.sql');
const upsertListed = loadSql(import.meta.url, './upsert-listed.sql');

export interface KnownRun {
  readonly isCurrent: boolean;
  /** The run that last made it current, and what it reported. */
  readonly runId: string;
  readonly report: StepResult;
}

/** The computation already made from these inputs, if there is one. */
export async function knownRun(world: RunWorld, inputsHash: string): Promise<KnownRun | undefined> {
  const row = await world.database.one<{ run_id: string; report: StepResult; is_current: boolean }>(selectKnownRun, {
    estate_id: world.estate,
    inputs_hash: inputsHash,
  });
  return row && { isCurrent: row.is_current, runId: row.run_id, report: row.report };
}

export interface Computation {
  readonly inputsHash: string;
  readonly outcomes: readonly Outcome[];
  readonly estate: EstateView;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** Adds a computation with its details and refusals. Gives the rows written. */
export async function writeComputation(session: Session, world: RunWorld, computation: Computation): Promise<number> {
  const { inputsHash, outcomes } = computation;
  const published = outcomes.reduce((sum, { isHoldout, grants }) => sum + (isHoldout ? 0 : grants.length), 0);
  await session.execute(deletePrunedDetails, { estate_id: world.estate, inputs_hash: inputsHash });
  await session.execute(insertRun, {
    estate_id: world.estate,
    inputs_hash: inputsHash,
    run_id: world.runId,
    as_of: world.asOf,
    client_count: outcomes.length,
    recommendation_count: published,
    summary: stableJson(computation.summary),
  });
  const details = await session.copyIn(copyDetails, detailRecords(world.estate, computation));
  const refusals = await session.copyIn(copyRefusals, refusalRecords(world.estate, computation));
  return 1 + details + refusals;
}

/**
 * Makes a computation current and its list the one in `crm.recommendations`; rows that are the same stay untouched. Gives
 * the report of the step, `before` with the rows written here added, and keeps it beside the computation. What is too old
 * is let go.
 */
export async function publish(
  session: Session,
  world: RunWorld,
  inputsHash: string,
  before: StepResult,
): Promise<StepResult> {
  const key = { estate_id: world.estate, inputs_hash: inputsHash };
  const unmarked = await session.execute(unmarkCurrentRun, key);
  const deleted = await session.execute(deleteUnlisted, key);
  const written = await session.execute(upsertListed, { ...key, as_of: world.asOf });
  const pruned = await prune(session, world);
  const report = { ...before, rowsWritten: before.rowsWritten + unmarked + deleted + written + pruned + 1 };
  await session.execute(markCurrentRun, { ...key, run_id: world.runId, report: stableJson(report) });
  return report;
}

const copyDetails = `
  copy crm.recommendation_details (
    estate_id, inputs_hash, client_code, rank, scenario, slot, produit_key, wine_key, produit_label, millesime, format,
    prix_ttc, score, promised_bottles, reason, components, evidence, is_holdout
  ) from stdin`;

/** Records are handed on in pieces of about so many characters: a piece for each client would cost more than its words. */
const pieceLength = 32_768;

async function* detailRecords(estate: string, computation: Computation): AsyncGenerator<string> {
  let records = '';
  for (const outcome of computation.outcomes) {
    for (const [place, grant] of outcome.grants.entries()) {
      records += copyTextRecord([
        estate,
        computation.inputsHash,
        outcome.clientCode,
        place + 1,
        ...detail(outcome, grant, computation.estate),
      ]);
    }
    if (records.length < pieceLength) continue;
    yield records;
    records = '';
  }
  if (records !== '') yield records;
}

function detail(outcome: Outcome, { candidate, promisedBottles }: Grant, estate: EstateView): readonly CopyField[] {
  const { produit, evidence, scenario, score } = candidate;
  const { orderCount, isHoldout } = outcome;
  return [
    scenario,
    candidate.slot,
    produit.produitKey,
    produit.wine.wineKey,
    produit.label,
    produit.millesime,
    produit.format,
    produit.prixTtc,
    score.score,
    promisedBottles,
    reasonOf({ produit, evidence, orderCount, asOfDay: estate.asOfDay }),
    JSON.stringify(componentColumns(componentsOf(score, scenario, estate.rules))),
    stableJson({ ...evidenceRecord(evidence), ...(isHoldout ? { holdout: true } : {}) }),
    isHoldout,
  ];
}

const copyRefusals = `
  copy crm.recommendation_refusals (
    estate_id, inputs_hash, client_code, scenario, code, sentence_fr
  ) from stdin`;

async function* refusalRecords(estate: string, { inputsHash, outcomes }: Computation): AsyncGenerator<string> {
  let records = '';
  for (const { clientCode, refusals } of outcomes) {
    for (const { scenario, code, sentence } of refusals) {
      records += copyTextRecord([estate, inputsHash, clientCode, scenario, code, sentence]);
    }
    if (records.length < pieceLength) continue;
    yield records;
    records = '';
  }
  if (records !== '') yield records;
}
