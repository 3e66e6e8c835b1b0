/**
 * The settings of TIFU-KNN chosen by one bounded search, the same for every data set: each client's last known basket (for the
 * evaluator the penultimate one, never the target) is guessed from those before it. First a coarse net of decays and groups, then
 * from the best knot one rung after the other; for each the whole grid of neighbours and shares is tried at once, since they share
 * the search for neighbours.
 */
import { basketEnd, itemsOfBasket, type ListedHistory, withoutLastBasket } from '../basket-history.ts';
import { type IdealGain, ndcgAt, recallAt } from '../metrics.ts';
import { topItems } from './scored-model.ts';
import { addRow } from './sparse-matrix.ts';
import { decayedVectors, nearestTo, publishedTifu, type TifuSettings } from './tifu-knn.ts';

const neighbourGrid = [100, 300, 600, 900];
const shareGrid = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
const ladders = {
  groups: [1, 2, 3, 5, 7, 10, 15],
  withinDecay: [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1],
  groupDecay: [0.5, 0.7, 0.9, 1],
} as const;
const net: readonly VectorSettings[] = [1, 3, 7].flatMap((groups) =>
  [0.7, 0.8, 0.9].flatMap((withinDecay) =>
    (groups === 1 ? [1] : [0.7, 1]).map((groupDecay) => ({ groups, withinDecay, groupDecay })),
  ),
);
/** A standard error of .004 for one setting, far less for the difference of two. */
const largestSample = 1500;

/** The best settings found; the same history gives the same ones. */
export function tuneTifu(history: ListedHistory, ideal: IdealGain): TifuSettings {
  const asked = questionsOf(history);
  const tried = new Map<string, Trial>();
  const tryOut = (vector: VectorSettings): Trial => {
    const key = JSON.stringify(vector);
    const trial = tried.get(key) ?? bestOfGrid(asked, vector, ideal);
    tried.set(key, trial);
    return trial;
  };
  let best = net.map(tryOut).reduce((one, other) => (other.value > one.value ? other : one));
  for (let isBetter = true; isBetter; ) {
    const before = best.value;
    for (const name of ['withinDecay', 'groupDecay', 'groups'] as const) best = climb(best, name, tryOut);
    isBetter = best.value > before;
  }
  return best.settings;
}

type VectorSettings = Pick<TifuSettings, 'groups' | 'withinDecay' | 'groupDecay'>;

interface Trial {
  readonly settings: TifuSettings;
  /** Recall@10 + NDCG@10, mean over the clients asked. */
  readonly value: number;
}

/** Steps up and down one ladder as long as it gets better. */
function climb(from: Trial, name: keyof VectorSettings, tryOut: (vector: VectorSettings) => Trial): Trial {
  let best = from;
  const ladder: readonly number[] = ladders[name];
  for (const direction of [-1, 1]) {
    for (;;) {
      const rung = ladder[ladder.indexOf(best.settings[name]) + direction];
      if (rung === undefined) break;
      const { groups, withinDecay, groupDecay } = best.settings;
      const next = tryOut({ groups, withinDecay, groupDecay, [name]: rung });
      if (next.value <= best.value) break;
      best = next;
    }
  }
  return best;
}

interface Questions {
  readonly past: ListedHistory;
  readonly clients: readonly number[];
  readonly truths: readonly ReadonlySet<number>[];
}

function questionsOf(history: ListedHistory): Questions {
  const hidden = new Uint8Array(history.clientCount);
  const able: number[] = [];
  for (let client = 0; client < history.clientCount; client++) {
    if (basketEnd(history, client) - (history.basketStarts[client] ?? 0) < 2) continue;
    hidden[client] = 1;
    able.push(client);
  }
  const step = Math.max(1, able.length / largestSample);
  const clients = Array.from(
    { length: Math.min(able.length, largestSample) },
    (_, at) => able[Math.floor(at * step)] ?? 0,
  );
  const truths = clients.map((client) => new Set(itemsOfBasket(history, basketEnd(history, client) - 1)));
  return { past: withoutLastBasket(history, hidden), clients, truths };
}

/** Every number of neighbours with every share, on one set of vectors. */
function bestOfGrid(asked: Questions, vector: VectorSettings, ideal: IdealGain): Trial {
  const vectors = decayedVectors(asked.past, vector);
  const nearest = nearestTo(vectors, Math.max(...neighbourGrid));
  const values = new Float64Array(neighbourGrid.length * shareGrid.length);
  const blender = blenderOf(asked.past.itemCount);
  for (const [at, client] of asked.clients.entries()) {
    const truth = asked.truths[at] ?? new Set();
    blender.start();
    addRow(vectors, client, 1, blender.own);
    const neighbours = nearest(client);
    for (const [row, count] of neighbourGrid.entries()) {
      for (const other of neighbours.slice(neighbourGrid[row - 1] ?? 0, count))
        addRow(vectors, other, 1, blender.theirs);
      blender.settle();
      const found = Math.min(count, neighbours.length);
      for (const [column, share] of shareGrid.entries()) {
        const list = blender.top(share, (1 - share) / found);
        const cell = row * shareGrid.length + column;
        values[cell] = (values[cell] ?? 0) + recallAt(10, list, truth) + ndcgAt(10, list, truth, ideal);
      }
    }
  }
  const cell = values.indexOf(Math.max(...values));
  return {
    settings: {
      ...vector,
      neighbours: neighbourGrid[Math.floor(cell / shareGrid.length)] ?? publishedTifu.neighbours,
      ownShare: shareGrid[cell % shareGrid.length] ?? publishedTifu.ownShare,
    },
    value: (values[cell] ?? 0) / asked.clients.length,
  };
}

/** A client's own vector and the sum of the neighbours', blended with many weights; only over items that one of them holds. */
function blenderOf(itemCount: number) {
  const own = new Float64Array(itemCount);
  const theirs = new Float64Array(itemCount);
  const held = new Int32Array(itemCount);
  const blend = new Float64Array(itemCount);
  let size = 0;
  return {
    own,
    theirs,
    start(): void {
      own.fill(0);
      theirs.fill(0);
    },
    /** After each change of `own` and `theirs`. */
    settle(): void {
      size = 0;
      for (let item = 0; item < itemCount; item++) {
        if ((own[item] ?? 0) > 0 || (theirs[item] ?? 0) > 0) held[size++] = item;
      }
    },
    top(ownWeight: number, theirWeight: number): number[] {
      for (let at = 0; at < size; at++) {
        const item = held[at] ?? 0;
        blend[at] = ownWeight * (own[item] ?? 0) + theirWeight * (theirs[item] ?? 0);
      }
      return topItems(blend.subarray(0, size), 10).map((at) => held[at] ?? 0);
    },
  };
}
