/**
 * How long our model takes for every client of a large house, and how that grows: each size in a process of its own, so that its
 * peak memory is its own.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { rankAll } from '../../src/6-recommend/model/rank-all.ts';
import { type Size, syntheticHistory } from './synthetic.ts';

const scaleFigures = z.object({
  clients: z.number(),
  items: z.number(),
  lines: z.number(),
  fitMs: z.number(),
  rankMs: z.number(),
  totalMs: z.number(),
  /** Seconds of all cores together, which other work on the machine does not change. */
  fitCpuS: z.number(),
  rankCpuS: z.number(),
  /** Highest of the process, the history included. */
  peakRssMb: z.number(),
  /** Of node with the code loaded and nothing read yet. */
  emptyRssMb: z.number(),
  /** The same with the history made. */
  historyRssMb: z.number(),
  /** Clients with a list. */
  ranked: z.number(),
});
export type ScaleFigures = z.infer<typeof scaleFigures>;

/** Three wines a letter, and some in hand for the rules to refuse. */
const listLength = 20;
/** The day after the synthetic years end. */
const asOfDay = 18_262 + 6 * 365;

/** Makes a history of this size, learns from it and ranks for every client, on as many threads as the model thinks right. */
export async function measureSize(size: Size, seed: number): Promise<ScaleFigures> {
  const emptyRssMb = process.memoryUsage.rss() / 1e6;
  const history = syntheticHistory(size, seed);
  const historyRssMb = process.memoryUsage.rss() / 1e6;
  const start = performance.now();
  const cpuAtStart = process.cpuUsage();
  let fitMs = 0;
  let fitCpuS = 0;
  let cpuAtLearned = cpuAtStart;
  const onLearned = (): void => {
    fitMs = performance.now() - start;
    fitCpuS = cpuSecondsSince(cpuAtStart);
    cpuAtLearned = process.cpuUsage();
  };
  const { lists } = await rankAll({ history, asOfDay, seed }, { count: listLength, asOfDay, onLearned });
  const totalMs = performance.now() - start;
  const rankCpuS = cpuSecondsSince(cpuAtLearned);
  return {
    clients: size.clients,
    items: size.items,
    lines: history.items.length,
    fitMs,
    rankMs: totalMs - fitMs,
    totalMs,
    fitCpuS,
    rankCpuS,
    peakRssMb: process.resourceUsage().maxRSS / 1000,
    emptyRssMb,
    historyRssMb,
    ranked: Array.from({ length: history.clientCount }, (_, client) => lists.items[client * listLength] ?? -1).filter(
      (item) => item >= 0,
    ).length,
  };
}

function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The estate's own size, then an eighth, a quarter and a half of `largest`, and itself. */
export function sizesUpTo(largest: Size): Size[] {
  const part = (share: number): Size => ({
    clients: Math.round(largest.clients * share),
    items: largest.items,
    lines: Math.round(largest.lines * share),
  });
  return [{ clients: 5000, items: 300, lines: 150_000 }, part(1 / 8), part(1 / 4), part(1 / 2), largest];
}

/** The same in a process of its own. Throws with its words when it fails. */
export function measureApart(size: Size, seed: number): ScaleFigures {
  const numbers = [size.clients, size.items, size.lines, seed].map(String);
  const flags = ['--clients', '--items', '--lines', '--seed'].flatMap((flag, at) => [flag, numbers[at] ?? '']);
  const main = join(import.meta.dirname, 'main.ts');
  const arguments_ = ['--import', 'tsx', main, '--protocol', 'scale', '--one', ...flags];
  const child = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`The size ${numbers.join(' × ')} failed: ${child.stderr.slice(-2000)}`);
  return scaleFigures.parse(JSON.parse(child.stdout));
}

/** One line per size. */
export function asScaleTable(sizes: readonly ScaleFigures[]): string {
  const titles = [
    'clients',
    'items',
    'lines',
    'fit s',
    'rank s',
    'total s',
    'fit cpu',
    'rank cpu',
    'peak MB',
    'µs/client',
  ];
  const rows = sizes.map((size) => [
    String(size.clients),
    String(size.items),
    String(size.lines),
    (size.fitMs / 1000).toFixed(2),
    (size.rankMs / 1000).toFixed(2),
    (size.totalMs / 1000).toFixed(2),
    size.fitCpuS.toFixed(1),
    size.rankCpuS.toFixed(1),
    size.peakRssMb.toFixed(0),
    ((size.totalMs * 1000) / size.clients).toFixed(0),
  ]);
  return [titles, ...rows].map((row) => `${row.map((cell) => cell.padStart(10)).join('')}\n`).join('');
}
