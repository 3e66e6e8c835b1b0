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

/** Two thirds of estates are believed within a factor e² = 7 of the centre: nothing at 2,000 clients, a rein at 50. */
const priorDeviation = 2;

/** The search begins on so many histories: the rest then only moves the minimum by its own error, three rounds or so. */
const firstLook = 300;

/** The parameters under which the histories are most likely, searched on their logarithms from the family's starts, or from `start`. */
export function fitTiming(
  family: TimingFamily,
  histories: readonly CountedHistory[],
  prior: Prior,
  start?: readonly number[],
): FittedTiming {
  const minimum = prior === 'none' ? exactMinimum(family, histories) : swiftMinimum(family, histories, start);
  const model = family.model(minimum.point.map(Math.exp));
  return { model, logLikelihood: totalLikelihood(model, histories) };
}

function exactMinimum(family: TimingFamily, histories: readonly CountedHistory[]): Minimum {
  const cost = (logs: readonly number[]): number => -totalLikelihood(family.model(logs.map(Math.exp)), histories);
  const minima = family.starts.map((start) => minimise(cost, start.map(Math.log), exact));
  return minima.reduce((left, right) => (right.value < left.value ? right : left));
}

/** On every so-manieth history first; then on all, from where that ended and with the curvature met there. */
function swiftMinimum(family: TimingFamily, histories: readonly CountedHistory[], start?: readonly number[]): Minimum {
  const centre = (family.starts[0] ?? []).map(Math.log);
  const costOn =
    (some: readonly CountedHistory[], share: number) =>
    (logs: readonly number[]): number =>
      penalty(logs, centre) - totalLikelihood(family.model(logs.map(Math.exp)), some) / share;
  const stride = Math.ceil(histories.length / firstLook);
  const few = histories.filter((_, index) => index % stride === 0);
  const share = clientsOf(few) / clientsOf(histories);
  const rough = minimise(costOn(few, share), start?.map(Math.log) ?? centre, swift);
  if (stride === 1) return rough;
  return minimise(costOn(histories, 1), rough.point, { ...swift, inverse: rough.inverse });
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
