/**
 * UP-CF@r (Faggioli, Polato, Aiolli, UMAP 2020): what a client and the clients like him bought in their last baskets. Likeness is
 * the asymmetric cosine of how often each item was bought, raised to a power so that the likest count most.
 */
import type { FittedModel } from '../../../src/6-recommend/model/model.ts';
import { basketEnd, itemsOfBasket, type ListedHistory, linesOfClient } from '../basket-history.ts';
import { scoredModel } from './scored-model.ts';
import { addProducts, addRow, largest, matrixOf, squaredNorms, transposedMatrix } from './sparse-matrix.ts';

export interface UpCfSettings {
  /** How many of the last baskets count in a client's own popularity (the r of the name). */
  readonly recency: number;
  /** 1: only the client's own length weighs in the cosine; 0.5: the plain cosine. */
  readonly asymmetry: number;
  readonly locality: number;
  readonly neighbours: number;
  /** Added to the divisor of the cosine: likeness that rests on little counts for little. */
  readonly shrink: number;
}

/** The settings printed with the reality check for Ta-Feng; shrink and neighbours are those of its code. */
export const publishedUpCf: UpCfSettings = {
  recency: 10,
  asymmetry: 0.75,
  locality: 10,
  neighbours: 100,
  shrink: 1000,
};

/** Learns with given settings. */
export function upCf(history: ListedHistory, settings: UpCfSettings): FittedModel {
  const { asymmetry, locality, neighbours, shrink } = settings;
  const clients = Array.from({ length: history.clientCount }, (_, client) => client);
  const bought = matrixOf(
    clients.map((client) => counts(linesOfClient(history, client))),
    history.itemCount,
  );
  const recent = matrixOf(
    clients.map((client) => recentShares(history, client, settings.recency)),
    history.itemCount,
  );
  const buyers = transposedMatrix(bought);
  const norms = squaredNorms(bought);
  const theirs = norms.map((norm) => norm ** (1 - asymmetry));
  const likeness = new Float64Array(history.clientCount);
  const scratch = new Float64Array(history.clientCount);
  return scoredModel(history, {
    part: 'recent purchases of like clients',
    parameters: { ...settings },
    score(client, scores) {
      likeness.fill(0);
      addProducts(bought, buyers, client, likeness);
      const own = (norms[client] ?? 0) ** asymmetry;
      for (let other = 0; other < likeness.length; other++) {
        likeness[other] = (likeness[other] ?? 0) / (own * (theirs[other] ?? 0) + shrink + 1e-6);
      }
      likeness[client] = 0;
      for (const other of largest(likeness, neighbours, scratch)) {
        const weight = (likeness[other] ?? 0) ** locality;
        if (weight > 0) addRow(recent, other, weight, scores);
      }
      addRow(recent, client, 1, scores);
    },
  });
}

function counts(lines: Int32Array): Map<number, number> {
  const count = new Map<number, number>();
  for (const item of lines) count.set(item, (count.get(item) ?? 0) + 1);
  return count;
}

/** By item: in which share of the last `recency` baskets it is. */
function recentShares(history: ListedHistory, client: number, recency: number): Map<number, number> {
  const end = basketEnd(history, client);
  const start = Math.max(history.basketStarts[client] ?? 0, end - recency);
  const shares = new Map<number, number>();
  for (let basket = start; basket < end; basket++) {
    for (const item of itemsOfBasket(history, basket)) shares.set(item, (shares.get(item) ?? 0) + 1 / (end - start));
  }
  return shares;
}
