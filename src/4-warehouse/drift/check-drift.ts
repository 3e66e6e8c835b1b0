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
  type Judged,
  stoppedFinding,
} from './drift.ts';
import { readLive, replacementOf, setAside } from './set-aside.ts';

const knownExports = loadSql(import.meta.url, './known-exports.sql');
const stoppedExports = loadSql(import.meta.url, './stopped-exports.sql');

interface KnownExport extends ExportFacts {
  readonly exportedAt: Date;
  readonly isLoaded: boolean;
}

interface StoppedExport extends Judged {
  readonly sentence: Sentence | null;
}

/**
 * Judges every curated file that waits to be loaded, and files stopped at reading for their headers. A bad one that a good one after
 * it tells again is set aside. Throws RefusedByRule `DRIFT` with the findings of the others, unless the run carries a person's
 * reason, which is journaled.
 */
export async function checkDrift(world: RunWorld): Promise<StepResult> {
  const exports = await world.database.rows<KnownExport>(knownExports, { estate: world.estate });
  const pending = exports.filter(({ isLoaded }) => !isLoaded);
  const judged: JudgedExport[] = [];
  for (const file of pending) {
    const facts = await gatherFacts(world, file, exports);
    judged.push({ file, facts, findings: findDrift(facts, world.settings.drift) });
  }
  const stopped = await world.database.rows<StoppedExport>(stoppedExports, { estate: world.estate });
  const notices = await world.database.transaction(async (session) => {
    const replaced = world.acceptDrift === undefined ? replacedBy(judged) : new Map<KnownExport, KnownExport>();
    const findings = [
      ...judged.flatMap(({ file, findings: found }) => (replaced.has(file) ? [] : found)),
      ...stopped.map((file) => stoppedFinding(file, file.sentence)),
    ];
    const said: Sentence[] = [];
    for (const [file, newer] of replaced) said.push(await setAside(world, session, file, newer));
    await answerDrift(world, session, 'before load', findings);
    return [...said, ...findings.map((finding) => finding.sentence)];
  });
  return {
    rowsRead: pending.reduce((sum, file) => sum + file.rowsKept, 0),
    rowsWritten: 0,
    rowsRejected: 0,
    notices,
  };
}

interface JudgedExport {
  readonly file: KnownExport;
  readonly facts: DriftFacts;
  readonly findings: readonly DriftFinding[];
}

/** Each bad export that a good one after it tells again, with that one. */
function replacedBy(judged: readonly JudgedExport[]): Map<KnownExport, KnownExport> {
  const replaced = new Map<KnownExport, KnownExport>();
  for (const [index, { file, facts, findings }] of judged.entries()) {
    if (findings.length === 0) continue;
    const goodAfter = judged.slice(index + 1).filter((later) => later.findings.length === 0);
    const newer = replacementOf(
      file,
      goodAfter.map((later) => later.file),
      facts.live,
    );
    if (newer) replaced.set(file, newer);
  }
  return replaced;
}

async function gatherFacts(world: RunWorld, file: KnownExport, exports: readonly KnownExport[]): Promise<DriftFacts> {
  const loaded = exports.filter(
    (other) => other.isLoaded && other.source === file.source && other.dataset === file.dataset,
  );
  const notNewer = loaded.filter((other) => other.exportedAt <= file.exportedAt);
  const previous = notNewer.at(-1) ?? loaded.at(-1);
  return { file, previous, history: loaded.length, live: await readLive(world, world.database, file) };
}
