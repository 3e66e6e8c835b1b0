/** Which kind of letter a recommendation makes, and which kinds a campaign may have. */
import type { ScenarioId } from '../../6-recommend/candidate.ts';
import type { LetterKind } from '../letters/letter.ts';

/** A campaign of one kind, or `mixed`: the wines of each client decide. */
export type CampaignKind = LetterKind | 'mixed';

const kinds: Readonly<Record<ScenarioId, LetterKind>> = {
  rebuy: 'rebuy',
  'cross-sell': 'cross_sell',
  upsell: 'upsell',
  winback: 'winback',
  nurture: 'nurture',
};

/**
 * The letter that is true of every wine in it: that of their scenario, or `selection` where they have several. A letter about
 * new wines must not show one the client knows.
 */
export function kindOfWines(scenarios: readonly ScenarioId[]): LetterKind | undefined {
  const [first, ...others] = new Set(scenarios);
  if (first === undefined) return undefined;
  return others.length === 0 ? kinds[first] : 'selection';
}

/** The scenario a kind of letter speaks of; undefined for those sent by rules and by hand. */
export function scenarioOfKind(kind: CampaignKind): ScenarioId | undefined {
  if (kind === 'cross_sell') return 'cross-sell';
  return kind === 'rebuy' || kind === 'upsell' || kind === 'winback' || kind === 'nurture' ? kind : undefined;
}

/** Whether letters of a kind are made of approved recommendations; the others are a few words without wines. */
export function needsWines(kind: CampaignKind): boolean {
  return kind === 'mixed' || kind === 'selection' || scenarioOfKind(kind) !== undefined;
}
