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

interface Scored {
  readonly candidate: Candidate;
  readonly score: Score;
}

/** Scores all candidates; of a wine proposed twice the tier's preferred scenario keeps it, else the better score, else the earlier scenario. */
export function ranked(
  candidates: readonly Candidate[],
  client: ClientView,
  estate: EstateView,
  ranker: Ranker,
): readonly Ranked[] {
  const preferred = preferredScenarios(client.tier);
  const byWine = new Map<number, Scored>();
  for (const candidate of candidates) {
    const its: Scored = { candidate, score: ranker.score(candidate, client, estate) };
    const rival = byWine.get(candidate.produit.wine.index);
    if (!rival || wins(its, rival, preferred)) byWine.set(candidate.produit.wine.index, its);
  }
  const best = kept([...byWine.values()].sort(byRank));
  const told = ranker.told?.(
    best.map(({ candidate }) => candidate),
    client,
    estate,
  );
  // Written out: a copy made by its members takes a third of the time.
  return best.map(({ candidate: { scenario, slot, produit, evidence, strength }, score }, place) => ({
    scenario,
    slot,
    produit,
    evidence,
    strength,
    score: told?.[place] ?? score,
  }));
}

function wins(challenger: Scored, holder: Scored, preferred: readonly ScenarioId[]): boolean {
  const [its, held] = [challenger.candidate.scenario, holder.candidate.scenario];
  const preference = Number(preferred.includes(its)) - Number(preferred.includes(held));
  if (preference !== 0) return preference > 0;
  if (challenger.score.score !== holder.score.score) return challenger.score.score > holder.score.score;
  return scenarioIds.indexOf(its) < scenarioIds.indexOf(held);
}

/** Score, then strength of the evidence, then the product's key: a total order over one client's wines. */
function byRank(a: Scored, b: Scored): number {
  return (
    b.score.score - a.score.score ||
    b.candidate.strength - a.candidate.strength ||
    a.candidate.produit.index - b.candidate.produit.index
  );
}

// The best of each kind first, then whoever is next; who stays stays in order.
function kept(all: readonly Scored[]): readonly Scored[] {
  if (all.length <= keptPerClient) return all;
  const bySlot = { repeat: 0, discovery: 0 };
  const isDue = all.map(({ candidate }) => bySlot[candidate.slot]++ < keptPerSlot);
  let room = keptPerClient - isDue.filter(Boolean).length;
  return all.filter((_, place) => isDue[place] === true || room-- > 0);
}
