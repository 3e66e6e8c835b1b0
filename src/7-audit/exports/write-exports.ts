/**
 * The four files of an audited run, for whoever works in a spreadsheet: reco_output, audit_output, next_action_output (CSV, in
 * which no cell can run a formula) and run_summary (JSON).
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSql } from '../../db/sql.ts';
import { spreadsheetCsv } from '../../values/csv-safety.ts';
import type { World } from '../../world.ts';
import { approvalCounts } from '../approvals/approved-items.ts';
import { lastDataAudit } from '../data/audit-data.ts';
import { type ActionFacts, nextActionOf } from './next-action.ts';

const selectRecommendations = loadSql(import.meta.url, './reco-output.sql');
const selectVerdicts = loadSql(import.meta.url, './audit-output.sql');
const selectActions = loadSql(import.meta.url, './next-action-output.sql');
const selectSummary = loadSql(import.meta.url, './summary-facts.sql');

/** Writes the four files into a folder, whole or not at all, and gives their paths. */
export async function writeExports(world: World, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: [string, string][] = [
    ['reco_output.csv', await recommendationsCsv(world)],
    ['audit_output.csv', await verdictsCsv(world)],
    ['next_action_output.csv', await actionsCsv(world)],
    ['run_summary.json', `${JSON.stringify(await runSummary(world), null, 2)}\n`],
  ];
  const paths: string[] = [];
  for (const [name, text] of files) {
    const path = join(folder, name);
    await writeFile(`${path}.tmp-${process.pid}`, text);
    await rename(`${path}.tmp-${process.pid}`, path);
    paths.push(path);
  }
  return paths;
}

/** What a run says of itself once audited: counts, gate, data score and how far the deciding is. */
export async function runSummary(world: World): Promise<Readonly<Record<string, unknown>>> {
  const key = { estate_id: world.estate };
  const facts = await world.database.one<Record<string, unknown>>(selectSummary, key);
  const data = await lastDataAudit(world.database, world.estate);
  return {
    estate: world.estate,
    ...facts,
    approvals: await approvalCounts(world.database, { estate: world.estate, at: world.clock() }),
    data: data && {
      asOf: data.asOf,
      score: data.score,
      rules: data.rules.map(({ code, severity, rowsChecked, rowsFlagged }) => ({
        code,
        severity,
        rowsChecked,
        rowsFlagged,
      })),
    },
  };
}

interface RecommendationRow {
  readonly clientCode: string;
  readonly nom: string;
  readonly prenom: string;
  readonly segment: string;
  readonly rank: number;
  readonly scenario: string;
  readonly slot: string;
  readonly produitKey: string;
  readonly label: string;
  readonly millesime: number | null;
  readonly format: string;
  readonly prixTtc: string | null;
  readonly score: string;
  readonly reason: string;
  readonly decision: string;
}

async function recommendationsCsv({ database, estate }: World): Promise<string> {
  const rows = await database.rows<RecommendationRow>(selectRecommendations, { estate_id: estate });
  const header =
    'client_code nom prenom segment rang scenario place produit_key produit millesime format prix_ttc score raison decision';
  return spreadsheetCsv(
    header.split(' '),
    rows.map((row) => [
      row.clientCode,
      row.nom,
      row.prenom,
      row.segment,
      String(row.rank),
      row.scenario,
      row.slot,
      row.produitKey,
      row.label,
      String(row.millesime ?? ''),
      row.format,
      french(row.prixTtc),
      french(row.score),
      row.reason,
      row.decision,
    ]),
  );
}

interface VerdictRow {
  readonly clientCode: string;
  readonly score: number;
  readonly isEligible: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly codes: string;
  readonly sentences: string;
}

async function verdictsCsv({ database, estate }: World): Promise<string> {
  const rows = await database.rows<VerdictRow>(selectVerdicts, { estate_id: estate });
  return spreadsheetCsv(
    ['client_code', 'score', 'eligible', 'erreurs', 'avertissements', 'codes', 'constats'],
    rows.map((row) => [
      row.clientCode,
      String(row.score),
      row.isEligible ? 'oui' : 'non',
      String(row.errors),
      String(row.warnings),
      row.codes,
      row.sentences,
    ]),
  );
}

async function actionsCsv({ database, estate }: World): Promise<string> {
  const rows = await database.rows<ActionFacts & { clientCode: string; segment: string; tier: string }>(selectActions, {
    estate_id: estate,
  });
  return spreadsheetCsv(
    ['client_code', 'segment', 'palier', 'action', 'a_partir_du', 'pourquoi'],
    rows.map((row) => {
      const { action, on, why } = nextActionOf(row);
      return [row.clientCode, row.segment, row.tier, action, on ?? '', why];
    }),
  );
}

// Two figures behind the comma: prices and scores have no more to say.
function french(decimal: string | null): string {
  return decimal === null ? '' : Number(decimal).toFixed(2).replace('.', ',');
}
