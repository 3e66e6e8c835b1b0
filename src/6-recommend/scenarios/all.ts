/** The five scenarios, in the order they are evaluated: nurture asks whether any other applies, so it comes last. */
import type { Candidate, Scenario, ScenarioId, ScenarioRefusal } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';
import { crossSell } from './cross-sell.ts';
import { nurture } from './nurture.ts';
import { rebuy } from './rebuy.ts';
import { upsell } from './upsell.ts';
import { winback } from './winback.ts';

export const scenarios: readonly Scenario[] = [winback, rebuy, upsell, crossSell, nurture];

export interface Evaluation {
  readonly candidates: readonly Candidate[];
  readonly refusals: ReadonlyMap<ScenarioId, ScenarioRefusal>;
}

/** Evaluates all five for one client: each has candidates, or says why not. */
export function evaluateAll(client: ClientView, estate: EstateView): Evaluation {
  const candidates: Candidate[] = [];
  const applied: ScenarioId[] = [];
  const refusals = new Map<ScenarioId, ScenarioRefusal>();
  for (const scenario of scenarios) {
    const outcome = scenario.evaluate(client, estate, applied);
    if ('candidates' in outcome) {
      applied.push(scenario.id);
      candidates.push(...outcome.candidates);
    } else {
      refusals.set(scenario.id, outcome);
    }
  }
  return { candidates, refusals };
}
