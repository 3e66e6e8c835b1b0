/** When clients buy and when they stop: the form every buying model of this folder has, and how one is fitted. */
import type { BuyingHistory, CountedHistory } from './buying-history.ts';
import { exact, type Minimum, minimise, swift } from './minimise.ts';

export type TimingModelName = 'bg_nbd' | 'mbg_nbd' | 'mbg_cnbd_2' | 'mbg_cnbd_4' | 'pareto_nbd' | 'steady_core';

export interface TimingModel {
  readonly name: TimingModelName;
  readonly parameters: Readonly<Record<string, number>>;
  /** Of one client's history. */
  readonly logLikelihood: (history: BuyingHistory) => number;
  /** Probability that the client will still buy, 0–1. */
  readonly aliveProbability: (history: BuyingHistory) => number;
  /** Orders expected in the `weeks` after the history ends. A new client is the history {0, 0, 0}. */
  readonly expectedOrders: (history: BuyingHistory, weeks: number) => number;
}

export interface TimingFamily {
  readonly name: TimingModelName;
  readonly parameterNames: readonly string[];
  /** Where the search begins, in the parameters' own units; each is tried. */
  readonly starts: readonly (readonly number[])[];
  readonly model: (parameters: readonly number[]) => TimingModel;
}

/** 'weak': each parameter's logarithm is drawn towards the first start, as if by a handful of clients. 'none': plain maximum likelihood. */
export type Prior = 'none' | 'weak';

export interface FittedTiming {
  readonly model: TimingModel;
  /** Of all clients, without the prior. */
  readonly logLikelihood: number;
}

/** Two thirds of estates are believed within a factor e = 3 of the centre: little at 2,000 clients, a rein at 50. */
const priorDeviation = 1;

/** The search begins on so many histories: the rest then only moves the minimum by its own error, three rounds or so. */
const mostAtFirst = 300;

/** The parameters under which the histories are most likely, searched on their logarithms from the family's starts, or from `start`. */
export function fitTiming(
  family: TimingFamily,
  histories: readonly CountedHistory[],
  prior: Prior,
  start?: readonly number[],
): FittedTiming {
  const model =
    prior === 'none'
      ? modelAt(family, exactMinimum(family, histories))
      : settled(family, histories, firstLook(family, histories, start));
  return { model, logLikelihood: totalLikelihood(model, histories) };
}

/** A model as some of the histories have it, under the weak prior. */
export interface FirstLook {
  readonly model: TimingModel;
  readonly minimum: Minimum;
  /** Every so-manieth history was looked at. */
  readonly stride: number;
}

/** Fits on every so-manieth history: a tenth of the time, and enough to see whether the family is worth the rest. */
export function firstLook(
  family: TimingFamily,
  histories: readonly CountedHistory[],
  start: readonly number[] = family.starts[0] ?? [],
): FirstLook {
  const stride = Math.ceil(histories.length / mostAtFirst);
  const few = histories.filter((_, index) => index % stride === 0);
  const cost = weakCost(family, few, clientsOf(few) / clientsOf(histories));
  const minimum = minimise(cost, start.map(Math.log), swift);
  return { model: modelAt(family, minimum), minimum, stride };
}

/** Goes on with all histories from where the first look ended, and with the curvature met there. */
export function settled(family: TimingFamily, histories: readonly CountedHistory[], look: FirstLook): TimingModel {
  if (look.stride <= 1) return look.model;
  const { point, inverse } = look.minimum;
  return modelAt(family, minimise(weakCost(family, histories, 1), point, { ...swift, inverse }));
}

function modelAt(family: TimingFamily, { point }: Minimum): TimingModel {
  return family.model(point.map(Math.exp));
}

/** Of a share of the clients, as if it were all of them. */
function weakCost(family: TimingFamily, some: readonly CountedHistory[], share: number) {
  const centre = (family.starts[0] ?? []).map(Math.log);
  return (logs: readonly number[]): number =>
    penalty(logs, centre) - totalLikelihood(family.model(logs.map(Math.exp)), some) / share;
}

/** Of more histories a part is searched from every start first, then all of them from where that ended: the same minimum, sooner. */
const mostFromEveryStart = 4000;

function exactMinimum(family: TimingFamily, histories: readonly CountedHistory[]): Minimum {
  const costOf = (some: readonly CountedHistory[]) => (logs: readonly number[]) =>
    -totalLikelihood(family.model(logs.map(Math.exp)), some);
  const stride = Math.ceil(histories.length / mostFromEveryStart);
  const few = costOf(stride <= 1 ? histories : histories.filter((_, index) => index % stride === 0));
  const minima = family.starts.map((start) => minimise(few, start.map(Math.log), exact));
  const least = minima.reduce((left, right) => (right.value < left.value ? right : left));
  return stride <= 1 ? least : minimise(costOf(histories), least.point, { ...exact, inverse: least.inverse });
}

function clientsOf(histories: readonly CountedHistory[]): number {
  return histories.reduce((sum, { clients }) => sum + clients, 0);
}

/** The log-likelihood of all clients together. */
export function totalLikelihood(model: TimingModel, histories: readonly CountedHistory[]): number {
  let total = 0;
  for (const history of histories) total += history.clients * model.logLikelihood(history);
  return total;
}

function penalty(logs: readonly number[], centre: readonly number[]): number {
  let total = 0;
  for (const [index, value] of logs.entries()) total += ((value - (centre[index] ?? 0)) / priorDeviation) ** 2 / 2;
  return total;
}
