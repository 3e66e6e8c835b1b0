/** Whether a client may be written to at this moment: room 6's guardrails, with what came in since the client's page was made. */
import { type Block, blocksOf, type GuardFacts, type GuardRules } from '../../6-recommend/guardrails.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { isAdvertising, noSilence } from '../letters/advertising.ts';
import type { LetterKind } from '../letters/letter.ts';
import type { Day } from '../../values/day.ts';
import { parseEmail } from '../../values/email.ts';
import type { World } from '../../world.ts';

const selectFacts = loadSql(import.meta.url, './writing-facts.sql');

type WritingRow = Omit<GuardFacts, 'hasEmail' | 'netHt' | 'lastOrderOn'> & { readonly email: string | null };

export interface WritingQuestion {
  readonly clientCode: string;
  readonly today: Day;
  /** A kind of letter, or the telephone, for which the e-mail address does not matter. */
  readonly channel: LetterKind | 'sms';
}

/** The first reason not to write, gravest first; undefined: nothing forbids it. */
export async function whyNotWrite(
  session: Session,
  world: World,
  { clientCode, today, channel }: WritingQuestion,
): Promise<Block | undefined> {
  const row = await session.one<WritingRow>(selectFacts, {
    estate_id: world.estate,
    client_code: clientCode,
    timezone: world.settings.week.timezone,
    today,
  });
  if (!row) return { code: 'NO_LEGAL_BASIS', sentence: 'Pas encore de fiche\u00a0: lancez cuvee run.' };
  return blocksOf([factsFor(row, channel)], rulesOf(world, today)).get(clientCode);
}

function factsFor({ email, ...row }: WritingRow, channel: WritingQuestion['channel']): GuardFacts {
  const facts: GuardFacts = {
    ...row,
    hasEmail: email !== null && typeof parseEmail(email) === 'string',
    netHt: 0,
    lastOrderOn: null,
  };
  if (channel === 'sms') return { ...facts, hasEmail: true, isBounced: false };
  return isAdvertising(channel) ? facts : { ...facts, ...noSilence };
}

function rulesOf({ estate, settings }: World, today: Day): GuardRules {
  const { guardrails } = settings;
  return {
    asOf: today,
    guardrails,
    holdout: { estate, year: today.slice(0, 4), share: guardrails.holdout_share },
  };
}
