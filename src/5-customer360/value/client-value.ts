/**
 * What a client is worth over the next twelve months: orders expected times euros an order, net and without tax, with an
 * interval. Clients with a clock of their own are read by it, the others by the estate's buying models.
 */
import { addDays, type Day, daysBetween, fromDayNumber, toDayNumber } from '../../values/day.ts';
import { clientRhythm, minimumPurchases, type RhythmName } from '../rhythm.ts';
import { type BuyingHistory, historyUpTo } from './buying-history.ts';
import { countClients, ordersUpTo } from './client-sample.ts';
import { clockHabits } from './clock-habits.ts';
import {
  type Ensemble,
  type EstateOutlook,
  estateOutlook,
  estateSilence,
  fitEnsemble,
  type HistoryPair,
  type Landmark,
} from './ensemble.ts';
import type { SpendHistory } from './gamma-gamma.ts';
import { type ClockFacts, type ClockHabits, clockSilence, regularOutlook, seasonalOutlook } from './own-clock.ts';
import { type SeasonOdds, seasonChance, seasonOdds } from './season-chance.ts';
import { fitSpend, type SpendModel } from './spend-model.ts';
import { valueInterval } from './value-interval.ts';

export interface ValueFacts {
  readonly clientCode: string;
  /** Distinct order days, ascending. */
  readonly orderDays: readonly Day[];
  /** Net euros without tax of each order day, in the same order. */
  readonly netHt: readonly number[];
  /** As in `Rhythm`. */
  readonly usualMonth: number | null;
  /** As in `Rhythm`. */
  readonly gapDays: number | null;
  readonly rhythm: RhythmName;
}

export interface ClientValue {
  readonly status: 'estimated' | 'not_enough_data';
  /** Probability that the client will still order, 0–1. */
  readonly pAlive: number | null;
  readonly expectedOrders12m: number | null;
  readonly nextOrderOn: Day | null;
  /** Euros, net of tax. */
  readonly value12mHt: number | null;
  /** Four times in five the twelve months bring between low and high. */
  readonly low12mHt: number | null;
  readonly high12mHt: number | null;
}

