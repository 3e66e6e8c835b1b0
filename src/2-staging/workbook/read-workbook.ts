/**
 * Reads a workbook in a process of its own, with limits on its memory and time: whatever the file does to the library
 * that reads it, this process stays small, and a person gets a sentence.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { type WorkbookLimits, workbookLimits } from './limits.ts';
import { asRowLine, endingSchema, openingSchema, type RowLine, stopSchema } from './protocol.ts';
import { workbookStop } from './stops.ts';
import type { SheetInfo, WorkbookFormat } from './raw-sheet.ts';

export interface ReadWorkbookOptions {
  /**
   * The sheet of the profile, and it alone. Without it: the visible sheet with the most filled cells, the first of equals, and those
   * that go on with its table.
   */
  readonly sheet?: string | undefined;
  readonly limits?: Partial<WorkbookLimits>;
  /** Ends the reading; `rows` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface WorkbookRow {
  /**
   * From 1, as the spreadsheet shows it (HTML: the n-th row of the page); the rows of further sheets are numbered on. Rows that hold
   * nothing are not given.
   */
  readonly row: number;
  /** All as text (see cell-text.ts), the empty ones at the end left out. */
  readonly cells: readonly string[];
}

export interface WorkbookReading {
  readonly format: WorkbookFormat;
  readonly sheet: string;
  /** Every sheet of the workbook, so that a person can be told which were not read. */
  readonly sheets: readonly SheetInfo[];
  /** To be gone through once; nothing is read ahead of who goes through it. Leaving early ends the process. */
  readonly rows: AsyncIterable<WorkbookRow>;
  /** What was noticed on the way; throws before `rows` has come to its end. */
  ending(): WorkbookEnding;
  /** Ends the process of a reading whose rows nobody wants. */
  close(): void;
}

export interface WorkbookEnding {
  /** Rows given. */
  readonly rows: number;
  /** Cells that showed an error (`#N/A`, `#REF!` …), given as empty. */
  readonly errorCells: number;
  /** Formulas saved without their result: those cells came empty. */
  readonly formulasWithoutValue: number;
  /** The sheets that make one table (like-sheets.ts), and the number their first row was given. */
  readonly sheetsRead: readonly { readonly name: string; readonly fromRow: number }[];
}

/**
 * Opens a workbook (absolute path; XLSX, XLSM, ODS, XLS, HTML or XML tables named `.xls`, and any of these as `.gz`).
 * Throws `UnreadableFile` with one of the codes of stops.ts, from here or from `rows`.
 */
export async function readWorkbook(path: string, options: ReadWorkbookOptions = {}): Promise<WorkbookReading> {
  options.signal?.throwIfAborted();
  const limits = { ...workbookLimits, ...options.limits };
  // Before a process is started, and before a byte is read.
  if ((await stat(path)).size > limits.fileBytes) throw workbookStop('WORKBOOK_TOO_LARGE', '', limits);
  const child = startChild({ path: resolve(path), sheet: options.sheet, limits });
  const lines = linesOf(child, limits, options.signal);
  try {
    const opening = openingSchema.parse(orStop((await lines.next()).value, limits));
    return readingOf(opening, child, lines, limits);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function readingOf(
  opening: z.infer<typeof openingSchema>,
  child: Child,
  lines: AsyncGenerator,
  limits: WorkbookLimits,
): WorkbookReading {
  let ending: WorkbookEnding | undefined;
  async function* rows(): AsyncGenerator<WorkbookRow> {
    try {
      for await (const line of lines) {
        const row = asRowLine(line);
        if (row) yield asRow(row);
        else ending = endingSchema.parse(orStop(line, limits));
      }
      if (!ending) throw workbookStop('WORKBOOK_DAMAGED', 'no end', limits);
    } finally {
      child.kill('SIGKILL');
    }
  }
  return {
    ...opening,
    rows: rows(),
    ending() {
      if (!ending) throw new Error('the rows of this workbook have not been read to their end');
      return ending;
    },
    close: () => void child.kill('SIGKILL'),
  };
}

function asRow([row, cells]: RowLine): WorkbookRow {
  return { row, cells };
}

function orStop(line: unknown, limits: WorkbookLimits): unknown {
  const stopped = stopSchema.safeParse(line);
  if (stopped.success) throw workbookStop(stopped.data.stop, stopped.data.detail, limits);
  return line;
}

const childPath = fileURLToPath(new URL('./child.ts', import.meta.url));
const tsxUrl = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** What a process cannot start without on Windows, and where tsx keeps what it has translated. Nothing of ours. */
const passedVariables = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

function startChild(order: { path: string; sheet: string | undefined; limits: WorkbookLimits }): Child {
  const environment = passedVariables.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${order.limits.memoryMb}`, '--import', tsxUrl, childPath, JSON.stringify(order)],
    // Away from the folder we were started in: a tsconfig.json lying there is none of ours.
    {
      cwd: dirname(childPath),
      env: Object.fromEntries(environment),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    },
  );
  child.stdin.on('error', () => {});
  return child;
}

/** The lines the child writes, parsed; asks for more only when asked for more. Throws when the child ends badly. */
async function* linesOf(child: Child, limits: WorkbookLimits, signal: AbortSignal | undefined): AsyncGenerator {
  const lastWords = keepLastWords(child.stderr);
  const ended = new Promise<{ code: number | null; by: string | null }>((fulfil) => {
    child.once('close', (code, by) => fulfil({ code, by }));
    child.once('error', (error) => fulfil({ code: null, by: String(error) }));
  });
  const watch = watchOver(child, limits.timeMs, signal);
  child.stdout.setEncoding('utf8');
  let rest = '';
  try {
    const pieces = child.stdout[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await watch.waiting(pieces.next());
      if (done) break;
      const lines = (rest + String(value)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line);
    }
    const { code, by } = await watch.waiting(ended);
    if (code !== 0) throw badEnd(watch.reason(), `${code ?? by} ${lastWords()}`, limits);
  } finally {
    watch.end();
    child.kill('SIGKILL');
  }
}

function keepLastWords(stderr: Readable): () => string {
  let words = '';
  stderr.setEncoding('utf8').on('data', (text) => {
    words = (words + String(text)).slice(-4000);
  });
  return () => words;
}

type Ended = 'too slow' | 'aborted' | undefined;

/** Kills the child when waiting for it has lasted too long, all waits together, or when the signal says so. */
function watchOver(child: Child, timeMs: number, signal: AbortSignal | undefined) {
  let reason: Ended;
  let leftMs = timeMs;
  const kill = (why: Ended): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const abort = (): void => kill('aborted');
  signal?.addEventListener('abort', abort, { once: true });
  return {
    reason: () => (reason === 'aborted' ? (signal?.reason ?? reason) : reason),
    async waiting<T>(work: Promise<T>): Promise<T> {
      const since = performance.now();
      const timer = setTimeout(kill, leftMs, 'too slow');
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        leftMs -= performance.now() - since;
      }
    },
    end: () => signal?.removeEventListener('abort', abort),
  };
}

function badEnd(reason: unknown, lastWords: string, limits: WorkbookLimits): unknown {
  if (reason === 'too slow') return workbookStop('WORKBOOK_TOO_SLOW', '', limits);
  if (reason !== undefined) return reason;
  // V8 aborts when its heap is full; the system kills what takes too much beside it.
  if (/out of memory|allocation failed|SIGABRT|SIGKILL/i.test(lastWords)) {
    return workbookStop('WORKBOOK_TOO_MUCH_MEMORY', '', limits);
  }
  return new Error(`the process that reads workbooks ended: ${lastWords}`);
}
