/**
 * `npm run bench:pollock -- [--json] [--public DIR]`: how our importer reads files of which it is told nothing, on polluted files of our
 * own making, scored as the Pollock benchmark scores. `--public`: a copy of the authors' repository (HPI-Information-Systems/Pollock), of
 * which `polluted_files`, `survey_sample` and their clean versions are read.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRecords } from '../../src/2-staging/csv-records.ts';
import { estateTable } from './estate-table.ts';
import { pollutedFiles, publishedWeights } from './polluted-files.ts';
import { readTable } from './read-table.ts';
import { pointsOf, scoreTable, type Table, type TableScore } from './table-score.ts';

interface Scored {
  readonly group: string;
  readonly name: string;
  /** What room 2 read of the file, whether or not its columns suffice for an import; undefined where it read nothing. */
  readonly score: TableScore | undefined;
  /** The code of the sentence with which the importer refuses the file. */
  readonly refusal: string | undefined;
  readonly weight: number;
}

interface Scores {
  readonly files: number;
  readonly simple: number;
  readonly weighted: number | null;
}

interface GroupScore {
  readonly group: string;
  readonly files: number;
  /** Out of ten, and the lowest of any file. */
  readonly points: number;
  readonly lowest: number;
  readonly headerF1: number;
  readonly recordF1: number;
  readonly cellF1: number;
  /** Files the importer refuses, by the code of its sentence. */
  readonly refused: Readonly<Record<string, number>>;
}

interface SetScore {
  readonly set: string;
  /** Every file as room 2 reads it; one it cannot read counts 0. */
  readonly reading: Scores;
  /** As an import: a refused file counts 0. Only where the table is one an estate exports. */
  readonly importing?: Scores;
  /** As an import, without the files that were refused. */
  readonly importingTaken?: Scores;
  readonly groups: readonly GroupScore[];
}

/** The names their generator gives its files, as groups of ours. */
const publicGroups: readonly (readonly [RegExp, string])[] = [
  [/^(row_(?:more|less)_sep|row_extra_quote)/, '$1'],
  [/^row_field_delimiter/, 'row_field_delimiter_space'],
  [/record_delimiter_0xA/, 'record_delimiter_LF'],
  [/record_delimiter_0xD/, 'record_delimiter_CR'],
  [/field_delimiter_0x3B/, 'field_delimiter_semicolon'],
  [/field_delimiter_0x9/, 'field_delimiter_tab'],
  [/field_delimiter_0x2C_0x20/, 'field_delimiter_comma_space'],
  [/field_delimiter_0x20/, 'field_delimiter_space'],
  [/quotation_char_0x27/, 'quotation_apostrophe'],
  [/escape_char_0x5C/, 'escape_backslash'],
  [/escape_char_0x00/, 'escape_none'],
];

