/** From what the scenarios propose to one ranked list per client: each wine once, the best first. */
import { type Candidate, type ScenarioId, scenarioIds } from './candidate.ts';
import type { ClientView } from './client-view.ts';
import type { EstateView } from './estate-view.ts';
import { preferredScenarios } from './preference.ts';
import type { Ranker, Score } from './score.ts';

export interface Ranked extends Candidate {
  readonly score: Score;
}

/** What is kept per client for the allocation to fall back on: four lists of three. */
const keptPerClient = 12;
/** Of each kind at least so many, where they exist. */
const keptPerSlot = 4;

/** Scores all candidates; of a wine proposed twice the tier's preferred scenario keeps it, else the better score, else the earlier scenario. */
export function ranked(
  candidates: readonly Candidate[],
  client: ClientView,
  estate: EstateView,
  ranker: Ranker,
): readonly Ranked[] {
  const preferred = preferredScenarios(client.tier);
  const byWine = new Map<number, Ranked>();
  for (const candidate of candidates) {
    const its: Ranked = { ...candidate, score: ranker.score(candidate, client, estate) };
    const rival = byWine.get(candidate.produit.wine.index);
    if (!rival || wins(its, rival, preferred)) byWine.set(candidate.produit.wine.index, its);
  }
  const best = kept([...byWine.values()].sort(byRank));
  const explanations = ranker.explained?.(best);
  if (!explanations) return best;
  return best.map((its, place) => ({ ...its, score: { ...its.score, learned: explanations[place] } }));
}

function wins(challenger: Ranked, holder: Ranked, preferred: readonly ScenarioId[]): boolean {
  const preference = Number(preferred.includes(challenger.scenario)) - Number(preferred.includes(holder.scenario));
  if (preference !== 0) return preference > 0;
  if (challenger.score.score !== holder.score.score) return challenger.score.score > holder.score.score;
  return scenarioIds.indexOf(challenger.scenario) < scenarioIds.indexOf(holder.scenario);
}

/** Score, then strength of the evidence, then the product's key: a total order over one client's wines. */
export function byRank(a: Ranked, b: Ranked): number {
  return b.score.score - a.score.score || b.strength - a.strength || a.produit.index - b.produit.index;
}

function kept(all: readonly Ranked[]): readonly Ranked[] {
  if (all.length <= keptPerClient) return all;
  const bySlot = { repeat: 0, discovery: 0 };
  const due = new Set<Ranked>();
  for (const candidate of all) if (bySlot[candidate.slot]++ < keptPerSlot) due.add(candidate);
  for (const candidate of all) if (due.size < keptPerClient) due.add(candidate);
  return all.filter((candidate) => due.has(candidate));
}
