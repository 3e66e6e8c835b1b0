/**
 * Which buying model speaks for an estate: each is fitted on the past up to a day, judged by the likelihood of what its
 * clients did after it, and weighed by it (pseudo-BMA: Yao, Vehtari, Simpson, Gelman 2018, Bayesian Analysis 13). Then their
 * common word is set against what came (return-calibration.ts). Days after the as-of day are never seen.
 */
import { bgNbdFamily, mbgNbdFamily } from './bg-nbd.ts';
import { type BuyingHistory, type CountedHistory, countHistories } from './buying-history.ts';
import {
  chanceOf,
  lifted,
  meanOf,
  type OrderOutlook,
  outlookOf,
  silenceOf,
  type WeightedModel,
} from './order-outlook.ts';
import { mbgCnbd2Family, mbgCnbd4Family } from './mbg-cnbd.ts';
import { paretoNbdFamily } from './pareto-nbd.ts';
import { calibrateReturns, type JudgedReturn, liftOf, type ReturnCalibration } from './return-calibration.ts';
import { steadyCoreFamily } from './steady-core.ts';
import { firstLook, fitTiming, settled, type TimingFamily, type TimingModel } from './timing-model.ts';

/** A client's history at the day the judging begins (null: not yet a client) and at the as-of day. */
export interface HistoryPair {
  readonly before: BuyingHistory | null;
  readonly now: BuyingHistory;
  /** True of a client whom their own clock foretold on that day: they teach the models, and do not judge them. */
  readonly isOnClock?: boolean;
}

export interface Member extends WeightedModel {
  /** Share in P(alive): none of the BG/NBD's, which holds everybody who ordered once for alive for ever. */
  readonly aliveWeight: number;
  /** Of the months after the judging began, by the model fitted before them. */
  readonly holdoutLogLikelihood: number;
}

/** A client no clock spoke for on a day of the past, and what they did in the year after it. */
export interface Landmark {
  readonly history: BuyingHistory;
  readonly returned: boolean;
}

export interface Ensemble {
  /** In a fixed order; those of no weight stay in the list, to be printed, as they were fitted for the judging. */
  readonly members: readonly Member[];
  /** Shape of the foretold counts per order already made, see `OrderOutlook`. */
  readonly dispersion: number;
  /** Null where no year was held out. */
  readonly calibration: ReturnCalibration | null;
}

const families: readonly TimingFamily[] = [
  bgNbdFamily,
  mbgNbdFamily,
  mbgCnbd2Family,
  mbgCnbd4Family,
  paretoNbdFamily,
  steadyCoreFamily,
];
const immortal = 'bg_nbd';
/** A member so far behind the best costs time and changes no figure. */
const leastShare = 0.01;
/**
 * Log-likelihood that fitting on the rest of the clients cannot bring: parameters read from one client in seven cost half of
 * seven each, thrice that for the luck of the draw, and there are seven at most (in all, 74).
 */
const hopeless = 75;
/** From wide to nearly Poisson; the likeliest on the months held out is taken. */
const dispersions = [0.125, 0.25, 0.5, 1, 2];

const yearWeeks = 365 / 7;
/** Who will order again, but not in two years, cannot be told from who is gone; and no letter waits so long. */
const aliveWeeks = 2 * yearWeeks;

/** The weighed models of the estate, fitted on all that is known now; corrected by the landmarks, where there are any. */
export function fitEnsemble(pairs: readonly HistoryPair[], landmarks: readonly Landmark[]): Ensemble {
  const past = countHistories(pairs.flatMap((pair) => pair.before ?? []));
  const present = countHistories(pairs.map((pair) => pair.now));
  const judges = pairs.filter(({ isOnClock }) => isOnClock !== true);
  const judged = promisingModels(past, judges);
  const evidence = judged.map((model) => evidenceOf(model, judges));
  const weights = weigh(evidence);
  const aliveWeights = weigh(evidence.map((one, index) => (families[index]?.name === immortal ? -Infinity : one)));
  const asMembers = (models: readonly TimingModel[]): readonly Member[] =>
    models.map((model, index) => ({
      model,
      weight: weights[index] ?? 0,
      aliveWeight: aliveWeights[index] ?? 0,
      holdoutLogLikelihood: evidence[index] ?? 0,
    }));
  const then = asMembers(judged);
  const calibration = landmarks.length === 0 ? null : calibrateReturns(landmarks.map((one) => judgedReturn(then, one)));
  const members = asMembers(then.map((member, index) => refitted(member, families[index], present)));
  return { members, calibration, dispersion: likeliestDispersion({ members: then, calibration }, judges) };
}

