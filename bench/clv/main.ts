/**
 * `npm run bench:clv -- --data FILE [--calibration-end YYYY-MM-DD] [--holdout-end YYYY-MM-DD] [--json]`: the buying models'
 * parameters, likelihoods and holdout errors, and ours beside them. With `--demo [--clients N] [--years Y] [--seed S]` instead
 * of a file: P(alive) and the value models on the demo estate, whose truth is known.
 */
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { addDays, type Day, daysBetween, isDay } from '../../src/values/day.ts';
import { UnusableFile } from '../foreign-table.ts';
import { measureDemo } from './demo-estate.ts';
import { measure } from './measure.ts';
import { asTable, demoTable } from './report.ts';
import { type CustomerLedger, type Ledgers, readLedgers } from './transactions.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    'calibration-end': { type: 'string' },
    'holdout-end': { type: 'string' },
    demo: { type: 'boolean', default: false },
    clients: { type: 'string', default: '5000' },
    years: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
/** Nine months each side, as every paper on CDNOW has it. */
const cdnowCalibrationEnd = '1997-09-30';

main();

function main(): void {
  if (options.demo) return demo();
  const path = fileOf(options.data ?? process.env['CUVEE_DATASETS'] ?? '../shared/datasets');
  if (path === undefined) return refuse('No data file there. Name one with --data FILE.');
  const read = readOrRefuse(path);
  if (read === undefined) return;
  const { ledgers } = read;
  const days = spanOf(ledgers);
  if (days === undefined) return refuse(`${path} holds no order.`);
  const isCdnow = basename(path).toLowerCase().startsWith('cdnow');
  const threeQuarters = addDays(days.first, Math.round((daysBetween(days.first, days.last) * 3) / 4));
  const calibrationEnd = options['calibration-end'] ?? (isCdnow ? cdnowCalibrationEnd : threeQuarters);
  const holdoutEnd = options['holdout-end'] ?? days.last;
  if (!isDay(calibrationEnd) || !isDay(holdoutEnd) || calibrationEnd >= holdoutEnd || calibrationEnd <= days.first) {
    return refuse(`The calibration must end inside ${days.first} … ${holdoutEnd}, written YYYY-MM-DD.`);
  }
  const figures = { file: basename(path), ...measure(ledgers, calibrationEnd, holdoutEnd) };
  process.stdout.write(options.json ? `${JSON.stringify(figures, undefined, 2)}\n` : asTable(figures));
}

function readOrRefuse(path: string): Ledgers | undefined {
  try {
    const read = readLedgers(path);
    const { lines, first } = read.leftOut;
    if (lines > 0)
      process.stderr.write(`${lines} lines without customer, date or amount left out, line ${first} first.\n`);
    return read;
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    refuse(`${path} cannot be used. ${error.message}`);
    return undefined;
  }
}

function demo(): void {
  const [clients, years, seed] = [options.clients, options.years, options.seed].map(Number);
  const figures = measureDemo({ clients: clients || 5000, years: years || 4, seed: seed || 1 });
  process.stdout.write(options.json ? `${JSON.stringify(figures, undefined, 2)}\n` : demoTable(figures));
}

/** The file, or CDNOW's sample in a folder of data sets. */
function fileOf(path: string): string | undefined {
  const candidates = [path, join(path, 'CDNOW_sample.txt'), join(path, 'cdnow', 'CDNOW_sample.txt')];
  return candidates.find((one) => existsSync(one) && statSync(one).isFile());
}

function spanOf(ledgers: readonly CustomerLedger[]): { first: Day; last: Day } | undefined {
  let span: { first: Day; last: Day } | undefined;
  for (const { days } of ledgers) {
    const [first = '', last = ''] = [days[0], days.at(-1)];
    if (span === undefined) span = { first, last };
    else span = { first: first < span.first ? first : span.first, last: last > span.last ? last : span.last };
  }
  return span;
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}
