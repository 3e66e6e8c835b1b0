/** Fits every buying model up to a day and judges it by the days after: the figures of benchmarks.md, and ours. */
import { bgNbdFamily, mbgNbdFamily } from '../../src/5-customer360/value/bg-nbd.ts';
import { type BuyingHistory, countHistories, historyAsOf } from '../../src/5-customer360/value/buying-history.ts';
import { estateOutlook, fitEnsemble } from '../../src/5-customer360/value/ensemble.ts';
import { fitGammaGamma, type SpendHistory, spendLikelihood } from '../../src/5-customer360/value/gamma-gamma.ts';
import type { OrderOutlook } from '../../src/5-customer360/value/order-outlook.ts';
import { paretoNbdFamily } from '../../src/5-customer360/value/pareto-nbd.ts';
import { fitSpend } from '../../src/5-customer360/value/spend-model.ts';
import { steadyCoreFamily } from '../../src/5-customer360/value/steady-core.ts';
import { fitTiming } from '../../src/5-customer360/value/timing-model.ts';
import { valueInterval } from '../../src/5-customer360/value/value-interval.ts';
import { addDays, type Day, daysBetween } from '../../src/values/day.ts';
import { leastErrorCounts } from './least-error.ts';
import type { CustomerLedger } from './transactions.ts';

export interface Score {
  readonly total: number;
  readonly mae: number;
  readonly rmse: number;
}

/** A customer known on the last day of the calibration, and what they did afterwards. */
interface Judged {
  readonly ledger: CustomerLedger;
  readonly history: BuyingHistory;
  readonly known: number;
  readonly orders: number;
}

/** All figures of one file, ready to be printed. */
export function measure(ledgers: readonly CustomerLedger[], calibrationEnd: Day, holdoutEnd: Day) {
  const customers = ledgers.flatMap((ledger) => judgedOf(ledger, calibrationEnd, holdoutEnd));
  const weeks = daysBetween(calibrationEnd, holdoutEnd) / 7;
  const actual = customers.map(({ orders }) => orders);
  return {
    customers: customers.length,
    calibrationEnd,
    holdoutEnd,
    holdoutWeeks: weeks,
    holdoutOrders: actual.reduce((sum, orders) => sum + orders, 0),
    baseline: {
      name: 'x/T',
      ...score(
        customers.map(({ history }) => (history.ageWeeks > 0 ? (history.repeats / history.ageWeeks) * weeks : 0)),
        actual,
      ),
    },
    models: measureModels(customers, weeks),
    ours: measureOurs(customers, calibrationEnd, weeks),
    hindsight: measureHindsight(customers),
    spend: measureSpend(customers),
  };
}

function judgedOf(ledger: CustomerLedger, calibrationEnd: Day, holdoutEnd: Day): readonly Judged[] {
  const history = historyAsOf(ledger.days, calibrationEnd);
  if (history === null) return [];
  const known = history.repeats + 1;
  return [{ ledger, history, known, orders: ledger.days.slice(known).filter((day) => day <= holdoutEnd).length }];
}

/** Plain maximum likelihood, as published. */
function measureModels(customers: readonly Judged[], weeks: number) {
  // The gaps between orders matter to none of these models: without them more histories are the same.
  const histories = countHistories(
    customers.map(({ history: { repeats, lastWeek, ageWeeks } }) => ({ repeats, lastWeek, ageWeeks })),
  );
  const actual = customers.map(({ orders }) => orders);
  return [bgNbdFamily, mbgNbdFamily, paretoNbdFamily, steadyCoreFamily].map((family) => {
    const begun = performance.now();
    const { model, logLikelihood } = fitTiming(family, histories, 'none');
    const fitMs = Math.round(performance.now() - begun);
    const expected = customers.map(({ history }) => model.expectedOrders(history, weeks));
    return { name: model.name, parameters: model.parameters, logLikelihood, fitMs, ...score(expected, actual) };
  });
}

/** More customers would move no parameter by more than its own error. */
const mostSampled = 5000;

