import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { protocolOfPurchases } from '../../bench/nbr/last-basket.ts';
import { loadProtocol } from '../../bench/nbr/protocols.ts';
import { syntheticHistory } from '../../bench/nbr/synthetic.ts';
import { toDayNumber } from '../../src/values/day.ts';
import { datasetFolder } from '../support/datasets.ts';

const taFeng = datasetFolder('nbr-tafeng');
const onlineRetail = datasetFolder('online-retail');

describe('a file of purchases becomes the last-basket protocol', () => {
  const lines = [
    'item;date;customer;basket',
    'b;2024-03-01;C2;9',
    'a;2024-01-05;C1;1',
    'c;2024-02-01;C1;2',
    'a;2024-02-01;C1;2',
    'b;2024-03-09;C1;3',
    'd;2024-03-09;C1;3',
    ';;;',
    'a;2024-05-05;;4',
  ];
  const protocol = protocolOfPurchases(Buffer.from(lines.join('\n')), false);

  test('customers with three baskets stay; the last one is the target and is not in the history', () => {
    const [fold] = protocol.folds;
    expect(protocol).toMatchObject({ users: 1, items: 4, baskets: 3, ideal: 'full' });
    expect(fold?.history).toMatchObject({
      basketStarts: Uint32Array.of(0, 2),
      lineStarts: Uint32Array.of(0, 1, 3),
      items: Int32Array.of(0, 0, 2),
      days: Int32Array.of(toDayNumber('2024-01-05'), toDayNumber('2024-02-01')),
    });
    expect(fold?.truths).toEqual([Int32Array.of(1, 3)]);
    expect(fold?.targetDays).toEqual(Int32Array.of(toDayNumber('2024-03-09')));
  });

  test('days may be left out, and a column that is needed is asked for by name', () => {
    const [undated] = protocolOfPurchases(Buffer.from(lines.join('\n')), true).folds;
    expect(undated?.history.days).toBeUndefined();
    expect(undated?.targetDays).toBeUndefined();
    expect(() => protocolOfPurchases(Buffer.from('customer,item\nC1,a\n'), false)).toThrow('no column for date');
  });
});

test('a synthetic house is the same for the same seed, and about as large as asked', () => {
  const size = { clients: 400, items: 60, lines: 12_000 };
  const history = syntheticHistory(size, 3);
  expect(syntheticHistory(size, 3)).toEqual(history);
  expect(syntheticHistory(size, 4).items).not.toEqual(history.items);
  expect(Math.abs(history.items.length / size.lines - 1)).toBeLessThan(0.15);
  expect(history.basketStarts.at(-1)).toBe(history.days?.length);
  expect(history.lineStarts.at(-1)).toBe(history.items.length);
});

describe('the public data sets are read whole', () => {
  test.skipIf(taFeng === undefined)('Ta-Feng in its three preparations', () => {
    const read = (name: 'reality-check' | 'repbias' | 'dnntsp') => {
      const protocol = loadProtocol(name, taFeng ?? '');
      const folds = protocol?.folds.map(({ testClients }) => testClients.length);
      return { ...protocol, folds };
    };
    expect(read('reality-check')).toMatchObject({
      users: 13_858,
      items: 11_997,
      baskets: 91_227,
      folds: [2772, 2772, 2772, 2772, 2772],
    });
    expect(read('repbias')).toMatchObject({ users: 10_182, items: 15_023, folds: [5091] });
    expect(read('dnntsp')).toMatchObject({ users: 9841, items: 4935, ideal: 'cut', folds: [1969] });
    expect(loadProtocol('reality-check', join(taFeng ?? '', 'reality-check'))?.users).toBe(13_858);
  });

  test.skipIf(onlineRetail === undefined)('the gift wholesaler, in baskets of a customer and a day', () => {
    const protocol = loadProtocol('last-basket', onlineRetail ?? '');
    expect(protocol).toMatchObject({ users: 1916, items: 3588, baskets: 13_467 });
    expect(protocol?.folds[0]?.testClients.length).toBe(1916);
  });
});
