/** Writes what became of letters: their rows in the outbox, and whom the estate has written to. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import type { LetterState } from '../campaign.ts';

const updateOutbox = loadSql(import.meta.url, './write-answers.sql');
const insertContacts = loadSql(import.meta.url, './insert-contacts.sql');

export interface LetterOutcome {
  readonly letterId: string;
  readonly state: Exclude<LetterState, 'claimed' | 'excluded'>;
  readonly code?: string;
  readonly messageId?: string | null;
  /** When it was accepted. */
  readonly at?: Date;
  /** Left alone until then: to be looked up, or to be tried again. */
  readonly notBefore?: Date;
  /** Surely not sent, and under no key: next time it goes among others under a new one. */
  readonly isKeyDropped?: boolean;
}

/** Only letters this sender has in its hands (`claimed`), or has booked for looking up (`unknown`). Gives how many moved. */
export async function writeAnswers(
  session: Session,
  world: World,
  { from, workerId }: { readonly from: 'claimed' | 'unknown'; readonly workerId: string },
  outcomes: readonly LetterOutcome[],
): Promise<number> {
  if (outcomes.length === 0) return 0;
  return session.execute(updateOutbox, {
    estate_id: world.estate,
    from_state: from,
    worker_id: workerId,
    answers: JSON.stringify(
      outcomes.map((outcome) => ({
        letter_id: outcome.letterId,
        state: outcome.state,
        code: outcome.code ?? null,
        message_id: outcome.messageId ?? null,
        at: outcome.at?.toISOString() ?? null,
        not_before: outcome.notBefore?.toISOString() ?? null,
        is_key_dropped: outcome.isKeyDropped ?? false,
      })),
    ),
  });
}

/** Remembers the letters among them that were accepted, in the same transaction; told twice it is one. */
export async function writeContacts(session: Session, world: World, outcomes: readonly LetterOutcome[]): Promise<void> {
  const accepted = outcomes.filter(({ state }) => state === 'accepted').map(({ letterId }) => letterId);
  await rememberContacts(session, world.estate, accepted);
}

/** Notes accepted letters in `crm.contact_log`, once each. */
export async function rememberContacts(session: Session, estate: string, letterIds: readonly string[]): Promise<void> {
  if (letterIds.length === 0) return;
  await session.execute(insertContacts, { estate_id: estate, letter_ids: letterIds });
}
