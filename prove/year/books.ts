/** Whether all books agree at the end of the year: the fake's, the outbox, the contact log, the audiences, the journal. */
import { createHash } from 'node:crypto';
import { loadSql } from '../../src/db/sql.ts';
import { verifyJournal } from '../../src/journal/verify-journal.ts';
import type { YearStage } from './stage.ts';
import type { Witness } from './witness.ts';

const selectContactLog = loadSql(import.meta.url, './contact-log.sql');
const selectAudiences = loadSql(import.meta.url, './audiences.sql');

interface LogRow {
  readonly letter_id: string;
  readonly batch_id: string | null;
  readonly email_hash: string | null;
  readonly is_accepted: boolean | null;
  readonly is_logged: boolean;
  readonly status: string | null;
  readonly is_suppressed: boolean;
}

interface AudienceRow {
  readonly campaign_id: string;
  readonly state: string;
  readonly audience: number;
  readonly left_out: number;
  readonly letters: Readonly<Record<string, number>>;
}

/** Accuses whatever does not agree. */
export async function compareBooks(stage: YearStage, witness: Witness): Promise<void> {
  await compareContactLog(stage, witness);
  await compareAudiences(stage, witness);
  for (const { email } of stage.fake.control.resubscriptions()) {
    witness.accuse('refused contact opened again at Brevo', hashOf(email).slice(0, 8));
  }
  const journal = await verifyJournal(stage.database, stage.estate);
  if (!journal.isWhole) witness.accuse('journal broken', JSON.stringify(journal.firstFault));
}

async function compareContactLog(stage: YearStage, witness: Witness): Promise<void> {
  const rows = await stage.database.rows<LogRow>(selectContactLog, { estate_id: stage.estate });
  const logged = new Set(rows.filter((row) => row.is_logged).map((row) => row.letter_id));
  const sent = new Set(witness.letters.map(({ letterId }) => letterId));
  for (const { letterId, sent: letter, email } of witness.letters) {
    if (!logged.has(letterId)) witness.accuse('accepted and not in the contact log', letterId);
    const row = rows.find((one) => one.letter_id === letterId);
    const isRefusal = letter.happened.some((event) => refusals.has(event));
    if (isRefusal && row?.is_suppressed !== true)
      witness.accuse('refusal not registered', `${letterId} ${hashOf(email).slice(0, 8)}`);
  }
  for (const { letter_id: letterId, is_accepted: isAccepted } of rows) {
    if (!sent.has(letterId)) {
      witness.accuse(
        isAccepted === false ? 'letter without its last word' : 'in the contact log and not accepted',
        letterId,
      );
    } else if (isAccepted !== true) witness.accuse('letter without its last word', letterId);
  }
}

const refusals = new Set(['unsubscribed', 'spam', 'hard_bounce', 'invalid_email']);

/** Everybody the filter found is accounted for, and what it says was sent is what the fake accepted. */
async function compareAudiences(stage: YearStage, witness: Witness): Promise<void> {
  for (const row of await stage.database.rows<AudienceRow>(selectAudiences, { estate_id: stage.estate })) {
    const { accepted = 0, excluded = 0, held = 0, failed = 0, ...others } = row.letters;
    const isWhole = accepted + excluded + held + failed + row.left_out === row.audience;
    if (!isWhole || Object.keys(others).length > 0) {
      witness.accuse('audience does not add up', `${row.campaign_id} ${row.state} ${JSON.stringify(row)}`);
    }
  }
}

function hashOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex');
}