export interface ClientValueModel {
  readonly status: 'fitted' | 'not_enough_data';
  /** Names and parameters, to be stored and printed. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly valueOf: (client: ValueFacts) => ClientValue;
}

const unknownValue: ClientValue = {
  status: 'not_enough_data',
  pAlive: null,
  expectedOrders12m: null,
  nextOrderOn: null,
  value12mHt: null,
  low12mHt: null,
  high12mHt: null,
};
/**
 * Below any of these an estate is told "not enough data". Four parameters are read from who came back, and a model that must
 * foretell a year should have seen half of one twice: once to learn, once to be judged.
 */
const leastClients = 50;
const leastReturningClients = 30;
const leastEstateDays = 364;
/** A client first met less than four weeks ago would be told the estate's average under their own name. */
const leastClientDays = 28;
const yearDays = 365;
const yearWeeks = yearDays / 7;
/** From here on a season is not doubted: what is left changes no figure that is shown. */
const sureSeason = 0.995;

/** The models of one estate as of a day; orders after it are not seen. Deterministic, whatever the order of the clients. */
export function fitClientValue(clients: Iterable<ValueFacts>, asOf: Day): ClientValueModel {
  const { sample, ...counted } = countClients(clients, asOf);
  const estateDays = daysBetween(counted.firstOn, asOf);
  const facts = { asOf, clients: counted.clients, returningClients: counted.returningClients, estateDays };
  if (facts.clients < leastClients || facts.returningClients < leastReturningClients || estateDays < leastEstateDays) {
    const needed = { leastClients, leastReturningClients, leastEstateDays };
    return { status: 'not_enough_data', summary: { ...facts, ...needed }, valueOf: () => unknownValue };
  }
  const span = { asOf, firstOn: counted.firstOn };
  const known = sample.flatMap((client) => upTo(client, span) ?? []);
  const judgedDays = Math.min(yearDays, Math.floor(estateDays / 2));
  const judgedFrom = addDays(asOf, -judgedDays);
  const ensemble = fitEnsemble(
    known.map((client) => pairOf(client, toDayNumber(judgedFrom))),
    landmarkDays(estateDays, toDayNumber(asOf)).flatMap((day) =>
      known.flatMap((client) => landmarkOf(client, day) ?? []),
    ),
  );
  const spend = fitSpend(known.flatMap((client) => client.spend ?? []));
  const season = seasonOdds(known);
  const habits = clockHabits(
    known.filter((client) => client.usualMonth === null || seasonChance(season, client) > 0.5),
    toDayNumber(asOf),
  );
  return {
    status: 'fitted',
    summary: {
      ...facts,
      sampled: known.length,
      judgedFrom,
      ...summaryOf(ensemble),
      spend: spend.summary,
      ...habits,
      seasonalShare: season.share,
    },
    valueOf: (client) => valueOf(upTo(client, span), { asOf, ensemble, spend, season, habits }),
  };
}

/** A client as far as known on the as-of day. */
interface KnownClient extends ClockFacts {
  readonly history: BuyingHistory;
  /** Null when all orders together brought nothing. */
  readonly spend: SpendHistory | null;
}

/** What the estate's records span: from its first order in them to the as-of day. */
interface Records {
  readonly firstOn: Day;
  readonly asOf: Day;
}

function upTo({ orderDays, netHt, usualMonth, rhythm }: ValueFacts, { firstOn, asOf }: Records): KnownClient | null {
  const orders = ordersUpTo(orderDays, asOf);
  if (orders === 0) return null;
  const dayNumbers = Int32Array.from({ length: orders }, (_, index) => toDayNumber(orderDays[index] ?? asOf));
  let net = 0;
  for (let index = 0; index < orders; index++) net += netHt[index] ?? 0;
  const orderHistory = historyUpTo(dayNumbers, toDayNumber(asOf));
  if (orderHistory === null) return null;
  const history = { ...orderHistory, isNewcomer: (dayNumbers[0] ?? 0) >= toDayNumber(firstOn) + yearDays };
  return { dayNumbers, usualMonth, rhythm, history, spend: net > 0 ? { orders, meanSpend: net / orders } : null };
}

/** What was known of a client on the day the judging begins, and whether a clock of their own spoke for them then. */
function pairOf({ dayNumbers, history }: KnownClient, judgedDay: number): HistoryPair {
  const before = historyThen(dayNumbers, judgedDay, history);
  const isOnClock = before !== null && hasClock(Array.from(dayNumbers).slice(0, before.repeats + 1));
  return { before, now: history, isOnClock };
}

/**
 * One in each quarter of the last year that has a whole year after it, and one before it: taken on one day alone, those who
 * left out a season would be as many as that day has it.
 */
function landmarkDays(estateDays: number, asOfDay: number): readonly number[] {
  const backs = [0, 91, 182, 273].map((days) => days + yearDays);
  return backs.filter((back) => estateDays - back >= yearDays).map((back) => asOfDay - back);
}

function landmarkOf({ dayNumbers, history: now }: KnownClient, day: number): Landmark | null {
  const history = historyThen(dayNumbers, day, now);
  if (history === null) return null;
  const next = dayNumbers[history.repeats + 1];
  const past = Array.from(dayNumbers).slice(0, history.repeats + 1);
  return hasClock(past) ? null : { history, returned: next !== undefined && next <= day + yearDays };
}

/** The history as of an earlier day; whether the first order was the first indeed does not change. */
function historyThen(dayNumbers: ArrayLike<number>, day: number, { isNewcomer }: BuyingHistory): BuyingHistory | null {
  const history = historyUpTo(dayNumbers, day);
  return history === null ? null : { ...history, isNewcomer: isNewcomer === true };
}

function hasClock(dayNumbers: readonly number[]): boolean {
  if (dayNumbers.length < minimumPurchases) return false;
  const orderDays = dayNumbers.map(fromDayNumber);
  const { usualMonth, name } = clientRhythm({ orderDays, estateGapDays: null, gapShrinkage: 0 });
  return clockSilence({ dayNumbers, usualMonth, rhythm: name }, orderDays.length, 0) !== null;
}

function summaryOf({ members, dispersion, calibration }: Ensemble): Readonly<Record<string, unknown>> {
  const best = members.reduce((left, right) => (right.weight > left.weight ? right : left));
  return {
    model: best.model.name,
    ...best.model.parameters,
    holdout: members.map(({ model, weight, aliveWeight, holdoutLogLikelihood }) => ({
      model: model.name,
      weight,
      aliveWeight,
      logLikelihood: holdoutLogLikelihood,
    })),
    dispersion,
    calibration,
  };
}

interface EstateModels {
  readonly asOf: Day;
  readonly ensemble: Ensemble;
  readonly spend: SpendModel;
  readonly season: SeasonOdds;
  readonly habits: ClockHabits;
}

function valueOf(client: KnownClient | null, models: EstateModels): ClientValue {
  if (client === null || client.history.ageWeeks * 7 < leastClientDays) return unknownValue;
  const outlook = outlookFor(client, models);
  const value = valueInterval(outlook, models.spend.spendOf(client.spend));
  return {
    status: 'estimated',
    pAlive: outlook.pAlive,
    expectedOrders12m: outlook.expected,
    nextOrderOn: outlook.nextOrderDay === null ? null : fromDayNumber(outlook.nextOrderDay),
    value12mHt: value.expected,
    low12mHt: value.low,
    high12mHt: value.high,
  };
}

interface ClientOutlook extends EstateOutlook {
  readonly nextOrderDay: number | null;
}

/** By the client's season as far as it is one, else by their gaps, else by the estate's models. */
function outlookFor(client: KnownClient, models: EstateModels): ClientOutlook {
  const asOfDay = toDayNumber(models.asOf);
  const season = seasonalOutlook(client, asOfDay, models.habits);
  const isSeason = season === null ? 0 : seasonChance(models.season, client);
  if (season !== null && isSeason >= sureSeason) return season;
  const rest = regularOutlook(client, asOfDay, models.habits) ?? modelOutlook(models.ensemble, client.history, asOfDay);
  return season === null ? rest : blended(season, rest, isSeason);
}

/** The first outlook as far as it is the right one. The next order is told by the likelier: half a season is no date. */
function blended(first: ClientOutlook, second: ClientOutlook, share: number): ClientOutlook {
  const mix = (of: (outlook: ClientOutlook) => number): number => share * of(first) + (1 - share) * of(second);
  return {
    pAlive: mix(({ pAlive }) => pAlive),
    expected: mix(({ expected }) => expected),
    none: mix(({ none }) => none),
    shape: mix(({ shape }) => shape),
    nextOrderDay: share >= 0.5 ? first.nextOrderDay : second.nextOrderDay,
  };
}

function modelOutlook(ensemble: Ensemble, history: BuyingHistory, asOfDay: number): ClientOutlook {
  return { ...estateOutlook(ensemble, history, yearWeeks), nextOrderDay: evenOddsDay(ensemble, history, asOfDay) };
}

/** The day by which the client is as likely to have ordered as not; null when two years do not bring it. */
function evenOddsDay(ensemble: Ensemble, history: BuyingHistory, asOfDay: number): number | null {
  const silence = estateSilence(ensemble, history);
  const waits = (days: number): boolean => silence(days / 7) > 0.5;
  let [early, late] = [0, 2 * yearDays];
  if (waits(late)) return null;
  while (late - early > 1) {
    const middle = (early + late) >> 1;
    if (waits(middle)) early = middle;
    else late = middle;
  }
  return asOfDay + late;
}
