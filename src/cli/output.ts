/** How the command line speaks: sentences and tables on a terminal, one JSON document with `--json`. */
import { inspect } from 'node:util';
import pico from 'picocolors';
import { Failure } from '../errors.ts';
import type { Language, Sentence } from '../values/sentence.ts';

export interface Output {
  readonly language: Language;
  readonly isJson: boolean;
  /** A sentence for a person, on standard output; silent with `--json`. */
  say(words: Sentence): void;
  /** A text as it stands (tables, documents), on standard output; silent with `--json`. */
  print(text: string): void;
  /** Rows as columns, on standard output; the heads are told in one sentence, apart by `|`. Silent with `--json`. */
  table(heads: Sentence, rows: readonly (readonly (string | number)[])[]): void;
  /** The one document of `--json`; silent without it. */
  json(value: unknown): void;
  /** A sentence that must be seen whatever the mode, on standard error. */
  warn(words: Sentence): void;
  words(words: Sentence): string;
}

export function createOutput(options: { language: Language; isJson: boolean }): Output {
  const words = (said: Sentence): string => said[options.language];
  return {
    ...options,
    words,
    say: (said) => options.isJson || write(process.stdout, words(said)),
    print: (text) => options.isJson || write(process.stdout, text),
    table: (heads, rows) => options.isJson || write(process.stdout, formatTable(words(heads).split('|'), rows)),
    json: (value) => options.isJson && write(process.stdout, JSON.stringify(value, null, 2)),
    warn: (said) => write(process.stderr, pico.yellow(words(said))),
  };
}

/** Words an error for the person at the terminal; a bug also shows where it happened. */
export function printError(error: unknown, language: Language): void {
  if (error instanceof Failure) {
    write(process.stderr, pico.red(error.sentence[language]));
    if (process.env.CUVEE_LOG_LEVEL === 'debug') write(process.stderr, inspect(error));
    return;
  }
  const lead = language === 'fr' ? 'Erreur interne : merci de la signaler.' : 'Internal error: please report it.';
  write(process.stderr, `${pico.red(lead)}\n${error instanceof Error ? error.stack : String(error)}`);
}

/** The one document of `--json` when there is nothing but a failure to tell; a bug stays on standard error. */
export function printFailure(error: unknown): void {
  if (!(error instanceof Failure)) return;
  const { code, sentence, retry } = error;
  write(process.stdout, JSON.stringify({ ok: false, error: { code, sentence, retry } }, null, 2));
}

/** Rows as columns under their heads; numbers to the right. Empty for no rows. */
export function formatTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String));
  const widths = heads.map((head, column) => Math.max(head.length, ...texts.map((row) => row[column]?.length ?? 0)));
  const isNumeric = heads.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [pico.dim(line(heads)), ...texts.map(line)].join('\n');
}

function write(stream: NodeJS.WriteStream, text: string): true {
  stream.write(`${text}\n`);
  return true;
}
