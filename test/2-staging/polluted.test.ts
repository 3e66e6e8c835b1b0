/** The polluted files of `bench:pollock`: those every estate meets are read without a slip, and the score says what it should. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estateTable } from '../../bench/csv/estate-table.ts';
import { type PollutedFile, pollutedFiles, publishedWeights } from '../../bench/csv/polluted-files.ts';
import { readTable } from '../../bench/csv/read-table.ts';
import { pointsOf, scoreTable } from '../../bench/csv/table-score.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-polluted-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const files = [...pollutedFiles(estateTable())];
const ours = files.filter(({ group }) => publishedWeights[group] === undefined);
/** Of the slips in single rows, one in so many. */
const every = 97;
const slips = files.filter(({ group }) => /^row_(?:more|less)_sep|^row_extra_quote/.test(group));

async function pointsOfFile({ bytes, expected }: PollutedFile): Promise<number> {
  const path = join(folder, 'polluted.csv');
  await writeFile(path, bytes);
  const { table } = await readTable(path, '', folder);
  return pointsOf(table && scoreTable(expected, table));
}

test('there are as many files as in the paper, and some of our own', () => {
  expect([files.length - ours.length, ours.length]).toEqual([2290, 17]);
});

describe('a sales export as French software writes it', () => {
  test.each(ours.map((file) => [file.group, file] as const))('%s: every cell comes back', async (_group, file) => {
    expect(await pointsOfFile(file)).toBe(10);
  });
});

test('a delimiter or a quote too many or too few in one row costs that row at most', async () => {
  for (const file of slips.filter((_, index) => index % every === every - 1)) {
    expect([file.name, (await pointsOfFile(file)) >= 9.9]).toEqual([file.name, true]);
  }
});

test.each([
  [
    'all but the case of a letter',
    {
      header: ['A', 'b'],
      rows: [
        ['1', 'x'],
        ['2', ''],
      ],
    },
    9.5,
  ],
  [
    'with its cells cut elsewhere',
    {
      header: ['a', 'b'],
      rows: [
        ['1x', ''],
        ['2', ''],
      ],
    },
    9,
  ],
  ['without a row of two', { header: ['a', 'b'], rows: [['1', 'x']] }, 8.633],
  [
    'a row twice',
    {
      header: ['a', 'b'],
      rows: [
        ['1', 'x'],
        ['1', 'x'],
        ['2', ''],
      ],
    },
    9.074,
  ],
  ['nothing of it', { header: ['c'], rows: [] }, 1],
])('a table of two rows of which was read %s', (_title, read, points) => {
  const expected = {
    header: ['a', 'b'],
    rows: [
      ['1', 'x'],
      ['2', ''],
    ],
  };
  expect(pointsOf(scoreTable(expected, read))).toBeCloseTo(points, 2);
});
