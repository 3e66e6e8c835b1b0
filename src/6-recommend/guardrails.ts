/**
 * Who must not be written to, whatever the list would say. Asked when recommendations are made and again inside the send,
 * with the facts of that moment. Source: rules.md, Guardrails; law.md, 1.
 */
import type { Settings } from '../estate/settings.ts';
import { addDays, daysBetween, type Day, toDayNumber } from '../values/day.ts';
import { countFr } from '../values/sentence.ts';
import { dayInWords } from './french.ts';
import { type HoldoutRules, isHeldOut } from './holdout.ts';

export const guardrailCodes = [
  'TILL_CLIENT',
  'TRADE_CLIENT',
  'UNDER_AGE',
  'NO_PROFILING',
  'OPTED_OUT',
  'BOUNCED',
  'MISSING_EMAIL',
  'NO_LEGAL_BASIS',
  'SILENCE_WINDOW',
  'FREQUENCY_CAP',
  'DUPLICATE_HOUSEHOLD',
  'HOLDOUT',
] as const;
export type GuardrailCode = (typeof guardrailCodes)[number];

/** What is known of one client that may forbid a letter. */
export interface GuardFacts {
  readonly clientCode: string;
  readonly householdKey: string;
  readonly hasEmail: boolean;
  readonly isBounced: boolean;
  readonly isOptedOut: boolean;
  readonly isTrade: boolean;
  readonly isTill: boolean;
  /** Objects to being profiled: no letter that chooses wines for them. Absent where a letter chooses none. */
  readonly refusesProfiling?: boolean;
  readonly legalBasis: 'soft_opt_in' | 'consent' | 'b2b' | 'none';
  readonly bornOn: Day | null;
  /** The last marketing message really handed over to this client. */
  readonly lastContactOn: Day | null;
  /** How many were handed over to the household in the last 365 days, as the client's page counts them. */
  readonly contactCount365d: number;
  /** Lifetime net HT, and the last order: who is the best client of a household. */
  readonly netHt: number;
  readonly lastOrderOn: Day | null;
}

/** Why a client gets no letter: a stable code and the sentence read at the estate. */
export interface Block {
  readonly code: GuardrailCode;
  readonly sentence: string;
}

export interface GuardRules {
  readonly asOf: Day;
  readonly guardrails: Settings['guardrails'];
  readonly holdout: HoldoutRules;
}

/** The first reason, gravest first, why each client gets no letter; clients who may be written to are absent. */
export function blocksOf(clients: readonly GuardFacts[], rules: GuardRules): ReadonlyMap<string, Block> {
  const households = householdsOf(clients);
  const blocks = new Map<string, Block>();
  for (const client of clients) {
    const household = households.get(client.householdKey) ?? emptyHousehold;
    const block = ownBlock(client, rules) ?? householdBlock(household, rules);
    if (block) blocks.set(client.clientCode, block);
  }
  const chosen = bestOfHouseholds(clients.filter(({ clientCode }) => !blocks.has(clientCode)));
  for (const client of clients) {
    if (blocks.has(client.clientCode)) continue;
    const block = duplicateBlock(client, chosen) ?? holdoutBlock(client, rules);
    if (block) blocks.set(client.clientCode, block);
  }
  return blocks;
}

/** What forbids a letter in the client's own person. Undefined: nothing. */
export function ownBlock(client: GuardFacts, rules: GuardRules): Block | undefined {
  const { minimum_age: minimumAge } = rules.guardrails;
  if (client.isTill) return block('TILL_CLIENT', "C'est le client de la caisse : derrière lui, personne à qui écrire.");
  if (client.isTrade) return block('TRADE_CLIENT', 'Client professionnel : ces lettres sont pour les particuliers.');
  if (isUnderAge(client.bornOn, rules.asOf, minimumAge)) {
    return block('UNDER_AGE', `Moins de ${minimumAge} ans : aucune proposition de vin.`);
  }
  if (client.isOptedOut) return block('OPTED_OUT', 'Ne veut plus recevoir de lettres.');
  if (client.refusesProfiling === true) {
    return block('NO_PROFILING', "S'oppose au profilage : aucun vin n'est choisi pour lui.");
  }
  if (client.isBounced)
    return block('BOUNCED', 'Son adresse e-mail ne reçoit plus : à corriger dans le logiciel de cave.');
  if (!client.hasEmail) return block('MISSING_EMAIL', "Pas d'adresse e-mail : à demander à sa prochaine visite.");
  if (client.legalBasis === 'none') {
    return block('NO_LEGAL_BASIS', 'Ni achat ni accord écrit : la loi ne permet pas de lui écrire.');
  }
  return undefined;
}

