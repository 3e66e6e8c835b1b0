/** The three published preparations of the Ta-Feng supermarket: only the order of the baskets is known. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { basketEnd, historyOf, itemsOfBasket, withoutLastBasket } from './basket-history.ts';
import type { Fold, Protocol } from './protocols.ts';

const basketsByUser = z.record(z.string(), z.array(z.array(z.number())));
const keyset = z.object({ item_num: z.number(), test: z.array(z.string()) });
const parted = z.object({ train: basketsByUser, validate: basketsByUser, test: basketsByUser });

/**
 * Five sets of test users (20 % each). The published figures come out to the fourth decimal with `keyset_author`, although its
 * sets 0 and 3 are the same users, and so are 1 and 4: five folds, of which three are different. `keyset_juno` (a reproduction)
 * is read where the other is absent.
 */
export function realityCheckProtocol(folder: string): Protocol {
  const users = basketsByUser.parse(json(join(folder, 'tafeng_merged.json')));
  const keysets = existsSync(join(folder, 'keyset_author')) ? 'keyset_author' : 'keyset_juno';
  const tests = [0, 1, 2, 3, 4].map((fold) => keyset.parse(json(join(folder, keysets, `tafeng_keyset_${fold}.json`))));
  const itemCount = tests[0]?.item_num ?? 0;
  return protocolOf(
    'reality-check',
    users,
    itemCount,
    tests.map(({ test }) => test),
  );
}

/** One set of test users, half of all; the other half are its validation users. Item numbers begin at 1. */
export function repbiasProtocol(folder: string): Protocol {
  const users = basketsByUser.parse(json(join(folder, 'tafeng_merged.json')));
  const { test, item_num: itemCount } = keyset.parse(json(join(folder, 'tafeng_keyset.json')));
  return protocolOf('repbias', users, itemCount, [test]);
}

/** Users parted 70 / 10 / 20; NDCG against the perfect list of k. */
export function dnntspProtocol(folder: string): Protocol {
  const { train, validate, test } = parted.parse(json(join(folder, 'TaFeng.json')));
  const users = { ...train, ...validate, ...test };
  let itemCount = 0;
  for (const baskets of Object.values(users)) for (const basket of baskets) itemCount = Math.max(itemCount, ...basket);
  return protocolOf('dnntsp', users, itemCount + 1, [Object.keys(test)]);
}

function protocolOf(
  name: Protocol['name'],
  users: Readonly<Record<string, number[][]>>,
  itemCount: number,
  testUsers: readonly (readonly string[])[],
): Protocol {
  const codes = Object.keys(users);
  const clientOf = new Map(codes.map((code, client) => [code, client]));
  const baskets = codes.map((code) => (users[code] ?? []).map((items) => ({ items })));
  const whole = historyOf(baskets, itemCount);
  const history = withoutLastBasket(whole, new Uint8Array(codes.length).fill(1));
  const folds = testUsers.map((test, fold): Fold => {
    const testClients = Int32Array.from(test, (code) => clientOf.get(code) ?? -1).sort();
    const truths = Array.from(testClients, (client) => itemsOfBasket(whole, basketEnd(whole, client) - 1));
    return { name: String(fold), history, testClients, truths };
  });
  const ideal = name === 'dnntsp' ? 'cut' : 'full';
  return {
    name,
    ideal,
    users: codes.length,
    items: new Set(whole.items).size,
    baskets: whole.lineStarts.length - 1,
    folds,
  };
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
