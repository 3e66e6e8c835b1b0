/**
 * SQL with named parameters. A statement is written as psql reads it, `where estate_id = :'estate_id'`, so that the
 * same file can be tried by hand (`psql -v estate_id=petit-domaine -f …`); here each name becomes `$1`, `$2` ….
 * A wrong name is a bug of ours, not of the world: it throws a plain Error that names the statement and the parameter.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Statement {
  /** What an error calls it: the file's name, or `inline`. */
  readonly name: string;
  /** The text as PostgreSQL receives it, parameters as `$n`. */
  readonly text: string;
  /** `parameterNames[0]` is `$1`; each name appears once however often it is used. */
  readonly parameterNames: readonly string[];
  /** Parsed and planned once per connection under this name: for what is asked all day, with plans that fit any value. */
  readonly preparedAs?: string;
}

export type Scalar = string | number | bigint | boolean | Date | Buffer | null;
/** What a parameter may be. JSON goes in as `JSON.stringify(…)` and `:'name'::jsonb`, so that an array stays an array. */
export type Parameters = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** Reads the one statement of a `.sql` file lying beside its verb: `loadSql(import.meta.url, './clients.sql')`. */
export function loadSql(besideUrl: string, relativePath: string): Statement {
  const file = new URL(relativePath, besideUrl);
  return parseStatement(basename(file.pathname), readFileSync(file, 'utf8'));
}

/** The same statement, kept ready by each connection that has run it. */
export function prepared(statement: Statement): Statement {
  const hash = createHash('sha256').update(statement.text).digest('hex').slice(0, 12);
  return { ...statement, preparedAs: `${statement.name.slice(0, 40)} ${hash}` };
}

/** A statement written in the code, for the few that are one line long. */
export function sql(text: string, name = 'inline'): Statement {
  return parseStatement(name, text);
}

/** The values in the order of `$1…`, or an Error naming the statement and the parameter that is missing or unknown. */
export function bind(statement: Statement, parameters: Parameters = {}): (Scalar | readonly Scalar[])[] {
  for (const name of Object.keys(parameters)) {
    if (!statement.parameterNames.includes(name)) throw new Error(`${statement.name} has no parameter :'${name}'`);
  }
  return statement.parameterNames.map((name) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw new Error(`${statement.name} is missing its parameter :'${name}'`);
    return value;
  });
}

/**
 * The pieces of SQL in which a colon or a semicolon means nothing, then the three that mean something to us.
 * Order matters: a quoted text first, so that nothing inside it is looked at.
 */
const pieces = new RegExp(
  [
    String.raw`(?<escaped>\b[eE]'(?:[^'\\]|\\.|'')*')`,
    String.raw`(?<parameter>(?<!:):'(?<parameterName>[A-Za-z_][A-Za-z0-9_]*)')`,
    String.raw`(?<text>'(?:[^']|'')*')`,
    String.raw`(?<identifier>"(?:[^"]|"")*")`,
    String.raw`(?<dollarQuoted>(?<![A-Za-z0-9_$])\$(?<tag>(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?)\$[\s\S]*?\$\k<tag>\$)`,
    String.raw`(?<lineComment>--[^\n]*)`,
    String.raw`(?<blockComment>/\*)`,
    String.raw`(?<numbered>(?<![A-Za-z0-9_$])\$[0-9]+)`,
    String.raw`(?<semicolon>;)`,
  ].join('|'),
  'g',
);

function parseStatement(name: string, source: string): Statement {
  const parameterNames: string[] = [];
  let text = '';
  let position = 0;
  let isEnded = false;
  const keep = (upTo: number): void => {
    const kept = source.slice(position, upTo);
    if (isEnded && kept.trim() !== '') throw new Error(`${name} holds more than one statement`);
    text += kept;
    position = upTo;
  };

  pieces.lastIndex = 0;
  for (let found = pieces.exec(source); found; found = pieces.exec(source)) {
    const groups = found.groups ?? {};
    keep(found.index);
    if (groups['numbered']) throw new Error(`${name} uses ${groups['numbered']}: write :'name' instead`);
    if (groups['blockComment'] || groups['lineComment']) {
      // A comment is left out: it may follow the semicolon, and it is not worth sending.
      position = groups['blockComment'] ? endOfBlockComment(name, source, found.index) : pieces.lastIndex;
      pieces.lastIndex = position;
      text += ' ';
    } else if (groups['semicolon']) {
      isEnded = true;
      position = pieces.lastIndex;
    } else if (groups['parameter']) {
      keep(found.index);
      if (isEnded) throw new Error(`${name} holds more than one statement`);
      text += `$${numberOf(groups['parameterName'] ?? '', parameterNames)}`;
      position = pieces.lastIndex;
    } else {
      keep(pieces.lastIndex);
    }
  }
  keep(source.length);
  return { name, text: text.trim(), parameterNames };
}

function numberOf(parameterName: string, parameterNames: string[]): number {
  const known = parameterNames.indexOf(parameterName);
  return known >= 0 ? known + 1 : parameterNames.push(parameterName);
}

/** Where a block comment ends: in PostgreSQL they nest. */
function endOfBlockComment(name: string, source: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  throw new Error(`${name} has a comment that never ends`);
}
