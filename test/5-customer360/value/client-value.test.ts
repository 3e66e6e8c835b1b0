import { expect, test } from 'vitest';
import { clientRhythm } from '../../../src/5-customer360/rhythm.ts';
import { fitClientValue, type ValueFacts } from '../../../src/5-customer360/value/client-value.ts';
import { addDays, type Day } from '../../../src/values/day.ts';

const asOf = '2025-10-01';
const client = (clientCode: string, orderDays: readonly Day[], euros = 120): ValueFacts => {
  const { usualMonth, gapDays, name } = clientRhythm({ orderDays, estateGapDays: 180, gapShrinkage: 3 });
  const netHt = orderDays.map((_, index) => euros + 10 * (index % 3));
  return { clientCode, orderDays, netHt, usualMonth, gapDays, rhythm: name };
};
/** Ninety clients of three years, some of one order, some of many; nothing in it is random. */
const estate: readonly ValueFacts[] = Array.from({ length: 90 }, (_, index) => {
  const first = addDays('2022-10-03', (index * 53) % 900);
  const days = Array.from({ length: 1 + ((index * 7) % 6) }, (__, order) =>
    addDays(first, order * (40 + ((index * 31 + order * 17) % 120))),
  );
  return client(
    `C${String(index).padStart(3, '0')}`,
    days.filter((day) => day <= asOf),
    60 + ((index * 41) % 200),
  );
});
const fitted = fitClientValue(estate, asOf);
const november = client('C900', ['2022-11-12', '2023-11-20', '2024-11-08']);

test('an estate of ninety clients has models, and each client a value inside its interval', () => {
  expect(fitted.status).toBe('fitted');
  for (const one of estate) {
    const value = fitted.valueOf(one);
    if (value.status === 'not_enough_data') continue;
    expect(value.pAlive).toBeGreaterThanOrEqual(0);
    expect(value.pAlive).toBeLessThanOrEqual(1);
    expect(value.low12mHt ?? 0).toBeLessThanOrEqual(value.high12mHt ?? -1);
    expect(Number.isFinite(value.value12mHt)).toBe(true);
  }
});

test('the same clients in another order give the same figures, to the last byte', () => {
  const again = fitClientValue(estate.toReversed(), asOf);
  expect(JSON.stringify(again.summary)).toBe(JSON.stringify(fitted.summary));
  expect(again.valueOf(november)).toEqual(fitted.valueOf(november));
});

test('orders after the as-of day change nothing', () => {
  const withFuture = estate.map((one) => ({
    ...one,
    orderDays: [...one.orderDays, '2025-10-02'],
    netHt: [...one.netHt, 9_999],
  }));
  const blind = fitClientValue(withFuture, asOf);
  expect(blind.summary).toEqual(fitted.summary);
  expect(withFuture.map((one) => blind.valueOf(one))).toEqual(estate.map((one) => fitted.valueOf(one)));
});

test('a client of each November is alive in October and expected in November; one who missed the last is doubted', () => {
  // Where nobody else has a season, three Novembers may be chance: here twenty others come each November too.
  const regulars = Array.from({ length: 20 }, (_, index) =>
    client(
      `N${String(index).padStart(3, '0')}`,
      ['2021', '2022', '2023', '2024'].map((year) => addDays(`${year}-11-01`, (index * 7) % 28)),
    ),
  );
  const seasonal = fitClientValue([...estate, ...regulars], asOf);
  const faithful = seasonal.valueOf(november);
  const lapsed = seasonal.valueOf(client('C901', ['2021-11-12', '2022-11-20', '2023-11-08']));
  expect(faithful.nextOrderOn?.slice(0, 7)).toBe('2025-11');
  expect(faithful.pAlive).toBeGreaterThan(0.5);
  expect(lapsed.pAlive).toBeLessThan((faithful.pAlive ?? 0) / 2);
});

test('there is not enough data below fifty clients, thirty who came back, or a year of sales', () => {
  const few = fitClientValue(estate.slice(0, 40), asOf);
  expect(few.status).toBe('not_enough_data');
  expect(few.summary).toMatchObject({ clients: 40, leastClients: 50 });
  expect(few.valueOf(november)).toMatchObject({ status: 'not_enough_data', pAlive: null, value12mHt: null });
  expect(
    fitClientValue(
      estate.map((one) => client(one.clientCode, one.orderDays.slice(0, 1))),
      asOf,
    ).status,
  ).toBe('not_enough_data');
  expect(fitClientValue([], asOf).status).toBe('not_enough_data');
});

test('a client first met three weeks ago has no figure of their own yet', () => {
  expect(fitted.valueOf(client('C902', ['2025-09-10'])).status).toBe('not_enough_data');
  expect(fitted.valueOf(client('C903', [])).status).toBe('not_enough_data');
});
