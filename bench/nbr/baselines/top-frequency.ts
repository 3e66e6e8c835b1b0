/** What everybody buys, what this client buys, and both: the baselines that are hard to beat (Reality Check, TOIS 2023). */
import type { FittedModel } from '../../../src/6-recommend/model/model.ts';
import { basketEnd, itemsAsListed, itemsOfBasket, type ListedHistory, linesOfClient } from '../basket-history.ts';
import { scoredModel } from './scored-model.ts';

/** G-TopFreq: the items most bought by all, the same for everybody. */
export function globalTopFrequency(history: ListedHistory): FittedModel {
  const frequency = globalFrequency(history);
  return scoredModel(history, { part: 'global', parameters: {}, score: (_, scores) => scores.set(frequency) });
}

/** P-TopFreq: the items this client bought most often, and nothing else; of equal ones the one he bought first. */
export function personalTopFrequency(history: ListedHistory): FittedModel {
  return scoredModel(history, {
    part: 'personal',
    parameters: {},
    score: (client, scores) => addPersonalFrequency(history, client, scores, 'first bought'),
  });
}

/** GP-TopFreq: P-TopFreq, and G-TopFreq for the places left. */
export function personalThenGlobalFrequency(history: ListedHistory): FittedModel {
  const share = globalShare(history);
  return scoredModel(history, {
    part: 'personal then global',
    parameters: {},
    score: (client, scores) => {
      scores.set(share);
      addPersonalFrequency(history, client, scores, 'first bought');
    },
  });
}

/** GP-recent: personal frequency, of equal ones the latest bought; then G-TopFreq. */
export function personalThenRecent(history: ListedHistory): FittedModel {
  const share = globalShare(history);
  return scoredModel(history, {
    part: 'personal then recent',
    parameters: {},
    score: (client, scores) => {
      scores.set(share);
      addPersonalFrequency(history, client, scores, 'last bought');
    },
  });
}

/** By item: in how many baskets it is. */
export function globalFrequency(history: ListedHistory): Float64Array {
  const frequency = new Float64Array(history.itemCount);
  for (const item of history.items) frequency[item] = (frequency[item] ?? 0) + 1;
  return frequency;
}

/** The same between 0 and 0.01: below anything personal. */
function globalShare(history: ListedHistory): Float64Array {
  const frequency = globalFrequency(history);
  const most = frequency.reduce((one, other) => Math.max(one, other), 1);
  return frequency.map((count) => (count / most) * 0.01);
}

/** Adds to each item how often the client bought it, and less than one more by its place among those bought as often. */
function addPersonalFrequency(
  history: ListedHistory,
  client: number,
  scores: Float64Array,
  ties: 'first bought' | 'last bought',
): void {
  for (const item of linesOfClient(history, client)) scores[item] = (scores[item] ?? 0) + 1;
  const inOrder = ties === 'first bought' ? inOrderOfFirst(history, client) : inOrderOfLast(history, client);
  for (const [place, item] of inOrder.entries()) {
    scores[item] = (scores[item] ?? 0) + 0.9 * (1 - place / inOrder.length);
  }
}

/** Distinct items as they first appear, basket after basket, as listed in each. */
function inOrderOfFirst(history: ListedHistory, client: number): number[] {
  const seen = new Set<number>();
  for (let basket = history.basketStarts[client] ?? 0; basket < basketEnd(history, client); basket++) {
    for (const item of itemsAsListed(history, basket)) seen.add(item);
  }
  return [...seen];
}

/** The same, those of the latest basket before all others. */
function inOrderOfLast(history: ListedHistory, client: number): number[] {
  const lastBasket = new Map<number, number>();
  for (let basket = history.basketStarts[client] ?? 0; basket < basketEnd(history, client); basket++) {
    for (const item of itemsOfBasket(history, basket)) lastBasket.set(item, basket);
  }
  const latest = (item: number) => lastBasket.get(item) ?? 0;
  return inOrderOfFirst(history, client).sort((one, other) => latest(other) - latest(one));
}
