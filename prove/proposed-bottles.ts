/** One wine of which few bottles are left, proposed to many clients: what the proof of the race and the tests of approvals start from. */
import type { Database } from '../src/db/database.ts';
import { insertRows } from '../test/support/insert-rows.ts';

const runId = '01900000-0000-7000-8000-000000000001';

export interface ProposedBottles {
  readonly estate: string;
  readonly clientCodes: readonly string[];
  /** Bottles of the wine that are left; each client is promised six. */
  readonly free: number;
  /** The run gate; open unless said. */
  readonly isOpen?: boolean;
  /** So many clients, the first ones, whom the audit refuses. */
  readonly blocked?: number;
}

/** Writes what rooms 4, 6 and 7 would have: the stock, the list of the week with its audit. */
export async function proposeBottles(database: Database, proposed: ProposedBottles): Promise<void> {
  const { estate, clientCodes, free, isOpen = true, blocked = 0 } = proposed;
  const key = { estate_id: estate, inputs_hash: 'monday' };
  const count = clientCodes.length;
  await insertRows(database, 'crm.recommendation_runs', [
    {
      ...key,
      run_id: runId,
      report: {},
      as_of_on: '2026-11-16',
      is_current: true,
      client_count: count,
      recommendation_count: count,
      summary: {},
    },
  ]);
  const said = clientCodes.map((code) => ({ ...key, client_code: code, ...oneWine }));
  await insertRows(
    database,
    'crm.recommendations',
    said.map((row) => ({ ...row, as_of_on: '2026-11-16' })),
  );
  await insertRows(
    database,
    'crm.recommendation_details',
    said.map((row) => ({ ...row, promised_bottles: 6, components: '[]', evidence: '{}', is_holdout: false })),
  );
  await insertRows(database, 'crm.audits', [
    {
      ...key,
      rules_hash: 'r',
      policy: 'standard',
      minimum_share: '0.6',
      is_open: isOpen,
      client_count: count,
      eligible_count: count,
      error_count: 0,
      warning_count: 0,
      summary: {},
      run_id: runId,
    },
  ]);
  await insertRows(
    database,
    'crm.audit_verdicts',
    clientCodes.map((code, at) => ({
      ...key,
      client_code: code,
      score: at < blocked ? 60 : 100,
      is_eligible: at >= blocked,
      error_count: at < blocked ? 1 : 0,
      warning_count: 0,
    })),
  );
  await insertRows(database, 'etl.stock', [
    {
      estate_id: estate,
      source: 'isavigne',
      produit_key: oneWine.produit_key,
      date_snapshot: '2026-11-13',
      stock_total: free,
      stock_reserve: 0,
      exported_at: '2026-11-16T05:00:00Z',
      file_hash: 'h',
      file_line: 2,
    },
  ]);
}

const oneWine = {
  rank: 1,
  scenario: 'rebuy',
  slot: 'repeat',
  produit_key: 'RIESLING 2024',
  wine_key: 'RIESLING',
  produit_label: 'Riesling 2024',
  millesime: 2024,
  format: '75CL',
  prix_ttc: '12.5000',
  score: '80',
  reason: 'Votre Riesling vous attend.',
} as const;
