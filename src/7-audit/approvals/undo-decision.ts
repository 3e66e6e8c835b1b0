/** A person takes a decision on recommendations back: what it was the last word on waits again, and its bottles are free. */
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { World } from '../../world.ts';
import { type Decision, type DecisionRefusal, refusal } from './approval.ts';

const lockDecisions = loadSql(import.meta.url, './lock-decisions.sql');
const selectDecision = loadSql(import.meta.url, './decision-to-undo.sql');
const undoItems = loadSql(import.meta.url, './undo-items.sql');
const undoReservations = loadSql(import.meta.url, './undo-reservations.sql');

export interface DecisionUndone {
  /** Items that wait again: fewer than were decided where somebody decided anew since. */
  readonly itemCount: number;
}

/** Takes back in one transaction with its journal entry; the decision itself stays on record. A refusal is returned. */
export async function undoDecision(
  world: World,
  { approvalId, by }: { readonly approvalId: string; readonly by: string },
): Promise<DecisionUndone | DecisionRefusal> {
  return world.database.transaction(async (session) => {
    await session.execute(lockDecisions, { estate_id: world.estate });
    const key = { estate_id: world.estate, approval_id: approvalId };
    const decision = await session.one<{ scope_key: string; decision: Decision; decided_by: string }>(
      selectDecision,
      key,
    );
    const itemCount = decision ? await session.execute(undoItems, key) : 0;
    if (!decision || itemCount === 0) return nothingToUndo;
    await session.execute(undoReservations, key);
    await writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'recommendations.undone',
      subject: decision.scope_key,
      before: { approvalId, decision: decision.decision, decidedBy: decision.decided_by },
      after: { items: itemCount },
    });
    return { itemCount };
  });
}

const nothingToUndo = refusal(
  'NOTHING_TO_DECIDE',
  'Cette décision n’est plus en vigueur : il n’y a rien à annuler.',
  'This decision no longer stands: there is nothing to undo.',
);
