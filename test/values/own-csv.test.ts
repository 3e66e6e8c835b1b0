import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OwnCsvWriter, readOwnCsv, removeAbandonedFiles } from '../../src/values/own-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-own-csv-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function readAll(path: string): Promise<{ header: readonly string[]; rows: (readonly string[])[] }> {
  const all: { header: readonly string[]; rows: (readonly string[])[] } = { header: [], rows: [] };
  for await (const { header, rows } of readOwnCsv(path)) {
    all.header = header;
    all.rows.push(...rows);
  }
  return all;
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('a file of our own', () => {
  test('is plain text with quotes only where they are needed, and comes back field by field', async () => {
    const rows = [
      ['Crémant', '', '8,50'],
      ['a;b', 'dit "le vieux"', 'deux\r\nlignes'],
      ['', '', ''],
      [' espaces ', '\u2028', '0'],
    ];
    const writer = new OwnCsvWriter(join(folder, 'small.csv'));
    writer.write(['label', 'note', 'prix']);
    for (const row of rows) writer.write(row);
    expect(await writer.close()).toEqual({ path: join(folder, 'small.csv'), rows: 4, bytes: 90 });
    expect((await readFile(join(folder, 'small.csv'), 'utf8')).split('\n')[2]).toBe('"a;b";"dit ""le vieux""";"deux\r');
    expect(await readAll(join(folder, 'small.csv'))).toEqual({ header: ['label', 'note', 'prix'], rows });
  });

  test('is compressed above one megabyte, the same bytes each time, and replaces its plain sister', async () => {
    const path = join(folder, 'large.csv');
    await writeFile(path, 'old\n');
    const write = async (): Promise<Buffer> => {
      const writer = new OwnCsvWriter(path);
      writer.write(['n', 'label']);
      for (let index = 0; index < 60_000; index++) {
        writer.write([String(index), index % 1000 === 7 ? 'Cuvée "n;o"\nbis' : 'Gewurztraminer Vendanges Tardives']);
        if (index % 5000 === 0) await writer.ready();
      }
      expect(await writer.close()).toMatchObject({ path: `${path}.gz`, rows: 60_000 });
      return readFile(`${path}.gz`);
    };
    expect((await write()).equals(await write())).toBe(true);
    expect((await readdir(folder)).filter((name) => name.startsWith('large'))).toEqual(['large.csv.gz']);
    const { rows } = await readAll(`${path}.gz`);
    expect(rows).toHaveLength(60_000);
    expect([rows[7], rows[59_999]]).toEqual([
      ['7', 'Cuvée "n;o"\nbis'],
      ['59999', 'Gewurztraminer Vendanges Tardives'],
    ]);
  });

  test('that is cut short is refused, not read by halves', async () => {
    const path = join(folder, 'cut.csv');
    await writeFile(path, 'a;b\n1;2\n3;');
    expect(await codeOf(readAll(path))).toBe('OWN_FILE_DAMAGED');
    expect(await codeOf(readAll(join(folder, 'absent.csv')))).toBe('OWN_FILE_DAMAGED');
  });

  test('that cannot be written leaves nothing behind', async () => {
    const path = join(folder, 'small.csv', 'below-a-file.csv');
    const writer = new OwnCsvWriter(path);
    writer.write(['a']);
    expect(await codeOf(writer.close())).toBe('FILE_NOT_WRITTEN');
    expect((await stat(join(folder, 'small.csv'))).isFile()).toBe(true);
  });
});

test('what a killed process left half written is removed; what a living one writes is not', async () => {
  const names = ['a.csv.tmp-999999999', `b.csv.tmp-${process.ppid}`, `c.csv.tmp-${process.pid}`];
  for (const name of names) await writeFile(join(folder, name), '');
  await removeAbandonedFiles(folder);
  expect((await readdir(folder)).filter((name) => name.includes('.tmp-'))).toEqual([`b.csv.tmp-${process.ppid}`]);
});
