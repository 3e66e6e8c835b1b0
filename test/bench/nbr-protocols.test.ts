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

function foldOf(lines: readonly string[]) {
  const [fold] = protocolOfPurchases(Buffer.from(lines.join('\n')), false).folds;
  return { history: fold?.history, truths: fold?.truths.map((truth) => [...truth]) };
}

describe('files of purchases as other shops write them', () => {
  test('codes may be quoted words with separators in them, in the old encoding of Windows', () => {
    const lines = [
      'customer,date,basket,item',
      ...['1', '2', '3'].map((n) => `"Müller, Jo",2024-01-0${n},${n},"vin ""é"", ${n}"`),
    ];
    const [fold] = protocolOfPurchases(Buffer.from(lines.join('\r\n'), 'latin1'), false).folds;
    expect(fold?.history.items).toEqual(Int32Array.of(0, 1));
    expect(fold?.truths).toEqual([Int32Array.of(2)]);
  });

  test('without dates the baskets come in the order of their numbers, whatever the order of the lines', () => {
    const { history, truths } = foldOf(['customer,basket,item', 'C1,10,c', 'C1,2,b', 'C1,1,a']);
    expect(history?.days).toBeUndefined();
    expect([...(history?.items ?? []), ...(truths?.[0] ?? [])]).toEqual([0, 1, 2]);
  });

  test('a date may be the place of the basket in its order, or an instant; empty dates leave the order of the file', () => {
    const orders = foldOf(['user_id,order_number,product_id', 'u,10,c', 'u,9,b', 'u,1,a', 'u,1,d']);
    expect(orders.history?.days).toEqual(Int32Array.of(1, 9));
    const instants = foldOf(['customer,timestamp,item', 'u,1704240000,c', 'u,1704067200,a', 'u,1704153600,b']);
    expect(instants.history?.days).toEqual(Int32Array.of(toDayNumber('2024-01-01'), toDayNumber('2024-01-02')));
    const timed = foldOf([
      'customer,date,basket,item',
      'u,2024-01-02 18:00:00,x,b',
      'u,2024-01-02 09:30:00,y,a',
      'u,2024-01-03 09:30:00,z,c',
    ]);
    expect(timed.history?.items).toEqual(Int32Array.of(0, 1));
    const undated = foldOf(['customer,date,basket,item', 'u,,x,b', 'u,,y,a', 'u,,z,c']);
    expect(undated.history?.days).toBeUndefined();
    expect(undated.history?.items).toEqual(Int32Array.of(1, 0));
  });

  test.each([
    ['TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID', ['1/31/2001,u,c', '1/2/2001,u,a', '1/15/2001,u,b']],
    [
      'RatingID,UserID,WineID,Date',
      ['1,u,c,2021-11-02 20:52:59', '2,u,a,2021-01-02 20:52:59', '3,u,b,2021-02-02 20:52:59'],
    ],
    ['household_key,BASKET_ID,DAY,PRODUCT_ID', ['u,9,30,c', 'u,7,3,a', 'u,8,20,b']],
    ['Client;Date d’achat;Produit', ['u;3 févr. 2024;c', 'u;1 janv. 2024;a', 'u;31 janv. 2024;b']],
  ])('columns may be named as in %s', (header, lines) => {
    const { history, truths } = foldOf([header, ...lines]);
    expect([...(history?.items ?? []), ...(truths?.[0] ?? [])]).toEqual([0, 1, 2]);
  });

  test('four columns need no header; who bought less than three times is no customer to judge', () => {
    const { history, truths } = foldOf([
      'u,2024-01-01,1,a',
      'u,2024-01-02,2,a',
      'u,2024-01-03,3,b',
      'v,2024-01-03,1,b',
    ]);
    expect(history?.clientCount).toBe(1);
    expect(truths).toEqual([[1]]);
    expect(() => foldOf(['customer,date,item', 'u,2024-01-01,a'])).toThrow('No customer of the file has 3 baskets');
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
