/** What is proposed to one client before anybody's bottles are counted: the candidates in order, and what was refused. */
import type { ScenarioId, ScenarioRefusal } from './candidate.ts';
import { type ClientFacts, clientViewOf } from './client-view.ts';
import type { ListRules } from './diversify.ts';
import type { EstateView } from './estate-view.ts';
import { slotPlan } from './preference.ts';
import { type Ranked, ranked } from './rank.ts';
import type { SalesLedger } from './sales-ledger.ts';
import { evaluateAll } from './scenarios/all.ts';
import type { Ranker } from './score.ts';

export interface Proposal {
  readonly clientCode: string;
  readonly value: number;
  readonly orderCount: number;
  readonly usualBottles: number | null;
  /** In the order of `byRank`. */
  readonly candidates: readonly Ranked[];
  /** Of the scenarios that found nothing. */
  readonly refusals: ReadonlyMap<ScenarioId, ScenarioRefusal>;
  readonly rules: ListRules;
}

/** Evaluates the five scenarios for a client and ranks what they found. */
export function proposalFor(facts: ClientFacts, ledger: SalesLedger, estate: EstateView, ranker: Ranker): Proposal {
  const client = clientViewOf(facts, ledger, estate);
  const { candidates, refusals } = evaluateAll(client, estate);
  return {
    clientCode: client.clientCode,
    value: client.netHt,
    orderCount: client.orderCount,
    usualBottles: client.usualBottles,
    candidates: ranked(candidates, client, estate, ranker),
    refusals,
    rules: listRules(client.tier, estate),
  };
}

function listRules(tier: string, estate: EstateView): ListRules {
  const { per_client: places, per_family: perFamily } = estate.rules.scenarios;
  return { plan: slotPlan(tier, places), perFamily: estate.hasSeveralFamilies ? perFamily : places };
}
