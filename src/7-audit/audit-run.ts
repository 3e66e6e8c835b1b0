/**
 * Room 7 in the run: audits the current list, client by client, and says whether the run may be approved as a whole. Every
 * fact is read anew, so that a fault of room 6, or a refusal that came in since, shows here. Approves nothing.
 */
import { createHash } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Day } from '../values/day.ts';
import { ownCsvRecord } from '../values/own-csv.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import { stableHash, stableJson } from '../values/stable-json.ts';
import type { RunWorld, StepResult } from '../world.ts';
import type { AuditContext } from './audited-list.ts';
import { auditData } from './data/audit-data.ts';
import { auditedClients } from './read-lists.ts';
import { type Gate, gateOf, type Verdict, verdictOf } from './verdict.ts';

const currentComputation = loadSql(import.meta.url, './current-computation.sql');
const auditFacts = loadSql(import.meta.url, './audit-facts.sql');
const deleteVerdicts = loadSql(import.meta.url, './delete-verdicts.sql');
const deleteFindings = loadSql(import.meta.url, './delete-findings.sql');
const upsertAudit = loadSql(import.meta.url, './upsert-audit.sql');

/** What an audit adds up to: the same findings give the same summary. */
export interface AuditSummary {
  readonly clients: number;
  readonly eligible: number;
  readonly errors: number;
  readonly warnings: number;
  /** How often each code was found, in the order of the codes. */
  readonly byCode: Readonly<Record<string, number>>;
  readonly gate: Gate;
}

/** Audits the data, then the current list, as of the run's day. The same findings as last time write nothing. */
export async function auditRun(world: RunWorld): Promise<StepResult> {
  const dataRows = await auditData(world);
  const result = await auditLists(world);
  return { ...result, rowsWritten: result.rowsWritten + dataRows };
}

async function auditLists(world: RunWorld): Promise<StepResult> {
  const current = await world.database.one<Computation>(currentComputation, { estate_id: world.estate });
  if (!current) return nothingToAudit;
  const verdicts = await judgeAll(world, await readContext(world, current.as_of_on));
  const summary = summaryOf(verdicts, world);
  const rulesHash = hashOf(verdicts, summary);
  const rowsWritten = 1 + summary.clients + summary.errors + summary.warnings;
  const result = { rowsRead: summary.clients, rowsWritten, rowsRejected: 0, notices: noticesOf(summary) };
  if (current.rules_hash === rulesHash)
    return { ...result, rowsWritten: current.run_id === world.runId ? rowsWritten : 0 };
  await world.database.transaction((session) =>
    writeAudit(session, world, { inputsHash: current.inputs_hash, rulesHash, verdicts, summary }),
  );
  return result;
}

interface Computation {
  readonly inputs_hash: string;
  readonly as_of_on: Day;
  readonly rules_hash: string | null;
  readonly run_id: string | null;
}

const nothingToAudit: StepResult = { rowsRead: 0, rowsWritten: 0, rowsRejected: 0, notices: [] };

async function readContext(world: RunWorld, asOf: Day): Promise<AuditContext> {
  const facts = await world.database.one<{ is_stock_known: boolean; last_import_on: Day | null }>(auditFacts, {
    estate_id: world.estate,
    as_of: asOf,
    timezone: world.settings.week.timezone,
  });
  const { audit, guardrails } = world.settings;
  return {
    asOf,
    audit,
    guardrails,
    isStockKnown: facts?.is_stock_known ?? false,
    lastImportOn: facts?.last_import_on ?? null,
  };
}

async function judgeAll(world: RunWorld, context: AuditContext): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for await (const clients of auditedClients(world.database, world.estate, context.asOf)) {
    for (const client of clients) verdicts.push(verdictOf(client, context));
    world.progress.advance('audit', verdicts.length);
  }
  return verdicts;
}

