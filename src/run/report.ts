/** What a run says of itself, read back from the tables: a run that was killed and taken up reports as an undisturbed one. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const selectRun = loadSql(import.meta.url, './report-run.sql');
const selectSteps = loadSql(import.meta.url, './report-steps.sql');

export interface StepReport {
  readonly room: string;
  readonly step: string;
  readonly ok: boolean;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  readonly durationMs: number;
}

/** The document `cuvee run --json` prints. Lines and money are those of the sales files taken in by this run. */
export interface RunReport {
  readonly runId: string;
  readonly estate: string;
  readonly asOf: string;
  readonly ok: boolean;
  readonly steps: readonly StepReport[];
  readonly totals: {
    readonly linesRead: number;
    readonly linesLoaded: number;
    readonly linesRejected: number;
    readonly mtHtRead: number;
    readonly mtHtLoaded: number;
    readonly mtHtRejected: number;
  };
  readonly clients: number;
  readonly produits: number;
  readonly recommendations: number;
  readonly changes: {
    readonly documentsNew: number;
    readonly documentsChanged: number;
    readonly documentsUnchanged: number;
    readonly documentsVanished: number;
  };
}

interface RunRow {
  readonly asOf: string;
  readonly linesRead: number;
  readonly linesLoaded: number;
  readonly linesRejected: number;
  readonly mtHtRead: string;
  readonly mtHtLoaded: string;
  readonly mtHtRejected: string;
  readonly clients: number;
  readonly produits: number;
  readonly recommendations: number;
  readonly documentsNew: number;
  readonly documentsChanged: number;
  readonly documentsUnchanged: number;
  readonly documentsVanished: number;
}

/** The report of one run. Money is in euros HT, exact to four decimals. Throws when there is no such run. */
export async function readReport(
  session: Session,
  options: { estate: string; runId: string; ok: boolean },
): Promise<RunReport> {
  const key = { estate: options.estate, run_id: options.runId };
  const row = await session.one<RunRow>(selectRun, key);
  if (!row) throw new Error(`no run ${options.runId}`);
  const steps = await session.rows<StepReport>(selectSteps, key);
  return {
    runId: options.runId,
    estate: options.estate,
    asOf: row.asOf,
    ok: options.ok,
    steps,
    totals: {
      linesRead: row.linesRead,
      linesLoaded: row.linesLoaded,
      linesRejected: row.linesRejected,
      mtHtRead: Number(row.mtHtRead),
      mtHtLoaded: Number(row.mtHtLoaded),
      mtHtRejected: Number(row.mtHtRejected),
    },
    clients: row.clients,
    produits: row.produits,
    recommendations: row.recommendations,
    changes: {
      documentsNew: row.documentsNew,
      documentsChanged: row.documentsChanged,
      documentsUnchanged: row.documentsUnchanged,
      documentsVanished: row.documentsVanished,
    },
  };
}
