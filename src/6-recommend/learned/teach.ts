/** Teaches a combiner on the estate's own baskets, in bounded time, and reads scores from it. */
import { type Combiner, combinerOf, pointsOf } from '../model/combine.ts';
import { alone, type Crew, sharedWith } from '../model/crew.ts';
import { evidenceReader } from '../model/evidence.ts';
import { columnsOf } from '../model/evidence-columns.ts';
import { type Ground, groundOf } from '../model/ground.ts';
import type { BasketHistory, ItemAttributes } from '../model/history.ts';
import { type Knowledge, knownBefore, withoutLastBasket } from '../model/knowledge.ts';
import { askFor, candidateScorer, emptyScoring } from '../model/score-candidates.ts';

/** Seeded, so that the same past teaches the same. */
const seed = 20_261;
/** Rows of evidence to learn from: beyond it time grows and little is gained. */
const mostExamples = 80_000;
/** About so many wines are looked at for each client asked about. */
const winesPerClient = 240;

/** A combiner and what it reads its evidence from. Plain values and typed arrays: it can be handed to another thread. */
export interface Learned {
  readonly ground: Ground;
  readonly combiner: Combiner;
}

/** Learns to foresee the last basket of some of the clients. `plain`: the past is too short to learn from. */
export function teach(history: BasketHistory, attributes: ItemAttributes, crew: Crew = alone): Combiner {
  const known = sharedWith(crew, knownBefore(history, undefined));
  const past = sharedWith(crew, groundOf(withoutLastBasket(known), attributes));
  return combinerOf({ known: onlySome(known), past, seed }, columnsOf(past), crew);
}

/** All that is known now, to be read by a combiner. */
export function learnedFrom(combiner: Combiner, history: BasketHistory, attributes: ItemAttributes): Learned {
  return { combiner, ground: groundOf(knownBefore(history, undefined), attributes) };
}

/** The lesson is read to every n-th client who came twice: to the others nothing is known. */
function onlySome(known: Knowledge): Knowledge {
  const { history } = known;
  const came = Array.from({ length: history.clientCount }, (_, client) => client).filter(
    (client) => (known.ends[client] ?? 0) - (history.basketStarts[client] ?? 0) >= 2,
  );
  const pupils = Math.max(200, Math.ceil(mostExamples / Math.min(winesPerClient, history.itemCount)));
  const step = Math.max(1, Math.ceil(came.length / pupils));
  const ends = history.basketStarts.slice(0, -1);
  for (let place = 0; place < came.length; place += step) {
    const client = came[place] ?? 0;
    ends[client] = known.ends[client] ?? 0;
  }
  return { history, ends };
}

/** What a model says of some wines for one client: by wine asked, in their order. */
export interface WineScores {
  /** Log-odds of being in the next order; NaN for a wine of which nothing speaks. */
  readonly logOdds: Float64Array;
  /** Wine after wine, by part: the points it adds, in log-odds. Empty where no explanation was asked for. */
  readonly parts: Float32Array;
}

export interface ScoreQuestion {
  /** A row of the history. */
  readonly client: number;
  /** The day the letter would be read. */
  readonly day: number;
  /** Distinct. */
  readonly wines: ArrayLike<number>;
  readonly isExplained: boolean;
}

export interface Scorer {
  scores(question: ScoreQuestion): WineScores;
}

/** What a score is made of; the first is what it starts from. */
export function partNamesOf({ ground }: Learned): readonly string[] {
  return ['start', ...new Set(columnsOf(ground).map(({ part }) => part))];
}

/** Reads scores, client after client, with the same scratch. */
export function scorerOf(learned: Learned): Scorer {
  const { ground, combiner } = learned;
  const reader = evidenceReader(ground);
  const width = reader.columns.length;
  const partNames = partNamesOf(learned);
  const partOfColumn = Uint8Array.from(reader.columns, ({ part }) => partNames.indexOf(part));
  const allowed = new Uint8Array(ground.profiles.itemCount);
  const placeOf = new Int32Array(ground.profiles.itemCount);
  const points = new Float64Array(width);
  const scoring = emptyScoring(reader.mostCandidates);
  const scorer = candidateScorer(combiner, reader.columns);
  const explain = (rows: Float32Array, from: number, into: Float32Array, base: number): void => {
    into[base] = pointsOf(combiner, rows, from, points);
    for (let column = 0; column < width; column++) {
      const part = base + (partOfColumn[column] ?? 0);
      into[part] = (into[part] ?? 0) + (points[column] ?? 0);
    }
  };
  return {
    scores({ client, day, wines, isExplained }) {
      const logOdds = new Float64Array(wines.length).fill(Number.NaN);
      const parts = new Float32Array(isExplained ? wines.length * partNames.length : 0);
      for (let place = 0; place < wines.length; place++) {
        const wine = wines[place] ?? 0;
        allowed[wine] = 1;
        placeOf[wine] = place;
      }
      const evidence = reader.read({ client, day, allowed });
      const { rows, items, count } = evidence;
      askFor(scoring, evidence, width);
      scorer.score(rows, scoring);
      for (let at = 0; at < count; at++) {
        const place = placeOf[items[at] ?? 0] ?? 0;
        logOdds[place] = scoring.scores[at] ?? 0;
        if (isExplained) explain(rows, at * width, parts, place * partNames.length);
      }
      for (let place = 0; place < wines.length; place++) allowed[wines[place] ?? 0] = 0;
      return { logOdds, parts };
    },
  };
}
