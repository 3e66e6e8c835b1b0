/**
 * Better weights for the owner's rules, if the past knows any: searched on the earlier origins, judged on the later ones,
 * which the search never saw. It only proposes; a person accepts.
 */
import { bootstrap, chance, type Interval, replicatesFor, round } from './bootstrap.ts';
import { rankMarks } from './marks.ts';
import { chooseWines, type Slate, type WeightName, weightNames, type WeightVector } from './slate.ts';
import { count, openTally, type Tally } from './tally.ts';

/** A client who bought after an origin: what could have been proposed, and what they took. */
export interface JudgedSlate {
  readonly client: number;
  readonly originDay: number;
  readonly slate: Slate;
  readonly wanted: ReadonlySet<number>;
}

export type Weights = Readonly<Record<WeightName, number>>;

export interface WeightsProposal {
  /** `better`: the gain's interval lies above 0, a person may accept. `keep`: the owner's weights stand. */
  readonly status: 'better' | 'keep' | 'not_enough_history';
  readonly current: Weights;
  readonly proposed: Weights | null;
  readonly fittedOn: { readonly origins: number; readonly buyers: number };
  readonly judgedOn: { readonly origins: number; readonly buyers: number };
  /** On the origins it was judged on. */
  readonly hit3Current: number | null;
  readonly hit3Proposed: number | null;
  readonly gainHit3: Interval | null;
  readonly gainNdcg3: Interval | null;
  /** How many weights were tried. */
  readonly tried: number;
}

export interface SearchQuestion {
  readonly slates: readonly JudgedSlate[];
  readonly clientCount: number;
  readonly current: Weights;
  readonly places: number;
  readonly seed: number;
}

/** Fewer buyers than this on either side, or fewer than two origins, propose nothing. */
export const minimumBuyersToFit = 200;
export const minimumBuyersToJudge = 100;
/** The earlier share of the origins is searched on. */
const fittedShare = 0.6;
/** No more buyers than this are searched on: beyond it the weights no longer move. */
const mostSlates = 4000;
const mostTrials = 400;
const factors = [0.5, 2, 0.25, 4, 0.8, 1.25] as const;
/** A step must be worth this much NDCG, or it is noise that would make the owner's weights stranger for nothing. */
const smallestStep = 0.0005;

/** Searches from the owner's weights, one weight at a time, in an order drawn anew for each sweep. */
export function proposeWeights(question: SearchQuestion): WeightsProposal {
  const { fitted, judged, fittedOrigins, judgedOrigins } = split(question.slates);
  const fittedOn = { origins: fittedOrigins, buyers: fitted.length };
  const judgedOn = { origins: judgedOrigins, buyers: judged.length };
  const { current } = question;
  if (judgedOrigins === 0 || fitted.length < minimumBuyersToFit || judged.length < minimumBuyersToJudge) {
    const nothing = {
      proposed: null,
      hit3Current: null,
      hit3Proposed: null,
      gainHit3: null,
      gainNdcg3: null,
      tried: 0,
    };
    return { status: 'not_enough_history', current, fittedOn, judgedOn, ...nothing };
  }
  const { best, tried } = search(thinned(fitted), question);
  const verdict = judge(judged, vectorOf(current), best, question);
  const isBetter = (verdict.gainHit3?.low ?? 0) > 0;
  return {
    status: isBetter ? 'better' : 'keep',
    current,
    proposed: weightsOf(best),
    fittedOn,
    judgedOn,
    ...verdict,
    tried,
  };
}

function split(slates: readonly JudgedSlate[]) {
  const days = [...new Set(slates.map(({ originDay }) => originDay))].sort((a, b) => a - b);
  const fittedOrigins = days.length < 2 ? days.length : Math.max(1, Math.floor(fittedShare * days.length));
  const firstJudged = days[fittedOrigins] ?? Number.POSITIVE_INFINITY;
  return {
    fitted: slates.filter(({ originDay }) => originDay < firstJudged),
    judged: slates.filter(({ originDay }) => originDay >= firstJudged),
    fittedOrigins,
    judgedOrigins: days.length - fittedOrigins,
  };
}

function thinned(slates: readonly JudgedSlate[]): readonly JudgedSlate[] {
  const step = Math.max(1, slates.length / mostSlates);
  return Array.from({ length: Math.min(slates.length, mostSlates) }, (_, at) => slates[Math.floor(at * step)]).flatMap(
    (slate) => slate ?? [],
  );
}

function search(slates: readonly JudgedSlate[], { current, places, seed }: SearchQuestion) {
  const random = chance(seed);
  let best = vectorOf(current);
  let bestValue = meanNdcg(slates, best, places);
  let tried = 1;
  for (let hasMoved = true; hasMoved && tried < mostTrials; ) {
    hasMoved = false;
    for (const at of shuffled(best.length, random)) {
      for (const factor of factors) {
        if (tried >= mostTrials) break;
        const trial = best.slice();
        trial[at] = Math.round((best[at] ?? 0) * factor * 100) / 100;
        const value = meanNdcg(slates, trial, places);
        tried++;
        if (value < bestValue + smallestStep) continue;
        best = trial;
        bestValue = value;
        hasMoved = true;
      }
    }
  }
  return { best, tried };
}

function meanNdcg(slates: readonly JudgedSlate[], weights: WeightVector, places: number): number {
  let sum = 0;
  for (const { slate, wanted } of slates) sum += rankMarks(chooseWines(slate, weights), wanted, places).ndcg;
  return sum / slates.length;
}

const columns = ['buyers', 'hit', 'ndcg'] as const;

function judge(
  judged: readonly JudgedSlate[],
  current: WeightVector,
  proposed: WeightVector,
  question: SearchQuestion,
) {
  const { clientCount, places, seed } = question;
  const tallyOf = (weights: WeightVector): Tally<(typeof columns)[number]> => {
    const tally = openTally(columns, clientCount);
    for (const { client, slate, wanted } of judged) {
      const { hit, ndcg } = rankMarks(chooseWines(slate, weights), wanted, places);
      count(tally, client, { buyers: 1, hit, ndcg });
    }
    return tally;
  };
  const tallies = new Map([
    ['current', tallyOf(current)],
    ['proposed', tallyOf(proposed)],
  ] as const);
  const drawn = bootstrap(tallies, { seed, replicates: replicatesFor(clientCount) });
  const before = drawn.get('current');
  const after = drawn.get('proposed');
  if (!before || !after) throw new Error('a tally was not resampled');
  return {
    hit3Current: round(before.draws('hit', 'buyers').value),
    hit3Proposed: round(after.draws('hit', 'buyers').value),
    gainHit3: after.difference(before, 'hit', 'buyers'),
    gainNdcg3: after.difference(before, 'ndcg', 'buyers'),
  };
}

/** The weights in the order the arithmetic reads them. */
export function vectorOf(weights: Weights): WeightVector {
  return Float64Array.from(weightNames, (name) => weights[name]);
}

function weightsOf(vector: WeightVector): Weights {
  const at = (name: WeightName): number => vector[weightNames.indexOf(name)] ?? 0;
  return {
    family: at('family'),
    grape: at('grape'),
    sweetness: at('sweetness'),
    budget: at('budget'),
    aroma: at('aroma'),
    novelty: at('novelty'),
    tier: at('tier'),
    popularity: at('popularity'),
    recency_penalty: at('recency_penalty'),
    winback: at('winback'),
    rebuy: at('rebuy'),
    upsell: at('upsell'),
    cross_sell: at('cross_sell'),
    nurture: at('nurture'),
  };
}

function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
