/**
 * `npm run bench:etl [-- --lines N --json]`: the same French sales file read, cleaned, de-duplicated and loaded into the
 * same PostgreSQL by us (rooms 1 to 4, STAGING and CURATED files written) and by what a user would write with pandas (see python.ts),
 * beside a bare COPY of the clean file, which is the floor. All in one session: read the ratios, not the seconds.
 */
import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { appendFile, copyFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { removeEmbedded } from '../../src/db/embedded.ts';
import { sql } from '../../src/db/sql.ts';
import { generateDemo } from '../../src/demo/generate.ts';
import { findPython, type PythonSeconds, timeLight, timeSameWork } from './python.ts';
import { keepOurResult } from './same-result.ts';
import { serverCpuSeconds } from './server-cpu.ts';

const floorTable = `create table public.bench_floor (
  source_file text, file_line bigint, document_id text, line_ref text, document_type text, document_no text,
  line_kind text, client_code text, source_client_code text, date_livraison date, produit_label text, label_key text,
  wine_key text, millesime integer, format text, article text, packaging text, qty_line numeric, qty_bottles numeric,
  qty_unit numeric, pu_ht numeric, mt_ht numeric, mt_ttc numeric, marge numeric, is_ht_derived boolean,
  is_ttc_derived boolean, email text, code_postal text, ville text)`;

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    'apply-lines': { type: 'string' },
    json: { type: 'boolean', default: false },
    'no-python': { type: 'boolean', default: false },
  },
});
const lines = Number(options.lines);
const asOf = '2026-11-16';
const folder = mkdtempSync(join(tmpdir(), 'cuvee-bench-etl-'));
const home = join(folder, 'home');

interface OurRun {
  readonly seconds: number;
  readonly lines: number;
  readonly peakMb: number;
  readonly cpuSeconds: number;
  /** Of the embedded PostgreSQL during the run; undefined where nobody tells. */
  readonly serverCpuSeconds?: number | undefined;
  readonly steps: Readonly<Record<string, number>>;
}

try {
  const report = await measure();
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<Record<string, unknown>> {
  note(`writing ${lines} lines`);
  const exports = join(folder, 'exports');
  const demo = { clients: Math.max(500, Math.round(lines / 40)), years: 6, seed: 1, until: asOf, singleFile: true };
  await generateDemo({ out: exports, ...demo, lines });
  const salesFile = theOnlyFile(join(exports, 'ventes_lignes'));
  const python = options['no-python'] ? undefined : findPython();
  if (!options['no-python'] && !python) note('no Python with pandas, sqlalchemy and psycopg2: that side is skipped');
  const database = await openDatabase({
    ...(process.env.DATABASE_URL === undefined ? {} : { url: process.env.DATABASE_URL }),
    embeddedFolder: join(home, '.postgres'),
    keep: true,
  });
  try {
    const cluster = await clusterOf(database);
    note('ours');
    const ours = runOurs(cluster, exports);
    if (python) await keepOurResult(database, 'bench');
    note('ours again: the same lines a week later, in a file with other bytes');
    const unchanged = runOurs(cluster, await sameLinesAgain(salesFile));
    note('ours a third time: one line in two hundred with another amount');
    const usual = runOurs(cluster, fewLinesChanged(salesFile));
    const floorSeconds = await floor(database.url);
    note(
      `ours ${round(ours.seconds)} s, unchanged ${round(unchanged.seconds)} s, usual ${round(usual.seconds)} s, floor ${round(floorSeconds)} s, peak ${Math.round(ours.peakMb)} MB`,
    );
    const input = {
      sales: salesFile,
      lines,
      products: theOnlyFile(join(exports, 'produits')),
      url: database.url,
      applyLines: Math.min(lines, Number(options['apply-lines'] ?? lines)),
      folder,
    };
    const light = python && timeLight(python, input);
    const sameWork = python ? await timeSameWork(python, database, input) : undefined;
    return {
      lines: ours.lines,
      seconds: round(ours.seconds),
      ratioVsApply: light && round(light.apply / ours.seconds),
      ratioVsToSql: light && round(light.toSql / ours.seconds),
      ratioVsCopy: light && round(light.copy / ours.seconds),
      ratioVsFloor: round(ours.seconds / floorSeconds),
      peakMb: Math.round(ours.peakMb),
      floorSeconds: round(floorSeconds),
      unchangedShare: round(unchanged.seconds / ours.seconds),
      unchangedSeconds: round(unchanged.seconds),
      usualShare: round(usual.seconds / ours.seconds),
      usualSeconds: round(usual.seconds),
      pythonSeconds: light && rounded(light),
      sameWork: sameWork && {
        ...sameWork,
        seconds: rounded(sameWork.seconds),
        ratioVsApply: round(sameWork.seconds.apply / ours.seconds),
        ratioVsToSql: round(sameWork.seconds.toSql / ours.seconds),
        ratioVsCopy: round(sameWork.seconds.copy / ours.seconds),
      },
      stepsMs: wholeMs(ours.steps),
      unchangedStepsMs: wholeMs(unchanged.steps),
      usualStepsMs: wholeMs(usual.steps),
      // Of our own process, then of PostgreSQL: on a shared machine these say more than seconds of the clock.
      cpuSeconds: [ours, unchanged, usual].map((run) => round(run.cpuSeconds)),
      serverCpuSeconds: [ours, unchanged, usual].map((run) => round(run.serverCpuSeconds ?? Number.NaN)),
      loadAverage: round(loadavg()[0] ?? 0),
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    };
  } finally {
    await database.close();
    if (process.env.DATABASE_URL === undefined) await removeEmbedded({ folder: join(home, '.postgres') });
  }
}

/** The folder of the server's data, if it is on this machine. */
async function clusterOf(database: Database): Promise<string> {
  const row = await database.one<{ data_directory: string }>(sql('show data_directory'));
  return row?.data_directory ?? '';
}

/** The next Monday's export when nothing happened: the same lines, one blank line more, a later name. */
async function sameLinesAgain(salesFile: string): Promise<string> {
  const exports = join(folder, 'next-week');
  mkdirSync(join(exports, 'ventes_lignes'), { recursive: true });
  const copy = join(exports, 'ventes_lignes', 'ventes_lignes_20261123_0600.csv');
  await copyFile(salesFile, copy);
  await appendFile(copy, '\r\n');
  return exports;
}

/** The Monday after that, with a few corrections: one line in two hundred has another amount. */
function fewLinesChanged(salesFile: string): string {
  const exports = join(folder, 'third-week');
  mkdirSync(join(exports, 'ventes_lignes'), { recursive: true });
  const rows = readFileSync(salesFile, 'latin1').split('\n');
  for (let row = 100; row < rows.length; row += 200) rows[row] = (rows[row] ?? '').replace(/,(\d)0;/, ',$15;');
  writeFileSync(join(exports, 'ventes_lignes', 'ventes_lignes_20261130_0600.csv'), rows.join('\n'), 'latin1');
  return exports;
}

function wholeMs(steps: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(steps).map(([step, ms]) => [step, Math.round(ms)]));
}

