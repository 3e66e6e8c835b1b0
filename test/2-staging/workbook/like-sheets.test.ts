import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { readWorkbook } from '../../../src/2-staging/workbook/read-workbook.ts';
import { workbookWarnings } from '../../../src/2-staging/workbook-rows.ts';

const head = ['Client', 'Date', 'Produit', 'Montant HT'];
const year = (name: string, rows: (string | number)[][]) => ({ name, rows: [[`Ventes ${name}`], head, ...rows] });

it('a sheet per year is one table; parameters, hidden sheets and a copy of what was read are left out, and told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cuvee-sheets-'));
  const path = join(folder, 'ventes.xlsx');
  const sales2025 = [
    ['C1', '03/01/2025', 'Riesling', 10],
    ['C2', '04/01/2025', 'Muscat', 20],
    ['C2', '05/01/2025', 'Muscat', 30],
  ];
  const sheets = [
    year('2024', [['C1', '03/01/2024', 'Riesling', 9]]),
    year('2025', sales2025),
    { name: 'Paramètres', rows: [['TVA', 20]] },
    year('Copie', sales2025.slice(0, 2)),
    { ...year('Caché', [['C9', '03/01/2023', 'Riesling', 9]]), hidden: true },
  ];
  await writeFile(path, await writeXlsx({ sheets }));
  const reading = await readWorkbook(path);
  const rows: string[] = [];
  for await (const { row, cells } of reading.rows) rows.push(`${row} ${cells.join(';')}`);
  expect(rows).toEqual([
    '1 Ventes 2025',
    '2 Client;Date;Produit;Montant HT',
    '3 C1;03/01/2025;Riesling;10',
    '4 C2;04/01/2025;Muscat;20',
    '5 C2;05/01/2025;Muscat;30',
    '6 Ventes 2024',
    '7 Client;Date;Produit;Montant HT',
    '8 C1;03/01/2024;Riesling;9',
  ]);
  expect(workbookWarnings(reading, 'ventes.xlsx').map(({ sentence }) => sentence.fr)).toEqual([
    'ventes.xlsx : les feuilles « 2025 », « 2024 » ont le même tableau et ont été lues à la suite (« 2024 » : à partir de la ligne 6).',
    'ventes.xlsx : seules les feuilles « 2025 », « 2024 » ont été lues, pas Paramètres, Copie, Caché.',
  ]);

  const named = await readWorkbook(path, { sheet: '2024' });
  const own: number[] = [];
  for await (const { row } of named.rows) own.push(row);
  expect(own).toEqual([1, 2, 3]);
  await rm(folder, { recursive: true });
});
