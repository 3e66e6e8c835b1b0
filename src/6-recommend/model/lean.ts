/**
 * How far a list of both may lean to what a client never bought. Near the best order a discovery and a habit at the edge of the
 * list are worth the same, so that leaning costs almost nothing and shows more that is new; how far is read off the clients
 * kept out of learning.
 */
import type { Combiner } from './combine.ts';
import { evidenceReader } from './evidence.ts';
import { isHeldOut, type Lesson, pupilsOf } from './examples.ts';
import { leanedList } from './leaned-list.ts';
import { askFor, candidateScorer, emptyScoring } from './score-candidates.ts';

/** Added to the log-odds of discoveries: 2.2 times as likely at the most. */
const leans = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** What leaning may cost of recall and NDCG together, of the best. */
const tolerance = 0.002;
const listLength = 10;
const mostClients = 2500;
/** The lists of fewer clients vary more by chance than leaning changes them. */
const fewestClients = 1000;

/** The largest lean that keeps the lists of the held-out clients as good; 0 with fewer than 1,000 of them. */
export function discoveryLeanOf(lesson: Lesson, combiner: Combiner): number {
  const judged = pupilsOf(lesson.known)
    .filter((client) => isHeldOut(lesson, client))
    .slice(0, mostClients);
  if (combiner.kind === 'plain' || judged.length < fewestClients) return 0;
  const worth = worthOfLeans(lesson, combiner, judged);
  const wanted = (1 - tolerance) * Math.max(...worth);
  return leans.findLast((_, place) => (worth[place] ?? 0) >= wanted) ?? 0;
}

/** By lean: the sum over clients of recall and NDCG of their lists. */
function worthOfLeans({ known, past }: Lesson, combiner: Combiner, judged: readonly number[]): Float64Array {
  const reader = evidenceReader(past);
  const scoring = emptyScoring(reader.mostCandidates);
  const scorer = candidateScorer(combiner, reader.columns);
  const worth = new Float64Array(leans.length);
  for (const client of judged) {
    const basket = (known.ends[client] ?? 0) - 1;
    const evidence = reader.read({ client, day: known.history.days?.[basket], allowed: undefined });
    const { lineStarts, items } = known.history;
    const truth = new Set(items.subarray(lineStarts[basket] ?? 0, lineStarts[basket + 1] ?? 0));
    askFor(scoring, evidence, reader.columns.length);
    scorer.score(evidence.rows, scoring);
    leans.forEach((lean, place) => {
      const list = leanedList(evidence.items, scoring, listLength, lean);
      worth[place] = (worth[place] ?? 0) + worthOfList(list, evidence.items, truth);
    });
  }
  return worth;
}

function worthOfList(list: Int32Array, items: Int32Array, truth: ReadonlySet<number>): number {
  let hits = 0;
  let gain = 0;
  let best = 0;
  for (let place = 0; place < truth.size; place++) best += 1 / Math.log2(place + 2);
  list.forEach((at, place) => {
    if (!truth.has(items[at] ?? -1)) return;
    hits++;
    gain += 1 / Math.log2(place + 2);
  });
  return truth.size > 0 ? hits / truth.size + gain / best : 0;
}
