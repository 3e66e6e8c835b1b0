/** How the reader fares on the public conformance sets (facts/benchmarks.md, Import): counts, and the name of each file it fails. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Dialect, detectDialect } from '../../src/2-staging/dialect.ts';
import { singleByteToUtf8 } from '../../src/2-staging/decode.ts';
import { readRecords } from '../../src/2-staging/csv-records.ts';
import { ByteSurvey } from '../../src/2-staging/encoding.ts';
import { readRfc4180 } from '../../src/2-staging/rfc4180.ts';

export interface SetResult {
  readonly set: string;
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly string[];
}

/** Every set found under `folder` (the csv-conformance data set). */
export function measureConformance(folder: string): SetResult[] {
  return [
    csvSpectrum(join(folder, 'csv-spectrum')),
    csvTestData(join(folder, 'csv-test-data'), 'valid'),
    csvTestData(join(folder, 'csv-test-data'), 'invalid'),
    w3cDialects(join(folder, 'w3c-csvw')),
  ];
}

/**
 * csv-spectrum: the detected dialect and the reader give the expected objects. Two slips of the set itself are put right: some
 * copies hold every line end as LF while the JSON still says CRLF, and the JSON of location_coordinates shows another phone number
 * than its CSV, and one object where the others show a list.
 */
function csvSpectrum(folder: string): SetResult {
  return judge('csv-spectrum', namesOf(join(folder, 'csvs'), '.csv'), (name) => {
    const bytes = readFileSync(join(folder, 'csvs', name));
    let json = readFileSync(join(folder, 'json', name.replace(/\.csv$/, '.json')), 'utf8');
    if (!bytes.includes('\r\n')) json = json.replaceAll('\\r\\n', '\\n');
    if (name === 'location_coordinates.csv') json = `[${json.replace('1234567890', '2095257564')}]`;
    return sameObjects(readWithDetection(bytes), JSON.parse(json));
  });
}

/** csv-test-data, read strictly: valid files give the expected JSON, `bad-*` files are reported as invalid. */
function csvTestData(folder: string, part: 'valid' | 'invalid'): SetResult {
  const names = namesOf(join(folder, 'csv'), '.csv').filter((name) => name.startsWith('bad-') === (part === 'invalid'));
  return judge(`csv-test-data ${part}`, names, (name) => {
    const hasHeader = /^(?:bad-)?header-/.test(name);
    const header = hasHeader ? { header: ['foo', 'bar', 'baz'] } : {};
    const report = readRfc4180(readFileSync(join(folder, 'csv', name)), header);
    if (part === 'invalid') return report.problem !== undefined;
    const expected = readJson(join(folder, 'json', name.replace(/\.csv$/, '.json')));
    if (report.problem) return false;
    return hasHeader
      ? sameObjects(report.records, expected)
      : JSON.stringify(report.records) === JSON.stringify(expected);
  });
}

const delimiterWords: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  vslash: '|',
  space: ' ',
};
const quoteWords: Readonly<Record<string, string>> = { doublequote: '"', singlequote: "'", '': '' };

/** w3c-csvw: delimiter and quote as annotated, the measure by which the published outcomes were counted. */
function w3cDialects(folder: string): SetResult {
  const annotations = existsSync(join(folder, 'dialect_annotations.txt'))
    ? readFileSync(join(folder, 'dialect_annotations.txt'), 'utf8').split(/\r?\n/).slice(2)
    : [];
  const expected = new Map(annotations.map((line) => [line.split('|')[0] ?? '', line.split('|')]));
  const names = namesOf(join(folder, 'files'), '').filter((name) => expected.has(name));
  return judge('w3c-csvw dialects', names, (name) => {
    const [, , delimiter = '', quote = ''] = expected.get(name) ?? [];
    const found = dialectOf(readFileSync(join(folder, 'files', name))).dialect;
    return found.delimiter === delimiterWords[delimiter] && found.quote === quoteWords[quote];
  });
}

function dialectOf(bytes: Buffer): { dialect: Dialect; utf8: Buffer } {
  const survey = new ByteSurvey();
  survey.add(bytes);
  const { encoding, bomBytes } = survey.finish();
  const body = bytes.subarray(bomBytes);
  const isSingleByte = encoding === 'windows-1252' || encoding === 'iso-8859-15';
  const utf8 = isSingleByte ? singleByteToUtf8(body, encoding) : body;
  return { dialect: detectDialect(utf8, true), utf8 };
}

function readWithDetection(bytes: Buffer): (readonly string[])[] {
  const { dialect, utf8 } = dialectOf(bytes);
  return readRecords(utf8, dialect).map((record) => record.fields);
}

function sameObjects(rows: readonly (readonly string[])[], expected: unknown): boolean {
  const [header = [], ...body] = rows;
  const objects = body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
  return JSON.stringify(objects) === JSON.stringify(expected);
}

function judge(set: string, names: readonly string[], isRight: (name: string) => boolean): SetResult {
  const failures = names.filter((name) => !isRight(name)).map((name) => basename(name));
  return { set, passed: names.length - failures.length, total: names.length, failures };
}

function namesOf(folder: string, suffix: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(suffix))
        .sort()
    : [];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
