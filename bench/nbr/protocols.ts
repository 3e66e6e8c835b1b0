/**
 * The published ways of cutting a history into what is known and what is to be guessed. The last basket of each test user is
 * the target; the model sees the baskets before it.
 *
 * What is known of the other users: their last basket is hidden too, in every protocol. The frequency methods, UP-CF and TIFU-KNN
 * as published read nobody's last basket (the files `…_history` and `…_future` part every user there), and only so do their
 * figures come out. All five folds of the reality check therefore share one history and differ by their test users alone.
 * TIFU-KNN's authors look for neighbours among train users only, we among all others: .0004 apart.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ListedHistory } from './basket-history.ts';
import type { IdealGain } from './metrics.ts';
import { lastBasketProtocol } from './last-basket.ts';
import { dnntspProtocol, realityCheckProtocol, repbiasProtocol } from './ta-feng.ts';

export const protocolNames = ['reality-check', 'repbias', 'dnntsp', 'last-basket'] as const;
export type ProtocolName = (typeof protocolNames)[number];

export interface Fold {
  readonly name: string;
  /** What a model may know: without the targets. */
  readonly history: ListedHistory;
  /** The users judged, as clients of `history`. */
  readonly testClients: Int32Array;
  /** By test user: the items of the basket to guess. */
  readonly truths: readonly Int32Array[];
  /** By test user: the day of that basket, where days are known; what is asked is "what would he buy on that day". */
  readonly targetDays?: Int32Array;
}

export interface Protocol {
  readonly name: ProtocolName;
  readonly ideal: IdealGain;
  /** Of the whole data set, targets included. */
  readonly users: number;
  readonly items: number;
  readonly baskets: number;
  readonly folds: readonly Fold[];
}

export interface ProtocolOptions {
  /** Forget the days that are known, as the published methods do. */
  readonly withoutDays?: boolean;
}

/**
 * Reads a data set. `data` is the folder of the set (or of Ta-Feng's three preparations) or, for last-basket, a CSV file or a
 * folder with one. Undefined when the files of that protocol are not there.
 */
export function loadProtocol(name: ProtocolName, data: string, options: ProtocolOptions = {}): Protocol | undefined {
  if (!existsSync(data)) return undefined;
  if (name === 'last-basket') return lastBasketProtocol(data, options.withoutDays ?? false);
  if (!statSync(data).isDirectory()) return undefined;
  const key = { 'reality-check': 'tafeng_merged.json', repbias: 'tafeng_keyset.json', dnntsp: 'TaFeng.json' }[name];
  const folder = [join(data, name), join(data, 'nbr-tafeng', name), data].find((path) => existsSync(join(path, key)));
  if (folder === undefined) return undefined;
  return { 'reality-check': realityCheckProtocol, repbias: repbiasProtocol, dnntsp: dnntspProtocol }[name](folder);
}
