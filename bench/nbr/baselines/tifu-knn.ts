/**
 * TIFU-KNN (Hu, He, Gao, Zhang, SIGIR 2020): each client is a vector over items, made of his baskets with decay in groups; the
 * forecast blends it with the mean vector of the nearest clients. Distances and decay as in the authors' code, where the decay
 * within groups runs over the whole history.
 */
import type { FittedModel } from '../../../src/6-recommend/model/model.ts';
import { basketEnd, itemsOfBasket, type ListedHistory } from '../basket-history.ts';
import { scoredModel } from './scored-model.ts';
import {
  addProducts,
  addRow,
  largest,
  matrixOf,
  type SparseMatrix,
  squaredNorms,
  transposedMatrix,
} from './sparse-matrix.ts';

export interface TifuSettings {
  readonly neighbours: number;
  /** Each basket is worth so much of the one after it. */
  readonly withinDecay: number;
  /** Each group is worth so much of the one after it. */
  readonly groupDecay: number;
  /** The client's own share in the blend; the rest is the neighbours'. */
  readonly ownShare: number;
  /** How many groups the baskets are parted into. */
  readonly groups: number;
}

/** The settings printed with the reality check for Ta-Feng. */
export const publishedTifu: TifuSettings = {
  neighbours: 300,
  withinDecay: 0.9,
  groupDecay: 0.7,
  ownShare: 0.7,
  groups: 7,
};

/** Learns with given settings. */
export function tifuKnn(history: ListedHistory, settings: TifuSettings): FittedModel {
  const vectors = decayedVectors(history, settings);
  const nearest = nearestTo(vectors, settings.neighbours);
  return scoredModel(history, {
    part: 'own and neighbours',
    parameters: { ...settings },
    score(client, scores) {
      const neighbours = nearest(client);
      for (const other of neighbours) addRow(vectors, other, (1 - settings.ownShare) / neighbours.length, scores);
      addRow(vectors, client, settings.ownShare, scores);
    },
  });
}

/** Client × item: the decayed frequencies. */
export function decayedVectors(
  history: ListedHistory,
  settings: Pick<TifuSettings, 'withinDecay' | 'groupDecay' | 'groups'>,
): SparseMatrix {
  const rows = Array.from({ length: history.clientCount }, (_, client) => {
    const [start, end] = [history.basketStarts[client] ?? 0, basketEnd(history, client)];
    const weights = basketWeights(end - start, settings);
    const row = new Map<number, number>();
    for (let basket = start; basket < end; basket++) {
      const weight = weights[basket - start] ?? 0;
      for (const item of itemsOfBasket(history, basket)) row.set(item, (row.get(item) ?? 0) + weight);
    }
    return row;
  });
  return matrixOf(rows, history.itemCount);
}

/**
 * What each of a client's baskets is worth, oldest first. Groups are as equal as can be, the larger ones last; a client with
 * fewer baskets than groups has one group a basket, and its groups are the oldest ones: so the authors' code.
 */
export function basketWeights(
  baskets: number,
  { withinDecay, groupDecay, groups }: Pick<TifuSettings, 'withinDecay' | 'groupDecay' | 'groups'>,
): number[] {
  const real = Math.min(groups, baskets);
  const base = Math.floor(baskets / Math.max(1, real));
  const smallGroups = real - (baskets - base * real);
  const weights: number[] = [];
  for (let group = 0; group < real; group++) {
    const size = group < smallGroups ? base : base + 1;
    const share = groupDecay ** (groups - 1 - group) / size / real;
    for (let place = 0; place < size; place++) weights.push(share * withinDecay ** (baskets - 1 - weights.length));
  }
  return weights;
}

/** For one client: the other clients whose vectors lie nearest (Euclid), nearest first. */
export function nearestTo(vectors: SparseMatrix, count: number): (client: number) => number[] {
  const buyers = transposedMatrix(vectors);
  const norms = squaredNorms(vectors);
  const closeness = new Float64Array(vectors.rowCount);
  const scratch = new Float64Array(vectors.rowCount);
  return (client) => {
    closeness.fill(0);
    addProducts(vectors, buyers, client, closeness);
    for (let other = 0; other < closeness.length; other++) {
      closeness[other] = 2 * (closeness[other] ?? 0) - (norms[other] ?? 0);
    }
    closeness[client] = Number.NEGATIVE_INFINITY;
    return largest(closeness, Math.min(count, vectors.rowCount - 1), scratch);
  };
}
