/**
 * Judges one letter the fake has accepted, with facts counted anew: pure, and apart from the code under proof. The limits are
 * those of rules.md, written here a second time.
 */
import { createHmac } from 'node:crypto';
import type { OutboxLetter } from '../../src/8-campaign/letters-of/outbox-letter.ts';
import { daysBetween, type Day } from '../../src/values/day.ts';
import { type Fault, type FaultName, faultNames } from './counts.ts';

/** Between two marketing letters to a household. */
export const silenceDays = 135;
const lettersPerYear = 4;
const heldOutShare = 0.1;

/** A letter as the fake received it. */
export interface ReceivedLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Codes of what the linter blocks in it. */
  readonly lintBlocks: readonly string[];
}

/** What is known of one accepted letter at the moment it was accepted. */
export interface LetterFacts {
  readonly estate: string;
  readonly clientCode: string;
  readonly email: string;
  readonly householdKey: string;
  readonly day: Day;
  readonly campaignId: string;
  readonly kind: string;
  readonly isTrade: boolean;
  readonly isTill: boolean;
  readonly isUnder18: boolean;
  readonly isRefused: boolean;
  readonly hasLegalBasis: boolean;
  /** Days of earlier marketing letters to the household, ours and others', that were not returned. */
  readonly earlierDays: readonly Day[];
  /** Products the client bought in the 60 days before. */
  readonly boughtLately: readonly string[];
  /** Households written to by the same campaign before. */
  readonly writtenByCampaign: ReadonlySet<string>;
  readonly author: string;
  readonly decision: string;
  readonly decidedBy: string | null;
  readonly isDecisionInForce: boolean;
  readonly unapprovedItems: number;
  /** Whether the row is the one that was approved; undefined for letters added by a rule. */
  readonly isSameAsApproved: boolean | undefined;
  readonly letter: OutboxLetter;
  readonly received: ReceivedLetter;
}

/** What is wrong with the letter; nothing, if all is well. */
export function faultsOf(facts: LetterFacts): readonly Fault[] {
  const wrong: Readonly<Partial<Record<FaultName, boolean>>> = {
    ...wrongAddressee(facts),
    ...wrongMoment(facts),
    ...wrongContent(facts),
  };
  const about = `${facts.clientCode} ${facts.day} ${facts.kind}`;
  return faultNames.filter((name) => wrong[name] === true).map((name) => ({ name, about }));
}

function wrongAddressee(facts: LetterFacts): Partial<Record<FaultName, boolean>> {
  return {
    'written to after a refusal': facts.isRefused,
    'no legal basis': !facts.hasLegalBasis,
    'trade client': facts.isTrade,
    'till client': facts.isTill,
    'under 18': facts.isUnder18,
    'household held out': isHeldOut(facts),
    'household twice in a campaign':
      facts.writtenByCampaign.has(facts.householdKey) || facts.writtenByCampaign.has(facts.email),
  };
}

function wrongMoment({ kind, earlierDays, day }: LetterFacts): Partial<Record<FaultName, boolean>> {
  // A thank-you proposes nothing: it is part of the sale (law.md, 1).
  if (kind === 'thank_you') return {};
  const days = earlierDays.filter((earlier) => earlier <= day);
  return {
    'written within 135 days of an earlier marketing letter': days.some(
      (earlier) => daysBetween(earlier, day) < silenceDays,
    ),
    'more than 4 marketing letters in 365 days':
      days.filter((earlier) => daysBetween(earlier, day) < 365).length >= lettersPerYear,
  };
}

function wrongContent(facts: LetterFacts): Partial<Record<FaultName, boolean>> {
  const { letter, received } = facts;
  const produits = letter.items.map(({ produitKey }) => produitKey);
  const isApproved = facts.decision === 'approved' && facts.isDecisionInForce && facts.unapprovedItems === 0;
  return {
    'product bought less than 60 days before': produits.some((produit) => facts.boughtLately.includes(produit)),
    'product twice in a letter': new Set(produits).size < produits.length,
    'not approved when it left': !isApproved || facts.decidedBy === null || facts.decidedBy === 'cuvee',
    'approved by its author': facts.decidedBy === facts.author,
    'changed since the approval': facts.isSameAsApproved === false,
    'says something else than its outbox row': letter.wines.some(({ name }) => !received.text.includes(name)),
    'blocked by the linter': received.lintBlocks.length > 0,
    'without the words of the law': [received.html, received.text].some((body) => !hasWordsOfLaw(body, letter)),
  };
}

function hasWordsOfLaw(body: string, { estate }: OutboxLetter): boolean {
  const plain = body.replaceAll(/&#(?:39|x27|8217|x2019);|&[lr]squo;|’/g, "'").replaceAll(/&nbsp;|&#160;|\u00a0/g, ' ');
  const isSigned = estate.addressLines.every((line) => plain.includes(line));
  return isSigned && plain.includes("L'abus d'alcool est dangereux pour la santé") && plain.includes('/u/');
}

function isHeldOut({ estate, day, householdKey }: LetterFacts): boolean {
  const digest = createHmac('sha256', `${estate}:${day.slice(0, 4)}`)
    .update(householdKey)
    .digest();
  return digest.readUIntBE(0, 6) % 10_000 < heldOutShare * 10_000;
}