function summaryOf(verdicts: readonly Verdict[], { settings }: RunWorld): AuditSummary {
  const counts = new Map<string, number>();
  let errors = 0;
  let warnings = 0;
  for (const { code, severity } of verdicts.flatMap(({ findings }) => findings)) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (severity === 'error') errors++;
    else warnings++;
  }
  const eligible = verdicts.filter(({ isEligible }) => isEligible).length;
  return {
    clients: verdicts.length,
    eligible,
    errors,
    warnings,
    byCode: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    gate: gateOf({ clients: verdicts.length, eligible }, settings.audit),
  };
}

function hashOf(verdicts: readonly Verdict[], summary: AuditSummary): string {
  const hash = createHash('sha256').update(stableHash(summary));
  for (const { clientCode, score, findings } of verdicts) {
    hash.update(`${clientCode}\t${score}\n`);
    for (const { code, rank, sentence: words } of findings) hash.update(`${code}\t${rank}\t${words.fr}\n`);
  }
  return hash.digest('hex');
}

interface AuditToWrite {
  readonly inputsHash: string;
  readonly rulesHash: string;
  readonly verdicts: readonly Verdict[];
  readonly summary: AuditSummary;
}

async function writeAudit(session: Session, world: RunWorld, audit: AuditToWrite): Promise<void> {
  const { inputsHash, rulesHash, verdicts, summary } = audit;
  const key = { estate_id: world.estate, inputs_hash: inputsHash };
  await session.execute(deleteVerdicts, key);
  await session.execute(deleteFindings, key);
  await session.copyIn(copyVerdicts, verdictRecords(world.estate, inputsHash, verdicts));
  await session.copyIn(copyFindings, findingRecords(world.estate, inputsHash, verdicts));
  await session.execute(upsertAudit, {
    ...key,
    rules_hash: rulesHash,
    policy: summary.gate.policy,
    minimum_share: summary.gate.minimumShare,
    is_open: summary.gate.isOpen,
    client_count: summary.clients,
    eligible_count: summary.eligible,
    error_count: summary.errors,
    warning_count: summary.warnings,
    summary: stableJson(summary),
    run_id: world.runId,
  });
}

const csv = `(format csv, delimiter ';')`;
const copyVerdicts = `copy crm.audit_verdicts (estate_id, inputs_hash, client_code, score, is_eligible, error_count,
  warning_count) from stdin ${csv}`;
const copyFindings = `copy crm.audit_findings (estate_id, inputs_hash, client_code, rank, code, severity, sentence_fr,
  sentence_en) from stdin ${csv}`;

async function* verdictRecords(estate: string, inputsHash: string, verdicts: readonly Verdict[]) {
  for (const { clientCode, score, isEligible, findings } of verdicts) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    yield ownCsvRecord([
      estate,
      inputsHash,
      clientCode,
      String(score),
      isEligible ? 't' : 'f',
      `${errors}`,
      `${warnings}`,
    ]);
  }
}

async function* findingRecords(estate: string, inputsHash: string, verdicts: readonly Verdict[]) {
  for (const { clientCode, findings } of verdicts) {
    for (const { rank, code, severity, sentence: words } of findings) {
      yield ownCsvRecord([estate, inputsHash, clientCode, String(rank), code, severity, words.fr, words.en]);
    }
  }
}

function noticesOf({ clients, eligible, gate }: AuditSummary): readonly Sentence[] {
  if (gate.isOpen) return [];
  const [share, asked] = [gate.eligibleShare, gate.minimumShare].map((value) => Math.floor(value * 100));
  return [
    sentence(
      `Contrôle : ${countFr(eligible, 'client')} sur ${clients} sans erreur (${share} %, il en faut ${asked} %) : ce passage ne se valide pas en bloc.`,
      `Audit: ${countEn(eligible, 'client')} of ${clients} without error (${share} %, ${asked} % needed): this run is not approved as a whole.`,
    ),
  ];
}
