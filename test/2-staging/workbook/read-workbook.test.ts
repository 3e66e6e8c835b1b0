import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ReadWorkbookOptions,
  readWorkbook,
  type WorkbookRow,
} from '../../../src/2-staging/workbook/read-workbook.ts';
import { textRow, xlsxParts, zipByHand } from './zip-by-hand.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-workbook-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function readAll(path: string, options?: ReadWorkbookOptions): Promise<WorkbookRow[]> {
  const rows: WorkbookRow[] = [];
  for await (const row of (await readWorkbook(path, options)).rows) rows.push(row);
  return rows;
}

/** Rows that pack badly, so that they are no bomb. */
function manyRows(count: number, columns: number): string {
  const cells = (row: number): string[] =>
    Array.from({ length: columns }, (_, column) => `<c><v>${(row * 7919 + column * 104_729) % 1_000_003}</v></c>`);
  return Array.from({ length: count }, (_, row) => `<row>${cells(row).join('')}</row>`).join('');
}

describe('a workbook read in a process of its own', () => {
  it('gives its rows, its sheets and what was noticed', async () => {
    const sheets = [
      {
        name: 'Été',
        rows: [
          ['client', 'mt'],
          ['CL001', '#REF!'],
        ],
      },
      { name: 'Caché', hidden: true, rows: [['x']] },
    ];
    const reading = await readWorkbook(await fileOf('Été 2025.xls', await writeXlsx({ sheets })));
    expect(() => reading.ending()).toThrow('not been read to their end');
    const rows = [];
    for await (const row of reading.rows) rows.push(row);
    expect({ ...reading, rows, ending: reading.ending() }).toMatchObject({
      format: 'xlsx',
      sheet: 'Été',
      sheets: [
        { name: 'Été', isHidden: false },
        { name: 'Caché', isHidden: true },
      ],
      rows: [
        { row: 1, cells: ['client', 'mt'] },
        { row: 2, cells: ['CL001'] },
      ],
      ending: { rows: 2, errorCells: 1, formulasWithoutValue: 0 },
    });
  });

  it('is read no further than asked, and this process stays small', async () => {
    const path = await fileOf('grand.xlsx', zipByHand(xlsxParts([{ name: 'S', rows: manyRows(20_000, 10) }])));
    const before = process.memoryUsage().rss;
    let seen = 0;
    for await (const { row } of (await readWorkbook(path)).rows) {
      seen = row;
      if (row === 8000) break;
    }
    expect(seen).toBe(8000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 ** 2);
  });

  it('is refused with the sentence of its limit, in French', async () => {
    const path = await fileOf('bombe.xlsx', zipByHand(xlsxParts([{ name: 'S', rows: ' '.repeat(30 * 1024 ** 2) }])));
    await expect(readAll(path)).rejects.toMatchObject({
      code: 'WORKBOOK_BOMB',
      sentence: {
        fr: 'le classeur gonfle plus de 100 fois en se décompressant : ce n’est pas un export, il n’a pas été ouvert.',
      },
    });
  });

  it('is refused after its good rows when a later one breaks a limit', async () => {
    const rows = `${textRow('client', 'qty')}${manyRows(5, 201)}`;
    const reading = await readWorkbook(await fileOf('large.xlsx', zipByHand(xlsxParts([{ name: 'S', rows }]))));
    const given: WorkbookRow[] = [];
    await expect(
      (async () => {
        for await (const row of reading.rows) given.push(row);
      })(),
    ).rejects.toMatchObject({
      code: 'WORKBOOK_TOO_MANY_COLUMNS',
      sentence: { fr: expect.stringContaining('la ligne 2 a plus de 200 colonnes') },
    });
    expect(given).toHaveLength(1);
  });

  it('is not even opened when the file is too large', async () => {
    const path = await fileOf('énorme.xlsx', '');
    await truncate(path, 25 * 1024 ** 2 + 1);
    await expect(readAll(path)).rejects.toMatchObject({ code: 'WORKBOOK_TOO_LARGE' });
  });

  it('is given up when it takes too much memory', async () => {
    const cells = Array.from({ length: 200_000 }, (_, index) => `<si><t>${index * 7919}</t></si>`).join('');
    const parts = xlsxParts(
      [{ name: 'S', rows: textRow('a') }],
      [{ name: 'xl/sharedStrings.xml', content: `<sst>${cells}</sst>` }],
    ).map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? {
            ...part,
            content: String(part.content).replace(
              '</Relationships>',
              '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            ),
          }
        : part,
    );
    const path = await fileOf('mémoire.xlsx', zipByHand(parts));
    await expect(readAll(path, { limits: { memoryMb: 40 } })).rejects.toMatchObject({
      code: 'WORKBOOK_TOO_MUCH_MEMORY',
    });
  });

  it('is given up when it takes too long, whatever it is doing', async () => {
    const path = await fileOf('lent.xlsx', zipByHand(xlsxParts([{ name: 'S', rows: manyRows(20_000, 10) }])));
    await expect(readAll(path, { limits: { timeMs: 50 } })).rejects.toMatchObject({ code: 'WORKBOOK_TOO_SLOW' });
  });

  it('is given up when the run is stopped', async () => {
    const path = await fileOf('arrêt.xlsx', zipByHand(xlsxParts([{ name: 'S', rows: manyRows(20_000, 10) }])));
    const stopping = new AbortController();
    const reading = await readWorkbook(path, { signal: stopping.signal });
    stopping.abort(new Error('stopped by hand'));
    await expect(
      (async () => {
        for await (const row of reading.rows) void row;
      })(),
    ).rejects.toThrow('stopped by hand');
  });
});
