/** What the reader finds out by itself of files that nobody described: dialects, header rows and quotes as other people's software writes them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileReading, readTable } from '../../bench/csv/read-table.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-nothing-told-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(text: string): Promise<FileReading> {
  const path = join(folder, 'export.csv');
  await writeFile(path, text);
  return readTable(path, 'export.csv', folder);
}

const head = 'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no';
const sale = (client: string, label = 'Riesling'): string => `${client};27/12/2025;${label};1;8,50;VENTE;V0001`;
const saleRead = (client: string, label = 'Riesling'): string[] => sale(client, label).split(';');
const quoted = (line: string): string =>
  line
    .split(';')
    .map((cell) => `"${cell}"`)
    .join(';');

describe('quotes', () => {
  test('a stray quote in the header row swallows no column', async () => {
    const broken = head.replace('client_code', '"client_code').replace('mt_ht', '"mt_ht"');
    const { table, refusal } = await read([broken, sale('CL001'), sale('CL002'), ''].join('\n'));
    expect(refusal).toBeUndefined();
    expect(table?.header).toEqual(['"client_code', ...head.split(';').slice(1)]);
    expect(table?.rows).toEqual([saleRead('CL001'), saleRead('CL002')]);
  });

  test('a name in quotes at the end of a quoted cell does not end there, though nobody doubled its quotes', async () => {
    const lines = [head, sale('CL001', 'Cuvée "Léon"'), sale('CL002', '"Vieux" Pinot'), sale('CL003')];
    const { table } = await read(`${lines.map(quoted).join('\n')}\n`);
    expect(table?.rows).toEqual([
      saleRead('CL001', 'Cuvée "Léon"'),
      saleRead('CL002', '"Vieux" Pinot'),
      saleRead('CL003'),
    ]);
  });
});

describe('delimiters', () => {
  test('a delimiter that is always followed by a space takes the space with it', async () => {
    const lines = [head, sale('CL001', '"Riesling; sec"'), sale('CL002', '  Pinot'), sale('', '')];
    const spaced = lines.map((line) => line.replaceAll(/;(?! sec)/g, '; ')).join('\n');
    const { table } = await read(`${spaced}\n`);
    expect(table?.header).toEqual(head.split(';'));
    expect(table?.rows[0]).toEqual(['CL001', '27/12/2025', 'Riesling; sec', '1', '8,50', 'VENTE', 'V0001']);
    expect(table?.rows[1]).toEqual(saleRead('CL002', '  Pinot'));
    expect(table?.rows[2]).toEqual(saleRead('', ''));
  });

  test('the comma of an amount in quotes does not hide that the other commas are followed by a space', async () => {
    const lines = ['Vin, Prix, Stock, Note', 'Riesling, "8,50", "1,20", sec', 'Pinot, "9,00", "2,40", gris', ''];
    expect((await read(lines.join('\n'))).table?.rows[1]).toEqual(['Pinot', '9,00', '2,40', 'gris']);
  });

  test('a rare delimiter that cuts through quoted cells is none', async () => {
    const lines = ['Cave Heure Vin', '12 10:15 "Riesling: sec"', '13 11:30 "Pinot: gris"', '14 12:45 "Muscat: bio"'];
    const { table } = await read(`${lines.join('\n')}\n`);
    expect(table?.header).toEqual(['Cave', 'Heure', 'Vin']);
    expect(table?.rows[0]).toEqual(['12', '10:15', 'Riesling: sec']);
  });
});

const titled = (title: string): string =>
  [title, 'Parcelle;Cépage;Surface', 'A1;Riesling;1,20', 'A2;;0,80', 'A3;;', 'A4;;', ''].join('\n');

describe('a line pasted with other delimiters', () => {
  const pasted = (line: string): string[] => [head, sale('CL001'), line, sale('CL003'), ''];

  test.each([
    ['tabs', sale('CL002', 'Pinot Noir').replaceAll(';', '\t'), 'Pinot Noir'],
    ['whole between quotes', `"${sale('CL002', 'Pinot Noir')}"`, 'Pinot Noir'],
    ['commas, its amount in quotes', 'CL002,27/12/2025,Pinot,1,"8,50",VENTE,V0001', 'Pinot'],
  ])('%s: is the sale it says, and no title', async (_title, line, label) => {
    const { table } = await read(pasted(line).join('\n'));
    expect(table?.rows).toEqual([saleRead('CL001'), saleRead('CL002', label), saleRead('CL003')]);
  });

  test('is kept as it stands where it does not make a row of the table', async () => {
    const { table } = await read(pasted('CL002,27/12/2025,Pinot,1,8,50,VENTE,V0001').join('\n'));
    expect(table?.rows[1]).toEqual(['CL002,27/12/2025,Pinot,1,8,50,VENTE,V0001', '', '', '', '', '', '']);
  });
});

describe('the header row of columns nobody knows', () => {
  test.each([
    ['a title that drags its delimiters above rows of few cells', titled('Domaine Petit;;')],
    ['a title with a delimiter in it', titled('Domaine Petit; Colmar; parcelles; 2025')],
    ['a title that is as wide as the table but for its names', titled('Parcelles;;2025')],
  ])('is not %s', async (_title, text) => {
    const { table } = await read(text);
    expect(table?.header).toEqual(['Parcelle', 'Cépage', 'Surface']);
    expect(table?.rows).toHaveLength(4);
  });

  test('is the first row when only the rows below it end with a delimiter', async () => {
    const { table } = await read('Parcelle;Cépage;Surface\nA1;Riesling;1,20;\nA2;Pinot;0,80;\n');
    expect(table?.header).toEqual(['Parcelle', 'Cépage', 'Surface']);
    expect(table?.rows).toEqual([
      ['A1', 'Riesling', '1,20'],
      ['A2', 'Pinot', '0,80'],
    ]);
  });
});

describe('a header row with fewer names than the table has columns', () => {
  const lost = head.replace('produit_label;qty_line', 'produit_label qty_line');

  test('stops the file, for no name is sure to stand above its column', async () => {
    const { table, refusal } = await read([lost, sale('CL001'), sale('CL002'), ''].join('\n'));
    expect(refusal).toBe('HEADER_TOO_SHORT');
    expect(table?.rows).toEqual([saleRead('CL001'), saleRead('CL002')]);
  });

  test('stops it too where the last column is often empty', async () => {
    const commented = `${lost};commentaire`;
    const rows = ['', '', 'fragile', '', '', 'cadeau', ''].map((note) => `${sale('CL001')};${note}`);
    expect((await read([commented, ...rows, ''].join('\n'))).refusal).toBe('HEADER_TOO_SHORT');
  });

  test('is taken as it is where a few rows only are longer', async () => {
    const { refusal } = await read([head, sale('CL001'), `${sale('CL002')};trop`, sale('CL003'), ''].join('\n'));
    expect(refusal).toBeUndefined();
  });
});

describe('a header row with a delimiter too many', () => {
  test('keeps its names above their columns', async () => {
    const spread = head.replace('produit_label;', 'produit_label;;');
    const { table, refusal } = await read([spread, sale('CL001'), sale('CL002'), ''].join('\n'));
    expect(refusal).toBeUndefined();
    expect(table).toEqual({ header: head.split(';'), rows: [saleRead('CL001'), saleRead('CL002')] });
  });

  test.each([
    ['its rows fill it', 'Parcelle;;Surface\nA1;Riesling;1,20\nA2;;0,80\n', ['Parcelle', '', 'Surface']],
    [
      'its rows fill it and leave out empty cells at their end',
      'Parcelle;;Rang;Note\nA1;Riesling;3\nA2;Pinot;4\nA3;;5;sec\n',
      ['Parcelle', '', 'Rang', 'Note'],
    ],
  ])('is not one whose column nobody named: %s', async (_title, text, header) => {
    expect((await read(text)).table?.header).toEqual(header);
  });
});

describe('a header written on two rows', () => {
  const parcels = ['A1;Riesling;1,20;3', 'A2;Pinot;0,80;4', ''];

  test('names the columns below a merged cell by both', async () => {
    const { table } = await read(['Parcelle;Cépage;Récolte;', ';;Surface;Rang', ...parcels].join('\n'));
    expect(table?.header).toEqual(['Parcelle', 'Cépage', 'Récolte Surface', 'Récolte Rang']);
    expect(table?.rows).toEqual([
      ['A1', 'Riesling', '1,20', '3'],
      ['A2', 'Pinot', '0,80', '4'],
    ]);
  });

  test('takes the group where a name stands twice, and leaves a name that says enough', async () => {
    const { table } = await read(['Parcelle;;Récolte;', 'Nom;Cépage;Nom;Surface', ...parcels].join('\n'));
    expect(table?.header).toEqual(['Parcelle Nom', 'Cépage', 'Récolte Nom', 'Surface']);
  });

  test('carries what an estate’s sales need, on every page', async () => {
    const rows = ['Client;Date;Désignation;Qté;Montant;;Type;N° pièce', ';;;;HT;TTC;;'];
    const line = 'CL001;27/12/2025;Riesling;1;8,50;10,20;VENTE;V0001';
    const { table, refusal, doubtful } = await read([...rows, line, ...rows, line, ''].join('\n'));
    expect([refusal, doubtful]).toEqual([undefined, []]);
    expect(table?.header.slice(4, 6)).toEqual(['Montant HT', 'Montant TTC']);
    expect(table?.rows).toEqual([line.split(';'), line.split(';')]);
  });

  test('is not a sparse first row of data', async () => {
    const { table } = await read('Ministère;Date;Objet;;\nAgriculture;Oct-14;Visite;;\n;;Foire;;\nBudget;12/11;;;3\n');
    expect(table?.header.slice(0, 3)).toEqual(['Ministère', 'Date', 'Objet']);
    expect(table?.rows).toHaveLength(3);
  });
});

test('rows below a second header with other columns are kept as doubtful, until the first header comes back', async () => {
  const other = head.replace('mt_ht', 'pu_ht;mt_ht');
  const swapped = sale('CL002').replace('8,50', '8,50;17,00');
  const { doubtful } = await read([head, sale('CL001'), other, swapped, head, sale('CL003'), ''].join('\n'));
  expect(doubtful).toEqual([{ line: 4, issue: 'OTHER_TABLE' }]);
});