/** What the estate gets: models weighed on the calibration's own last months, never on the holdout. */
function measureOurs(customers: readonly Judged[], calibrationEnd: Day, weeks: number) {
  const begun = performance.now();
  const firstOn = customers.map(({ ledger }) => ledger.days[0] ?? calibrationEnd).reduce((a, b) => (b < a ? b : a));
  const judgedDays = Math.min(365, Math.floor(daysBetween(firstOn, calibrationEnd) / 2));
  const judgedFrom = addDays(calibrationEnd, -judgedDays);
  const stride = Math.ceil(customers.length / mostSampled);
  const sampled = customers.filter((_, index) => index % stride === 0);
  const pairs = sampled.map(({ ledger, history }) => ({
    before: historyAsOf(ledger.days, judgedFrom),
    now: history,
  }));
  const ensemble = fitEnsemble(pairs, []);
  const fitMs = Math.round(performance.now() - begun);
  const outlooks = customers.map(({ history }) => estateOutlook(ensemble, history, weeks));
  const actual = customers.map(({ orders }) => orders);
  const { counts, quantile } = leastErrorCounts(outlooks);
  return {
    judgedFrom,
    weights: ensemble.members.map(({ model, weight, holdoutLogLikelihood }) => ({
      name: model.name,
      weight,
      holdoutLogLikelihood,
    })),
    dispersion: ensemble.dispersion,
    calibration: ensemble.calibration,
    fitMs,
    mean: score(
      outlooks.map(({ expected }) => expected),
      actual,
    ),
    wholeOrders: { quantile, ...score(counts, actual) },
    noOrder: {
      expected: outlooks.reduce((sum, { none }) => sum + none, 0),
      actual: actual.filter((n) => n === 0).length,
    },
    value: measureValue(customers, outlooks),
  };
}

/** Weeks of silence told apart, and the most repeats and steps of silence that are. */
const classes = { silenceWeeks: 6, mostRepeats: 8, mostSteps: 5 };

/**
 * No forecast: the mean of what each class of customers, by repeats and silence, really did in the holdout. Its absolute error is
 * about the least that any forecast can have whose means are right, since absolute error rewards those below the mean.
 */
function measureHindsight(customers: readonly Judged[]) {
  const classOf = ({ history: { repeats, ageWeeks, lastWeek } }: Judged): string =>
    `${Math.min(classes.mostRepeats, repeats)} ${Math.min(classes.mostSteps, Math.floor((ageWeeks - lastWeek) / classes.silenceWeeks))}`;
  const sums = new Map<string, { customers: number; orders: number }>();
  for (const customer of customers) {
    const sum = sums.get(classOf(customer)) ?? { customers: 0, orders: 0 };
    sum.customers++;
    sum.orders += customer.orders;
    sums.set(classOf(customer), sum);
  }
  const means = customers.map((customer) => {
    const sum = sums.get(classOf(customer));
    return sum === undefined ? 0 : sum.orders / sum.customers;
  });
  const actual = customers.map(({ orders }) => orders);
  return { classes: sums.size, ...score(means, actual) };
}

/** Euros of the holdout against the foretold, and how often they lie within the interval that should hold four in five. */
function measureValue(customers: readonly Judged[], outlooks: readonly OrderOutlook[]) {
  const spend = fitSpend(customers.flatMap((customer) => spendOf(customer, 0) ?? []));
  let [expected, actual, within, above] = [0, 0, 0, 0];
  for (const [index, customer] of customers.entries()) {
    const outlook = outlooks[index];
    if (outlook === undefined) continue;
    const interval = valueInterval(outlook, spend.spendOf(spendOf(customer, 0)));
    const { known, orders, ledger } = customer;
    const spent = ledger.amounts.slice(known, known + orders).reduce((sum, amount) => sum + amount, 0);
    expected += interval.expected;
    actual += spent;
    if (spent > interval.high) above++;
    if (spent >= interval.low && spent <= interval.high) within++;
  }
  const count = customers.length;
  return { expected, actual, within80: within / count, above: above / count, spend: spend.summary };
}

/** Gamma-Gamma on the repeat orders alone, as published. */
function measureSpend(customers: readonly Judged[]) {
  const spends = customers.flatMap((customer) => spendOf(customer, 1) ?? []);
  if (spends.length === 0) return null;
  const begun = performance.now();
  const fitted = fitGammaGamma(spends, 'none');
  return {
    repeaters: spends.length,
    ...fitted,
    logLikelihood: spendLikelihood(fitted, spends),
    fitMs: Math.round(performance.now() - begun),
  };
}

function spendOf({ ledger, known }: Judged, from: number): SpendHistory | null {
  const amounts = ledger.amounts.slice(from, known);
  const meanSpend = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
  return meanSpend > 0 ? { orders: amounts.length, meanSpend } : null;
}

function score(expected: readonly number[], actual: readonly number[]): Score {
  let [total, absolute, squared] = [0, 0, 0];
  for (const [index, value] of expected.entries()) {
    const error = value - (actual[index] ?? 0);
    total += value;
    absolute += Math.abs(error);
    squared += error ** 2;
  }
  return { total, mae: absolute / expected.length, rmse: Math.sqrt(squared / expected.length) };
}
