/** The scores of many clients at once, in flat arrays that can be handed from thread to thread. */
import { partNamesOf, type Learned, scorerOf, type WineScores } from './teach.ts';

/** Clients and the wines to score for each: client `i` asks for `wines[starts[i] … starts[i + 1])`. */
export interface BatchQuestion {
  readonly day: number;
  /** Rows of the history. */
  readonly clients: Int32Array;
  readonly starts: Uint32Array;
  readonly wines: Int32Array;
  /** Whether the parts of the scores are wanted; they take a fifth of the time. */
  readonly isExplained: boolean;
}

/** By wine asked, in the order of the question. */
export type BatchScores = WineScores;

/** The question for some clients and their wines. */
export function batchQuestion(
  day: number,
  asked: readonly { readonly client: number; readonly wines: readonly number[] }[],
  isExplained = true,
): BatchQuestion {
  const starts = new Uint32Array(asked.length + 1);
  for (const [place, { wines }] of asked.entries()) starts[place + 1] = (starts[place] ?? 0) + wines.length;
  return {
    day,
    clients: Int32Array.from(asked, ({ client }) => client),
    starts,
    wines: Int32Array.from(asked.flatMap(({ wines }) => wines)),
    isExplained,
  };
}

/** Answers batch after batch with the same scratch. */
export function batchScorer(learned: Learned): (question: BatchQuestion) => BatchScores {
  const scorer = scorerOf(learned);
  const width = partNamesOf(learned).length;
  return ({ day, clients, starts, wines, isExplained }) => {
    const logOdds = new Float64Array(wines.length);
    const parts = new Float32Array(isExplained ? wines.length * width : 0);
    for (const [place, client] of clients.entries()) {
      const [start, end] = [starts[place] ?? 0, starts[place + 1] ?? 0];
      const scores = scorer.scores({ client, day, wines: wines.subarray(start, end), isExplained });
      logOdds.set(scores.logOdds, start);
      if (isExplained) parts.set(scores.parts, start * width);
    }
    return { logOdds, parts };
  };
}

/** What a batch says of one of its clients. */
export function scoresOfClient({ starts }: BatchQuestion, { logOdds, parts }: BatchScores, place: number): WineScores {
  const [start, end] = [starts[place] ?? 0, starts[place + 1] ?? 0];
  const width = parts.length / Math.max(1, logOdds.length);
  return { logOdds: logOdds.subarray(start, end), parts: parts.subarray(start * width, end * width) };
}
