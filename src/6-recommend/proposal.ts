/** What is proposed to one client before anybody's bottles are counted: the candidates in order, and what was refused. */
import { bottlesPromised } from './allocation.ts';
import type { Candidate, ScenarioId, ScenarioRefusal } from './candidate.ts';
import { type ClientFacts, type ClientView, clientViewOf } from './client-view.ts';
import type { ListRules } from './diversify.ts';
import type { EstateProduit, EstateView } from './estate-view.ts';
import { slotPlan } from './preference.ts';
import { type Ranked, ranked } from './rank.ts';
import type { SalesLedger } from './sales-ledger.ts';
import { evaluateAll, type Evaluation } from './scenarios/all.ts';
import type { Ranker } from './score.ts';

export interface Offer {
  readonly produit: EstateProduit;
  readonly bottles: number;
}

export interface Proposal {
  readonly clientCode: string;
  readonly value: number;
  readonly orderCount: number;
  readonly usualBottles: number | null;
  /** In the order of `byRank`. */
  readonly candidates: readonly Ranked[];
  /** Every product a scenario found, before a wine found twice was settled, and the bottles it would have promised. */
  readonly offered: ReadonlyMap<ScenarioId, readonly Offer[]>;
  /** Of the scenarios that found nothing. */
  readonly refusals: ReadonlyMap<ScenarioId, ScenarioRefusal>;
  readonly rules: ListRules;
}

/** A client and what the scenarios found, not yet ranked. */
export interface Evaluated extends Evaluation {
  readonly client: ClientView;
}

/** Evaluates the five scenarios for a client. */
export function evaluated(facts: ClientFacts, ledger: SalesLedger, estate: EstateView): Evaluated {
  const client = clientViewOf(facts, ledger, estate);
  return { client, ...evaluateAll(client, estate) };
}

/** Ranks what the scenarios found. */
export function proposalOf({ client, candidates, refusals }: Evaluated, estate: EstateView, ranker: Ranker): Proposal {
  return {
    clientCode: client.clientCode,
    value: worthOf(client),
    orderCount: client.orderCount,
    usualBottles: client.usualBottles,
    candidates: ranked(candidates, client, estate, ranker),
    offered: offeredBy(candidates, client.usualBottles, estate),
    refusals,
    rules: listRules(client.tier, estate),
  };
}

/** Evaluates the five scenarios for a client and ranks what they found. */
export function proposalFor(facts: ClientFacts, ledger: SalesLedger, estate: EstateView, ranker: Ranker): Proposal {
  return proposalOf(evaluated(facts, ledger, estate), estate, ranker);
}

/**
 * Who is served first between two equal scores, in euros HT. Somebody who left counts for what they are expected to bring in
 * twelve months, the chance that they are still a client being in that figure already; without one, and for all others, for
 * what they brought so far.
 */
function worthOf({ segment, netHt, value12mHt = null }: ClientFacts): number {
  return segment === 'Churn' ? (value12mHt ?? netHt) : netHt;
}

function offeredBy(
  candidates: readonly Candidate[],
  usualBottles: number | null,
  estate: EstateView,
): ReadonlyMap<ScenarioId, readonly Offer[]> {
  const offers = new Map<ScenarioId, Offer[]>();
  for (const candidate of candidates) {
    const bottles = bottlesPromised(candidate, usualBottles, estate.rules.guardrails.bottles_per_promise);
    const own = offers.get(candidate.scenario);
    if (own) own.push({ produit: candidate.produit, bottles });
    else offers.set(candidate.scenario, [{ produit: candidate.produit, bottles }]);
  }
  return offers;
}

/** How a client of this tier is listed. */
export function listRules(tier: string, estate: EstateView): ListRules {
  const { per_client: places, per_family: perFamily } = estate.rules.scenarios;
  return { plan: slotPlan(tier, places), perFamily: estate.hasSeveralFamilies ? perFamily : places };
}
