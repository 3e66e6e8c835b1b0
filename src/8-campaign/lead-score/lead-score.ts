/**
 * The lead score: 0 to 100, how near a client is to buying. A formula over what is known of them, and a ledger of what they did
 * lately, which fades. Source: rules.md, Lead score and automation.
 *
 *   clamp 0–100 of 50 + 10 × rfm + min(2 × engagements, 20) + min(5 × purchases, 25) − (30, 15 or 5 by the days since)
 *   then the ledger: each delta loses half of itself every half-life; held within 0–100 again.
 */
import type { Day } from '../../values/day.ts';
import { daysBetween } from '../../values/day.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';

/** A dated change, as an automation rule wrote it. */
export interface LedgerEntry {
  readonly delta: number;
  readonly on: Day;
  /** The rule that wrote it. */
  readonly reason: string;
}

/** What the score of one client is made of. */
export interface LeadFacts {
  /** Mean of the three RFM scores, 1 to 5; null for who never bought. */
  readonly rfmMean: number | null;
  /** Letters they clicked in, and pages or forms of the estate they came to: each once. */
  readonly engagements: number;
  readonly purchases: number;
  readonly lastOrderOn: Day | null;
  readonly ledger: readonly LedgerEntry[];
}

export interface LeadScore {
  /** Whole, 0 to 100. */
  readonly score: number;
  /** What each part adds, in tenths at most; they add up to the score before it is held within 0 and 100. */
  readonly parts: {
    readonly start: number;
    readonly rfm: number;
    readonly engagements: number;
    readonly purchases: number;
    readonly silence: number;
    /** What the formula is above 100 or below 0, taken back. */
    readonly held: number;
    readonly ledger: number;
  };
}

const start = 50;
const perRfm = 10;
const [perEngagement, mostForEngagements] = [2, 20];
const [perPurchase, mostForPurchases] = [5, 25];
/** Days since the last purchase, and what they cost; the longest first. */
const silences = [
  { days: 180, cost: 30 },
  { days: 90, cost: 15 },
  { days: 30, cost: 5 },
] as const;

/** The score of a client as of a day. Who never bought has no last purchase, and so no silence to pay for. */
export function leadScoreOf(facts: LeadFacts, rules: { readonly asOf: Day; readonly halfLifeDays: number }): LeadScore {
  const parts = {
    start,
    rfm: tenths(perRfm * (facts.rfmMean === null ? 0 : facts.rfmMean - 1)),
    engagements: Math.min(perEngagement * facts.engagements, mostForEngagements),
    purchases: Math.min(perPurchase * facts.purchases, mostForPurchases),
    silence: silenceCost(facts.lastOrderOn, rules.asOf),
  };
  const formula = parts.start + parts.rfm + parts.engagements + parts.purchases + parts.silence;
  const held = tenths(clamped(formula) - formula);
  const ledger = tenths(facts.ledger.reduce((sum, entry) => sum + faded(entry, rules), 0));
  return { score: Math.round(clamped(formula + held + ledger)), parts: { ...parts, held, ledger } };
}

/** What is left of a delta on a day: half after each half-life; nothing of what lies ahead. */
export function faded(
  { delta, on }: Pick<LedgerEntry, 'delta' | 'on'>,
  { asOf, halfLifeDays }: { readonly asOf: Day; readonly halfLifeDays: number },
): number {
  const days = daysBetween(on, asOf);
  return days < 0 ? 0 : delta * 0.5 ** (days / halfLifeDays);
}

/** The parts that count, as a person reads them, in the order of the formula. */
export function leadSentences(facts: LeadFacts, { parts, score }: LeadScore): readonly Sentence[] {
  const said: readonly (readonly [number, Sentence])[] = [
    [parts.start, sentence('au départ', 'to begin with')],
    [parts.rfm, sentence('récence, fréquence et montant', 'recency, frequency and monetary')],
    [
      parts.engagements,
      sentence(
        countFr(facts.engagements, 'signe d’intérêt', 'signes d’intérêt'),
        countEn(facts.engagements, 'engagement'),
      ),
    ],
    [parts.purchases, sentence(countFr(facts.purchases, 'achat'), countEn(facts.purchases, 'purchase'))],
    [parts.silence, sentence('temps depuis le dernier achat', 'time since the last purchase')],
    [parts.held, sentence('ramené entre 0 et 100', 'held between 0 and 100')],
    [parts.ledger, sentence('événements récents, qui s’estompent', 'recent events, which fade')],
  ];
  return [
    sentence(`Score ${score} sur 100.`, `Score ${score} of 100.`),
    ...said
      .filter(([points]) => points !== 0)
      .map(([points, what]) => sentence(`${signedFr(points)} : ${what.fr}`, `${signed(points)}: ${what.en}`)),
  ];
}

function silenceCost(lastOrderOn: Day | null, asOf: Day): number {
  if (lastOrderOn === null) return 0;
  const days = daysBetween(lastOrderOn, asOf);
  const cost = silences.find((silence) => days > silence.days)?.cost;
  return cost === undefined ? 0 : -cost;
}

function clamped(score: number): number {
  return Math.min(100, Math.max(0, score));
}

function tenths(points: number): number {
  // Adding 0 turns −0 into 0.
  return Math.round(points * 10) / 10 + 0;
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points).replace('-', '−');
}

function signedFr(points: number): string {
  return signed(points).replace('.', ',');
}
