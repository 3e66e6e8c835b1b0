/**
 * The Python side of the benchmark: what a user would write with pandas instead. `light` scripts clean what they need for one table and
 * stop there; those of `same_work/` give the very lines, documents and refusals that we give, which is checked cell by cell.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../src/db/database.ts';
import { compareResults, forgetResult, type ResultDifferences, type SameWorkSchema } from './same-result.ts';

/** Seconds of the clock, start of Python included; of `apply` scaled up where fewer lines were taken. */
export interface PythonSeconds {
  readonly copy: number;
  readonly toSql: number;
  readonly apply: number;
}

export interface PythonInput {
  /** The export of sales, of so many lines. */
  readonly sales: string;
  readonly lines: number;
  readonly products: string;
  readonly url: string;
  /** `apply` takes minutes: it goes line by line, so that it may be timed on the first ones and scaled. */
  readonly applyLines: number;
  /** A folder for a file cut short. */
  readonly folder: string;
}

/** What scripts that do our work took, and where their result differs from ours (see `compareResults`). */
export interface SameWork {
  readonly seconds: PythonSeconds;
  /** Of COPY and to_sql; of apply only where it took all lines. Each 0 when the script gives what we give. */
  readonly differences: Readonly<Record<string, number>>;
  readonly rejectsByCode: ResultDifferences['rejectsByCode'];
}

/** A Python that has what the scripts need; undefined where there is none. */
export function findPython(): string | undefined {
  const needed = ['-c', 'import pandas, sqlalchemy, psycopg2'];
  return ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, needed).status === 0);
}

/** The light scripts, one after the other. */
export function timeLight(python: string, { sales, lines, url, applyLines, folder }: PythonInput): PythonSeconds {
  const time = (script: string, file: string): number => timeScript(python, [script, file, psycopgUrl(url)]);
  return {
    copy: time('clean_copy.py', sales),
    toSql: time('clean_to_sql.py', sales),
    apply:
      applyLines < lines
        ? (time('clean_apply.py', cutShort(sales, folder, applyLines)) * lines) / applyLines
        : time('clean_apply.py', sales),
  };
}

/** The scripts that do our work, each compared with what was kept of ours (`keepOurResult`). */
export async function timeSameWork(python: string, session: Session, input: PythonInput): Promise<SameWork> {
  const { lines, applyLines } = input;
  const isCut = applyLines < lines;
  const copy = timeSame(python, 'with_copy.py', input);
  const ofCopy = await compareResults(session, 'same_copy');
  const toSql = timeSame(python, 'with_to_sql.py', input);
  const ofToSql = await compareResults(session, 'same_to_sql');
  const apply =
    (timeSame(python, 'with_apply.py', input, isCut ? applyLines : undefined) * lines) / Math.min(applyLines, lines);
  const ofApply = isCut ? {} : { apply: (await compareResults(session, 'same_apply')).differences };
  const schemas: readonly (SameWorkSchema | 'same_ours')[] = ['same_copy', 'same_to_sql', 'same_apply', 'same_ours'];
  for (const schema of schemas) await forgetResult(session, schema);
  return {
    seconds: { copy, toSql, apply },
    differences: { copy: ofCopy.differences, toSql: ofToSql.differences, ...ofApply },
    rejectsByCode: ofCopy.rejectsByCode,
  };
}

function timeSame(python: string, script: string, { sales, products, url }: PythonInput, lines?: number): number {
  const first = lines === undefined ? [] : [String(lines)];
  return timeScript(python, [join('same_work', script), sales, products, psycopgUrl(url), ...first]);
}

function timeScript(python: string, [script = '', ...values]: readonly string[]): number {
  process.stderr.write(`${script}…\n`);
  const startedAt = performance.now();
  const child = spawnSync(python, [join(import.meta.dirname, script), ...values], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`${script} ended with ${child.status}`);
  return (performance.now() - startedAt) / 1000;
}

function psycopgUrl(url: string): string {
  return url.replace(/^postgres:/, 'postgresql:');
}

/** The first lines of a file and its header, as a file of their own. */
function cutShort(file: string, folder: string, lines: number): string {
  const bytes = readFileSync(file);
  let end = 0;
  for (let line = 0; line <= lines; line++) end = bytes.indexOf(10, end) + 1;
  const path = join(folder, 'sample.csv');
  writeFileSync(path, bytes.subarray(0, end));
  return path;
}
