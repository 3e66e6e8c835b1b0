/** What follows from drift: the run stops with a sentence, or goes on for a reason that a person gave and the journal keeps. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { RefusedByRule } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence, type Sentence } from '../../values/sentence.ts';
import type { RunWorld } from '../../world.ts';
import type { DriftFinding } from './drift.ts';

const acceptedBefore = loadSql(import.meta.url, './accepted-before.sql');

/**
 * Throws `DriftStop` that lists the findings; with `world.acceptDrift` the reason is journaled instead and the run
 * goes on. `gate` names where it was found, so that each gate of a run is journaled once.
 */
export async function answerDrift(
  world: RunWorld,
  session: Session,
  gate: string,
  findings: readonly DriftFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  if (world.acceptDrift === undefined) throw refuse(findings);
  const subject = `run ${world.runId} ${gate}`;
  const before = await session.one<{ entries: number }>(acceptedBefore, { estate: world.estate, subject });
  if ((before?.entries ?? 0) > 0) return;
  await writeJournal(session, {
    estate: world.estate,
    actor: world.actor,
    action: 'drift.accepted',
    subject,
    reason: world.acceptDrift,
    after: findings,
  });
}

/** The gate said no; it knows which files it spoke of. */
export class DriftStop extends RefusedByRule {
  readonly findings: readonly DriftFinding[];

  constructor(sentence: Sentence, findings: readonly DriftFinding[]) {
    super('DRIFT', sentence, {
      facts: { findings: findings.map(({ code, source, dataset }) => ({ code, source, dataset })) },
    });
    this.findings = findings;
  }
}

function refuse(findings: readonly DriftFinding[]): DriftStop {
  const list = (language: 'fr' | 'en'): string =>
    findings.map((finding) => `- ${finding.sentence[language]}`).join('\n');
  const isUnread = findings.every(({ code }) => code === 'REJECTS_HIGH');
  const [fr, en] = isUnread
    ? ['Trop de lignes ont été refusées', 'Too many lines were refused']
    : ['Cette semaine ressemble trop peu aux précédentes', 'This week looks too little like those before'];
  return new DriftStop(
    sentence(
      `${fr} ; rien n’a été chargé, ce qui était en place le reste.\n${list('fr')}\nRefaites l’export ; ou, si c’est bien voulu, relancez avec --accept-drift "votre raison".`,
      `${en}; nothing was loaded, what was in place stays.\n${list('en')}\nExport again; or, if this is as it should be, run again with --accept-drift "your reason".`,
    ),
    findings,
  );
}
