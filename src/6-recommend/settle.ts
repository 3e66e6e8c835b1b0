/** The end of the deciding: each client's list, and for each scenario that gives nothing, why. */
import type { Cellar, Grant } from './allocation.ts';
import { type ScenarioId, scenarioIds } from './candidate.ts';
import { diversified } from './diversify.ts';
import type { Block } from './guardrails.ts';
import type { Proposal } from './proposal.ts';

export interface ScenarioNo {
  readonly scenario: ScenarioId;
  readonly code: string;
  readonly sentence: string;
}

/** One client at the end of a run: a list, possibly empty, and a "no" for each scenario that is not in it. */
export interface Outcome {
  readonly clientCode: string;
  readonly orderCount: number;
  /** In the order of the list. */
  readonly grants: readonly Grant[];
  /** Kept for the measure and never published. */
  readonly isHoldout: boolean;
  readonly refusals: readonly ScenarioNo[];
}

export interface SettleInputs {
  /** One per client who may be written to, or is held out. */
  readonly proposals: readonly Proposal[];
  /** Everybody else, and those held out: why there is no letter. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** What each client was promised, and the cellar after that. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  readonly cellar: Cellar;
}

/**
 * Says for each client what the list is and why the other scenarios are not in it. A household held out is promised
 * nothing: its list is what it would have been with the cellar to itself. Outcomes come in the order of the client codes.
 */
export function settle({ proposals, blocks, grants, cellar }: SettleInputs): readonly Outcome[] {
  const outcomes = new Map<string, Outcome>();
  for (const [clientCode, block] of blocks) outcomes.set(clientCode, blockedOutcome(clientCode, block));
  for (const proposal of proposals) {
    const block = blocks.get(proposal.clientCode);
    const own = grants.get(proposal.clientCode) ?? [];
    outcomes.set(proposal.clientCode, block ? heldOutcome(proposal, block) : servedOutcome(proposal, own, cellar));
  }
  return [...outcomes.values()].sort((a, b) => (a.clientCode < b.clientCode ? -1 : 1));
}

function blockedOutcome(clientCode: string, block: Block): Outcome {
  const refusals = scenarioIds.map((scenario) => ({ scenario, code: block.code, sentence: block.sentence }));
  return { clientCode, orderCount: 0, grants: [], isHoldout: false, refusals };
}

// Every scenario is refused by the holdout or by itself: nothing of the list is published.
function heldOutcome(proposal: Proposal, block: Block): Outcome {
  const list = diversified(proposal.candidates, proposal.rules);
  const refusals = scenarioIds.map((scenario) => {
    const own = proposal.refusals.get(scenario);
    return { scenario, code: own?.refusedBecause ?? block.code, sentence: own?.sentence ?? block.sentence };
  });
  return {
    clientCode: proposal.clientCode,
    orderCount: proposal.orderCount,
    grants: list.map((candidate) => ({ candidate, promisedBottles: null })),
    isHoldout: true,
    refusals,
  };
}

function servedOutcome(proposal: Proposal, grants: readonly Grant[], cellar: Cellar): Outcome {
  const listed = new Set(grants.map(({ candidate }) => candidate.scenario));
  const listedWines = new Set(grants.map(({ candidate }) => candidate.produit.wine.index));
  const refusals = scenarioIds
    .filter((scenario) => !listed.has(scenario))
    .map((scenario) => ({ scenario, ...whyNot(scenario, proposal, listedWines, cellar) }));
  return { clientCode: proposal.clientCode, orderCount: proposal.orderCount, grants, isHoldout: false, refusals };
}

function whyNot(
  scenario: ScenarioId,
  proposal: Proposal,
  listedWines: ReadonlySet<number>,
  cellar: Cellar,
): Omit<ScenarioNo, 'scenario'> {
  const own = proposal.refusals.get(scenario);
  if (own) return { code: own.refusedBecause, sentence: own.sentence };
  const others = (proposal.offered.get(scenario) ?? []).filter(({ produit }) => !listedWines.has(produit.wine.index));
  if (others.length === 0) return { code: 'SAME_WINE', sentence: 'Le même vin lui est déjà proposé à un autre titre.' };
  if (!others.some(({ produit, bottles }) => cellar.left(produit) >= bottles)) {
    return { code: 'ALL_PROMISED', sentence: "Les bouteilles qui restent sont déjà promises à d'autres clients." };
  }
  return { code: 'OUTRANKED', sentence: "D'autres vins lui conviennent mieux que ceux de cette proposition." };
}
