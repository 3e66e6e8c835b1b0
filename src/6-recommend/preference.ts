/** Who leads in a client's list. Source: rules.md, "Segment preference breaks ties". */
import type { ScenarioId, Slot } from './candidate.ts';

/** The scenarios a tier prefers when two propose the same wine. */
export function preferredScenarios(tier: string): readonly ScenarioId[] {
  if (tier === 'Churn') return ['winback'];
  if (tier === 'At Risk') return ['rebuy'];
  return ['cross-sell', 'upsell'];
}

/**
 * The places of a list in order: two known wines and one discovery in three. A client who is leaving, or gone, is met with
 * what they know; the others with something new.
 */
export function slotPlan(tier: string, places: number): readonly Slot[] {
  const isLeaving = tier === 'Churn' || tier === 'At Risk';
  if (places === 1) return [isLeaving ? 'repeat' : 'discovery'];
  if (places === 2) return isLeaving ? ['repeat', 'discovery'] : ['discovery', 'repeat'];
  return isLeaving ? ['repeat', 'repeat', 'discovery'] : ['discovery', 'repeat', 'repeat'];
}