const { values } = parseArgs({ options: { public: { type: 'string' }, json: { type: 'boolean', default: false } } });
const folder = await mkdtemp(join(tmpdir(), 'cuvee-pollock-'));
try {
  const sets = [
    ...(await scoreOwn(folder)),
    ...(values.public ? await scorePublic(resolve(values.public), folder) : []),
  ];
  process.stdout.write(values.json ? `${JSON.stringify({ sets }, undefined, 2)}\n` : sets.map(printed).join('\n'));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function scoreOwn(folder: string): Promise<SetScore[]> {
  const scored: Scored[] = [];
  for (const { name, group, bytes, expected } of pollutedFiles(estateTable())) {
    const path = join(folder, 'polluted.csv');
    await writeFile(path, bytes);
    scored.push({ group, name, ...(await score(path, expected, folder)), weight: publishedWeights[group] ?? 0 });
  }
  const ours = scored.filter(({ weight }) => weight === 0);
  return [
    setScore(
      'an estate’s sales, polluted as in the paper',
      scored.filter(({ weight }) => weight > 0),
      true,
    ),
    setScore('an estate’s sales, as French software writes them', ours, true),
  ];
}

async function scorePublic(root: string, folder: string): Promise<SetScore[]> {
  const sets: SetScore[] = [];
  for (const set of ['polluted_files', 'survey_sample']) {
    const scored: Scored[] = [];
    for (const name of existsSync(join(root, set, 'csv')) ? readdirSync(join(root, set, 'csv')).sort() : []) {
      const expected = cleanTable(readFileSync(join(root, set, 'clean', name)));
      const group = set === 'polluted_files' ? publicGroup(name) : name;
      const weight = publishedWeights[group] ?? 0;
      scored.push({ group, name, ...(await score(join(root, set, 'csv', name), expected, folder)), weight });
    }
    if (scored.length > 0) sets.push(setScore(`public: ${set}`, scored, false));
  }
  return sets;
}

async function score(path: string, expected: Table, folder: string): Promise<Pick<Scored, 'score' | 'refusal'>> {
  const { table, refusal } = await readTable(path, '', folder);
  return { score: table && scoreTable(expected, table), refusal };
}

function cleanTable(bytes: Buffer): Table {
  const text = bytes.subarray(bytes.indexOf('\ufeff') === 0 ? 3 : 0);
  const records = readRecords(text, { delimiter: ',', quote: '"', escape: 'double', lineEnd: '\n' });
  const [header = [], ...rows] = records
    .map(({ fields }) => fields)
    .filter((fields) => fields.join('') !== '' || fields.length > 1);
  return { header, rows };
}

function publicGroup(name: string): string {
  for (const [pattern, group] of publicGroups) {
    const found = pattern.exec(name);
    if (found) return group.replace('$1', found[1] ?? '');
  }
  return name.replace(/^file_|\.csv$/g, '');
}

function setScore(set: string, scored: readonly Scored[], isImport: boolean): SetScore {
  const groups = [...new Set(scored.map(({ group }) => group))].map((group) => groupScore(group, scored));
  const reading = scoresOf(scored, ({ score }) => pointsOf(score));
  if (!isImport) return { set, reading, groups };
  const taken = scored.filter(({ refusal }) => refusal === undefined);
  return {
    set,
    reading,
    groups,
    importing: scoresOf(scored, ({ score, refusal }) => (refusal === undefined ? pointsOf(score) : 0)),
    importingTaken: scoresOf(taken, ({ score }) => pointsOf(score)),
  };
}

function scoresOf(scored: readonly Scored[], points: (file: Scored) => number): Scores {
  const weight = scored.reduce((sum, file) => sum + file.weight, 0);
  const simple = scored.reduce((sum, file) => sum + points(file), 0) / scored.length;
  const weighted = scored.reduce((sum, file) => sum + file.weight * points(file), 0) / weight;
  return { files: scored.length, simple: rounded(simple), weighted: weight > 0 ? rounded(weighted) : null };
}

function groupScore(group: string, scored: readonly Scored[]): GroupScore {
  const files = scored.filter((file) => file.group === group);
  const refused: Record<string, number> = {};
  for (const { refusal } of files) if (refusal !== undefined) refused[refusal] = (refused[refusal] ?? 0) + 1;
  const points = files.map(({ score }) => pointsOf(score));
  return {
    group,
    files: files.length,
    points: mean(points),
    lowest: rounded(Math.min(...points)),
    headerF1: mean(files.map(({ score }) => score?.header.f1 ?? 0)),
    recordF1: mean(files.map(({ score }) => score?.record.f1 ?? 0)),
    cellF1: mean(files.map(({ score }) => score?.cell.f1 ?? 0)),
    refused,
  };
}

function mean(numbers: readonly number[]): number {
  return rounded(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function printed({ set, reading, importing, importingTaken, groups }: SetScore): string {
  const lines = [set, `  read            ${scoresText(reading)}`];
  if (importing) lines.push(`  imported        ${scoresText(importing)}  (a refused file counts 0)`);
  if (importingTaken) lines.push(`  imported, taken ${scoresText(importingTaken)}  (refused files left out)`);
  for (const { group, files, points, lowest, refused } of groups) {
    const refusals = Object.entries(refused).map(([code, count]) => `${code} ${count}`);
    lines.push(
      `    ${group.padEnd(44)} ${String(files).padStart(4)}  ${points.toFixed(3)}  lowest ${lowest.toFixed(3)}  ${refusals.join(', ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function scoresText({ files, simple, weighted }: Scores): string {
  return `${simple.toFixed(3)} of 10${weighted === null ? '' : `, weighted ${weighted.toFixed(3)}`}, ${files} files`;
}
