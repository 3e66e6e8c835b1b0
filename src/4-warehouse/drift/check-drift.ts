/** The gate before the warehouse: nothing is loaded while an export looks too little like those before it. */
import { loadSql } from '../../db/sql.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { RunWorld, StepResult } from '../../world.ts';
import { answerDrift } from './answer-drift.ts';
import {
  type DriftFacts,
  type DriftFinding,
  type ExportFacts,
  findDrift,
  type LiveFacts,
  stoppedFinding,
} from './drift.ts';

const knownExports = loadSql(import.meta.url, './known-exports.sql');
const stoppedExports = loadSql(import.meta.url, './stopped-exports.sql');
const liveWindow = loadSql(import.meta.url, './live-window.sql');

interface KnownExport extends ExportFacts {
  readonly exportedAt: Date;
  readonly isLoaded: boolean;
}

interface StoppedExport extends Pick<ExportFacts, 'source' | 'dataset' | 'originalName'> {
  readonly sentence: Sentence | null;
}

/**
 * Judges every curated file that waits to be loaded, and files stopped at reading for their headers. Throws RefusedByRule
 * `DRIFT` with the findings, unless the run carries a person's reason, which is journaled.
 */
export async function checkDrift(world: RunWorld): Promise<StepResult> {
  const exports = await world.database.rows<KnownExport>(knownExports, { estate: world.estate });
  const pending = exports.filter(({ isLoaded }) => !isLoaded);
  const findings: DriftFinding[] = [];
  for (const file of pending)
    findings.push(...findDrift(await gatherFacts(world, file, exports), world.settings.drift));
  const stopped = await world.database.rows<StoppedExport>(stoppedExports, { estate: world.estate });
  findings.push(...stopped.map((file) => stoppedFinding(file, file.sentence)));
  await world.database.transaction((session) => answerDrift(world, session, 'before load', findings));
  return {
    rowsRead: pending.reduce((sum, file) => sum + file.rowsKept, 0),
    rowsWritten: 0,
    rowsRejected: 0,
    notices: findings.map(({ sentence }) => sentence),
  };
}

async function gatherFacts(world: RunWorld, file: KnownExport, exports: readonly KnownExport[]): Promise<DriftFacts> {
  const loaded = exports.filter(
    (other) => other.isLoaded && other.source === file.source && other.dataset === file.dataset,
  );
  const notNewer = loaded.filter((other) => other.exportedAt <= file.exportedAt);
  const previous = notNewer.at(-1) ?? loaded.at(-1);
  return { file, previous, history: loaded.length, live: await gatherLive(world, file) };
}

async function gatherLive(world: RunWorld, file: KnownExport): Promise<LiveFacts | undefined> {
  if (file.dataset !== 'ventes_lignes' || !file.firstDay || !file.lastDay) return undefined;
  return world.database.one<LiveFacts>(liveWindow, {
    estate: world.estate,
    source: file.source,
    first_day: file.firstDay,
    last_day: file.lastDay,
  });
}