/** What reached one member counts for all: else the letter refused to one today would go to the other next Monday. */
interface Household {
  readonly lastContactOn: Day | null;
  readonly contactCount365d: number;
}

const emptyHousehold: Household = { lastContactOn: null, contactCount365d: 0 };

function householdsOf(clients: readonly GuardFacts[]): ReadonlyMap<string, Household> {
  const households = new Map<string, Household>();
  for (const { householdKey, lastContactOn, contactCount365d } of clients) {
    const known = households.get(householdKey) ?? emptyHousehold;
    households.set(householdKey, {
      lastContactOn: later(known.lastContactOn, lastContactOn),
      contactCount365d: Math.max(known.contactCount365d, contactCount365d),
    });
  }
  return households;
}

function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** What forbids a letter because of those the household has had. */
function householdBlock(household: Household, { asOf, guardrails }: GuardRules): Block | undefined {
  const { silence_days: silenceDays, messages_per_year: cap } = guardrails;
  const last = household.lastContactOn;
  if (last !== null && daysBetween(last, asOf) < silenceDays) {
    const next = dayInWords(toDayNumber(addDays(last, silenceDays)));
    return block(
      'SILENCE_WINDOW',
      `Une lettre est partie à ce foyer le ${dayInWords(toDayNumber(last))} ; la suivante attend le ${next}.`,
    );
  }
  if (household.contactCount365d >= cap) {
    const letters = countFr(household.contactCount365d, 'lettre');
    return block('FREQUENCY_CAP', `Ce foyer a reçu ${letters} en un an : ${cap} au plus.`);
  }
  return undefined;
}

/** One letter per household: to the client who bought most, then most recently, then by client code. */
function bestOfHouseholds(clients: readonly GuardFacts[]): ReadonlyMap<string, GuardFacts> {
  const best = new Map<string, GuardFacts>();
  for (const client of clients) {
    const rival = best.get(client.householdKey);
    if (!rival || isBetter(client, rival)) best.set(client.householdKey, client);
  }
  return best;
}

function isBetter(client: GuardFacts, rival: GuardFacts): boolean {
  if (client.netHt !== rival.netHt) return client.netHt > rival.netHt;
  const [own, other] = [client.lastOrderOn ?? '', rival.lastOrderOn ?? ''];
  return own === other ? client.clientCode < rival.clientCode : own > other;
}

function duplicateBlock(client: GuardFacts, chosen: ReadonlyMap<string, GuardFacts>): Block | undefined {
  const best = chosen.get(client.householdKey);
  if (!best || best.clientCode === client.clientCode) return undefined;
  return block('DUPLICATE_HOUSEHOLD', `Même foyer que ${best.clientCode}, qui reçoit la lettre : une seule par foyer.`);
}

function holdoutBlock(client: GuardFacts, rules: GuardRules): Block | undefined {
  if (!isHeldOut(client.householdKey, rules.holdout)) return undefined;
  return block(
    'HOLDOUT',
    `Foyer témoin de ${rules.holdout.year}, tiré au sort : pas de lettre, afin de mesurer ce que les lettres rapportent.`,
  );
}

function isUnderAge(bornOn: Day | null, asOf: Day, minimumAge: number): boolean {
  if (bornOn === null) return false;
  const birthday = `${String(Number(bornOn.slice(0, 4)) + minimumAge).padStart(4, '0')}${bornOn.slice(4)}`;
  return birthday > asOf;
}

function block(code: GuardrailCode, text: string): Block {
  return { code, sentence: text.replaceAll(/ ([;:!?])/g, '\u00a0$1') };
}