/** The families fitted on the past; those hopelessly behind after a first look stay as it has them. */
function promisingModels(past: readonly CountedHistory[], judges: readonly HistoryPair[]): readonly TimingModel[] {
  const looks = families.map((family) => firstLook(family, past));
  const evidence = looks.map(({ model }) => evidenceOf(model, judges));
  const highest = Math.max(...evidence);
  return families.map((family, index) => {
    const look = looks[index] ?? firstLook(family, past);
    return (evidence[index] ?? -Infinity) < highest - hopeless ? look.model : settled(family, past, look);
  });
}

function evidenceOf(model: TimingModel, judges: readonly HistoryPair[]): number {
  return judges.reduce((sum, pair) => sum + foretold(model, pair), 0);
}

export interface EstateOutlook extends OrderOutlook {
  readonly pAlive: number;
}

/** What the estate's models say of a client's next `weeks`, as their word came true. */
export function estateOutlook(ensemble: Ensemble, history: BuyingHistory, weeks: number): EstateOutlook {
  const lift = clientLift(ensemble, history);
  const alive = ensemble.members.map(({ model, aliveWeight }) => ({ model, weight: aliveWeight }));
  const lasting = meanOf(alive, ({ aliveProbability }) => aliveProbability(history));
  const coming = 1 - silenceOf(alive, history)(aliveWeeks);
  return {
    ...lifted(outlookOf(ensemble, history, weeks), lift),
    pAlive: Math.min(1, Math.min(lasting, coming) * lift),
  };
}

/** The probability that the client orders nothing in the next so many weeks, asked for any number of weeks. */
export function estateSilence(ensemble: Ensemble, history: BuyingHistory): (weeks: number) => number {
  const lift = clientLift(ensemble, history);
  const silence = silenceOf(ensemble.members, history);
  return (weeks) => 1 - Math.min(1, lift * (1 - silence(weeks)));
}

function clientLift(
  { members, calibration }: Pick<Ensemble, 'members' | 'calibration'>,
  history: BuyingHistory,
): number {
  return calibration === null ? 1 : liftOf(calibration, history, 1 - silenceOf(members, history)(yearWeeks));
}

function judgedReturn(members: readonly Member[], { history, returned }: Landmark): JudgedReturn {
  return { history, returned, chance: 1 - silenceOf(members, history)(yearWeeks) };
}

/** The member's model on all that is known now; a member without weight is not worth the time. */
function refitted(
  { model, weight, aliveWeight }: Member,
  family: TimingFamily | undefined,
  present: readonly CountedHistory[],
) {
  if (family === undefined || (weight === 0 && aliveWeight === 0)) return model;
  return fitTiming(family, present, 'weak', Object.values(model.parameters)).model;
}

/** ln of how likely the model held what the client did since: the likelihood of all they did over that of what was known. */
function foretold(model: TimingModel, { before, now }: HistoryPair): number {
  return model.logLikelihood(now) - (before === null ? 0 : model.logLikelihood(before));
}

/** Each model weighs as its evidence does: clear evidence leaves one model standing, scant evidence leaves their mean. */
function weigh(evidence: readonly number[]): readonly number[] {
  const highest = Math.max(...evidence);
  const shares = evidence.map((one) => Math.exp(one - highest));
  const kept = shares.map((share) => (share < leastShare ? 0 : share));
  const sum = kept.reduce((left, right) => left + right, 0);
  return kept.map((share) => share / sum);
}

function likeliestDispersion(
  ensemble: Pick<Ensemble, 'members' | 'calibration'>,
  pairs: readonly HistoryPair[],
): number {
  const totals = dispersions.map(() => 0);
  for (const { before, now } of pairs) {
    if (before === null) continue;
    const foretold = outlookOf({ ...ensemble, dispersion: 1 }, before, now.ageWeeks - before.ageWeeks);
    const outlook = lifted(foretold, clientLift(ensemble, before));
    const orders = now.repeats - before.repeats;
    for (const [index, dispersion] of dispersions.entries()) {
      const chance = chanceOf({ ...outlook, shape: dispersion * (1 + before.repeats) }, orders);
      totals[index] = (totals[index] ?? 0) + Math.log(Math.max(chance, 1e-300));
    }
  }
  return dispersions[totals.indexOf(Math.max(...totals))] ?? 1;
}