function runOurs(cluster: string, exports: string): OurRun {
  const before = serverCpuSeconds(cluster);
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'ours.ts'), 'bench', exports, asOf],
    {
      env: { ...process.env, CUVEE_HOME: home },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (child.status !== 0) throw new Error(`our run ended with ${child.status}`);
  const after = serverCpuSeconds(cluster);
  const run = parseOurRun(child.stdout);
  return before === undefined || after === undefined ? run : { ...run, serverCpuSeconds: after - before };
}

function parseOurRun(text: string): OurRun {
  const parsed: OurRun = JSON.parse(text.trim().split('\n').at(-1) ?? '');
  return parsed;
}

/** A bare COPY of our curated file, unpacked, into a table without a key: nobody can load faster than that. */
async function floor(url: string): Promise<number> {
  const curated = readdirSync(join(home, 'bench/curated')).find((name) => name.startsWith('VENTES_LIGNES_curated'));
  if (!curated) throw new Error('no curated file');
  const packed = join(home, 'bench/curated', curated);
  const clean = join(folder, 'clean.csv');
  const unpack = packed.endsWith('.gz') ? [createGunzip()] : [];
  await pipeline([createReadStream(packed), ...unpack, createWriteStream(clean)]);
  const database = await openDatabase({ url, embeddedFolder: '' });
  try {
    await database.execute(sql('drop table if exists public.bench_floor'));
    await database.execute(sql(floorTable));
    const startedAt = performance.now();
    await database.copyIn(
      "copy public.bench_floor from stdin with (format csv, header, delimiter ';')",
      createReadStream(clean, { highWaterMark: 1 << 18 }),
    );
    return (performance.now() - startedAt) / 1000;
  } finally {
    await database.close();
  }
}

function theOnlyFile(path: string): string {
  const [name] = readdirSync(path);
  if (!name) throw new Error(`no file in ${path}`);
  return join(path, name);
}

function rounded({ copy, toSql, apply }: PythonSeconds): PythonSeconds {
  return { copy: round(copy), toSql: round(toSql), apply: round(apply) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function note(text: string): void {
  process.stderr.write(`${text}…\n`);
}
