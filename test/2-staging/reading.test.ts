/** How one file is read: from its bytes to the rows of its staging file, without a database. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePlan, planReading, type ReadingPlan } from '../../src/2-staging/reading.ts';
import { type RowTally, StagingRows } from '../../src/2-staging/staging-rows.ts';
import { writeStaging } from '../../src/2-staging/write-staging.ts';
import { builtInProfile } from '../../src/estate/settings.ts';
import type { Dataset } from '../../src/values/dataset.ts';
import { readOwnCsv } from '../../src/values/own-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-reading-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Read {
  readonly plan: ReadingPlan;
  readonly header: readonly string[];
  /** `source_line`, `source_issue`, then the cells, joined by `¦`. */
  readonly rows: readonly string[];
  readonly tally: RowTally;
  readonly staging: StagingRows;
}

let count = 0;
async function read(
  content: string | Buffer,
  dataset: Dataset = 'ventes_lignes',
  profile = builtInProfile,
): Promise<Read> {
  const path = join(folder, `export-${count++}`);
  await writeFile(path, content);
  const plan = await planReading(path, dataset, profile);
  const written = await writeStaging(plan, join(folder, `staging-${count}.csv`), 'abcdef12');
  closePlan(plan);
  const rows: string[] = [];
  let header: readonly string[] = [];
  for await (const batch of readOwnCsv(written.file.path)) {
    header = batch.header;
    rows.push(...batch.rows.map((fields) => fields.slice(1).join('¦')));
  }
  return { plan, header, rows, tally: written.rows.tally, staging: written.rows };
}

const head = 'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no';
const sale = (client: string, label = 'Riesling'): string => `${client};27/12/2025;${label};1;8,50;VENTE;V0001`;
const lineOf = (client: string, document: string): string =>
  `${client};27/12/2025;"Riesling; sec";1;8,50;VENTE;${document}`;
const twoBelow = (title: string): string => [title, sale(''), sale('')].join('\n');
const saleRead = (line: number, client: string, label = 'Riesling', issue = ''): string =>
  `${line}¦${issue}¦${client}¦27/12/2025¦${label}¦1¦8,50¦VENTE¦V0001`;

async function stopCodeOf(content: string | Buffer, dataset: Dataset = 'ventes_lignes'): Promise<unknown> {
  return read(content, dataset).then(
    () => 'read',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

const text = (label: string): string => `${head}\n${sale('CL001', label)}\n`;

describe('encodings', () => {
  test.each([
    ['windows-1252', Buffer.from(text('Cr\u00e9mant c\u009cur \u0080'), 'latin1'), 'Crémant cœur €'],
    ['iso-8859-15', Buffer.from(text('Cr\u00e9mant c\u00bdur \u00a4'), 'latin1'), 'Crémant cœur €'],
    ['windows-1252', Buffer.from(text('Cr\u00e9mant 1\u00bd l'), 'latin1'), 'Crémant 1½ l'],
    ['utf-8', Buffer.from(text('Crémant cœur €')), 'Crémant cœur €'],
    ['utf-16le', Buffer.from(text('Crémant cœur €'), 'utf16le'), 'Crémant cœur €'],
    ['utf-16be', Buffer.from(`\ufeff${text('Crémant')}`, 'utf16le').swap16(), 'Crémant'],
  ])('%s is recognised and its letters come back', async (encoding, bytes, label) => {
    const { plan, rows } = await read(bytes);
    expect(plan.source).toMatchObject({ kind: 'text', finding: { encoding } });
    expect(rows).toEqual([saleRead(2, 'CL001', label)]);
  });

  test('an accent that first comes after two megabytes of plain ASCII is not damaged', async () => {
    const plain = `${sale('CL001')}\n`.repeat(45_000);
    const { rows } = await read(Buffer.from(`${head}\n${plain}${sale('CL002', 'Cr\u00e9mant')}\n`, 'latin1'));
    expect(rows.at(-1)).toBe(saleRead(45_002, 'CL002', 'Crémant'));
  });

  test('a UTF-8 export with windows-1252 lines pasted into it has every letter right, and the stray ones counted', async () => {
    const utf8 = Buffer.from(`${head}\n${`${sale('CL001', 'Crémant cœur')}\n`.repeat(20)}`);
    const pasted = Buffer.from(`${sale('CL002', 'S\u00e9lestat \u009cuf')}\n`, 'latin1');
    const { plan, rows } = await read(Buffer.concat([utf8, pasted, utf8.subarray(head.length + 1)]));
    expect(plan.source).toMatchObject({ finding: { encoding: 'mixed', strayBytes: 2 } });
    expect(rows[0]).toBe(saleRead(2, 'CL001', 'Crémant cœur'));
    expect(rows[20]).toBe(saleRead(22, 'CL002', 'Sélestat œuf'));
  });

  test('an export saved as « CSV (Macintosh) » has its accents, with Mac line ends too', async () => {
    const text = [head, sale('CL1', 'Cr_mant _l_gance, fra_ch_re'), sale('CL2', 'M_re Agn_s'), ''].join('\r');
    const mac = Buffer.from(text, 'latin1');
    let at = mac.indexOf('Cr_mant');
    for (const byte of [0x8e, 0x83, 0x8e, 0x94, 0x8f, 0x8f, 0x8f]) mac[(at = mac.indexOf('_', at))] = byte;
    const { plan, rows } = await read(mac);
    expect(plan.source).toMatchObject({ finding: { encoding: 'macintosh' } });
    expect(rows).toEqual([saleRead(2, 'CL1', 'Crémant Élégance, fraîchère'), saleRead(3, 'CL2', 'Mère Agnès')]);
  });

  test('an export of a program born under DOS has its accents, and typographic signs are not taken for DOS', async () => {
    const dos = Buffer.from(
      `${head}\n${sale('CL1', 'Cr_mant _l_gance n_5')}\n${sale('CL2', 'Ch_teau M_ller')}\n`,
      'latin1',
    );
    const bytes = [0x82, 0x82, 0x82, 0xf8, 0x83, 0x81];
    let at = dos.indexOf('Cr_mant');
    for (const byte of bytes) dos[(at = dos.indexOf('_', at))] = byte;
    const { plan, rows } = await read(dos);
    expect(plan.source).toMatchObject({ finding: { encoding: 'cp850' } });
    expect(rows).toEqual([saleRead(2, 'CL1', 'Crémant élégance n°5'), saleRead(3, 'CL2', 'Château Müller')]);

    const typographic = Buffer.from(`${head}\n${sale('CL1', 'L_ALSACE _ C_UR_')}\n`, 'latin1');
    at = typographic.indexOf('L_ALSACE');
    for (const byte of [0x92, 0x96, 0x8c, 0x85]) typographic[(at = typographic.indexOf('_', at))] = byte;
    expect((await read(typographic)).rows).toEqual([saleRead(2, 'CL1', 'L’ALSACE – CŒUR…')]);
  });

  test('a windows-1252 export in which É meets » once is not taken for UTF-8', async () => {
    const lines = `${sale('CL001', '\u00abCAF\u00c9\u00bb')}\n${`${sale('CL002', 'Cr\u00e9mant')}\n`.repeat(20)}`;
    const { rows } = await read(Buffer.from(`${head}\n${lines}`, 'latin1'));
    expect(rows[0]).toBe(saleRead(2, 'CL001', '«CAFÉ»'));
  });
});

describe('bad quotes', () => {
  const others = `${sale('CL002')}\n${sale('CL003')}\n`;

  test.each([
    ['a quote that is never closed takes its own line only', sale('CL001', '"Riesling'), '"Riesling', 'BAD_QUOTE'],
    [
      'quotes around a word of an unquoted cell stay as they are',
      sale('CL001', 'Pinot "Vieux" sec'),
      'Pinot "Vieux" sec',
      '',
    ],
    ['quotes around the first word only stay as they are', sale('CL001', '"Vieux" Pinot'), '"Vieux" Pinot', ''],
    [
      'quotes that nobody doubled inside a quoted cell stay',
      sale('CL001', '"Pinot "Vieux" sec"'),
      'Pinot "Vieux" sec',
      '',
    ],
    ['doubled quotes are one', sale('CL001', '"Pinot ""Vieux"""'), 'Pinot "Vieux"', ''],
    ['a delimiter in quotes is part of the cell', sale('CL001', '"Pinot; sec"'), 'Pinot; sec', ''],
    ['inches are no quote', sale('CL001', 'Magnum 12"'), 'Magnum 12"', ''],
  ])('%s', async (_title, line, label, issue) => {
    const { rows } = await read(`${head}\n${line}\n${others}`);
    expect(rows).toEqual([saleRead(2, 'CL001', label, issue), saleRead(3, 'CL002'), saleRead(4, 'CL003')]);
  });

  test('a quote opened by mistake and closed by the next mistake swallows no sale', async () => {
    const lines = [sale('CL001', '"Riesling'), sale('CL002'), sale('CL003', 'Pinot"'), sale('CL004')];
    const { rows } = await read(`${head}\n${lines.join('\n')}\n`);
    expect(rows).toEqual([
      saleRead(2, 'CL001', '"Riesling', 'BAD_QUOTE'),
      saleRead(3, 'CL002'),
      saleRead(4, 'CL003', 'Pinot"'),
      saleRead(5, 'CL004'),
    ]);
  });

  test('a cell over three lines is one cell, and the rows below keep their line numbers', async () => {
    const { rows } = await read(`${head}\r\n${sale('CL001', '"Riesling\r\nsec\r\nbio"')}\r\n${sale('CL002')}\r\n`);
    expect(rows).toEqual([saleRead(2, 'CL001', 'Riesling\r\nsec\r\nbio'), saleRead(5, 'CL002')]);
  });
});

describe('rows that are not as they should be', () => {
  test('each is kept, with its line and what is wrong with it', async () => {
    const lines = [
      `${sale('CL001')};;`,
      `${sale('CL002')};trop`,
      'CL003;27/12/2025;Riesling;1;8,50',
      sale('CL004', 'Ries\0ling'),
      sale('CL005', 'Riesling\u2028sec'),
      sale('CL006', 'Ries\rling'),
    ];
    const { rows, tally } = await read(`${head}\n${lines.join('\n')}\n`);
    expect(rows).toEqual([
      saleRead(2, 'CL001'),
      saleRead(3, 'CL002', 'Riesling', 'EXTRA_FIELDS'),
      '4¦¦CL003¦27/12/2025¦Riesling¦1¦8,50¦¦',
      saleRead(5, 'CL004', 'Ries␀ling', 'NUL_BYTES'),
      saleRead(6, 'CL005', 'Riesling\u2028sec'),
      saleRead(7, 'CL006', 'Ries\rling'),
    ]);
    expect(tally.padded).toBe(1);
  });

  test('titles, blanks, totals and the headers of the next page are counted and left out', async () => {
    const lines = [
      'Domaine Petit;;;;;;',
      '"Export du 29/12/2025 ; toutes ventes"',
      '',
      head,
      sale('CL001'),
      'Décembre 2025;;;;;;',
      ';;;;;;',
      sale('CL002', 'Total Plaisir'),
      'Sous-total;;;2;17,00;;',
      head,
      sale('TOTAL'),
      'Total général;;;3;"1 025,50 €";;',
      'Page 2/2',
    ];
    const { plan, rows, tally } = await read(`${lines.join('\r\n')}\r\n`);
    expect(plan.headerLine).toBe(4);
    expect(rows).toEqual([saleRead(5, 'CL001'), saleRead(8, 'CL002', 'Total Plaisir'), saleRead(11, 'TOTAL')]);
    expect(tally).toMatchObject({ blank: 1, title: 2, total: 2, header: 1 });
  });

  test('a client written once on the first line of a document is that of its other lines, and of no other document', async () => {
    const table = [
      lineOf('CL001', 'V1'),
      lineOf('', 'V1'),
      lineOf(' ', 'V1'),
      lineOf('', 'V2'),
      lineOf('', ''),
      lineOf('CL002', 'V3'),
    ];
    const { rows, tally } = await read(`${head}\n${table.join('\n')}\n`);
    expect(
      rows.map((row) =>
        row
          .split('¦')
          .filter((_, place) => [2, 8].includes(place))
          .join(' '),
      ),
    ).toEqual(['CL001 V1', 'CL001 V1', 'CL001 V1', ' V2', ' ', 'CL002 V3']);
    expect(tally).toMatchObject({ rows: 6, clientless: 4, inherited: 2 });
  });

  test('a till that names some of its clients gives none of them the lines of nobody', async () => {
    const named = ['', 'CL001', '', 'CL002', '', ''];
    const table = ['Z1', 'Z2'].flatMap((till) => named.map((client) => lineOf(client, till)));
    const { rows, tally } = await read(`${head}\n${table.join('\n')}\n`);
    expect(rows.map((row) => row.split('¦')[2])).toEqual([...named, ...named]);
    expect(tally).toMatchObject({ clientless: 8, inherited: 0 });
  });

  test('sales grouped under the name of each client are no list of sales: none may go to the passing client', async () => {
    const grouped = `${head}\n${twoBelow('4110001 DUPONT Jean;;;;;;')}\n${twoBelow('4110002 MULLER Élise;;;;;;')}\n`;
    expect(await stopCodeOf(grouped)).toBe('GROUPED_BY_CLIENT');
    const till = `${head}\n${twoBelow('Décembre 2025;;;;;;')}\n${twoBelow('Janvier 2026;;;;;;')}\n`;
    expect((await read(till)).rows).toHaveLength(4);
  });

  test('a client called Total is a client', async () => {
    const { rows } = await read(
      'code;nom;ville\nCL001;Durand;Colmar\nTOTAL;Total SA;Paris\nCL002;;\nTotal;;2\n',
      'clients',
    );
    expect(rows).toEqual(['2¦¦CL001¦Durand¦Colmar', '3¦¦TOTAL¦Total SA¦Paris', '4¦¦CL002¦¦']);
  });
});

describe('files that are no exports', () => {
  const many = Array.from({ length: 2500 }, (_, index) => `c${index}`).join(';');

  test.each([
    ['an empty file', '', 'EMPTY_FILE'],
    ['a file of blank lines', '\r\n \r\n', 'EMPTY_FILE'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'BINARY_FILE'],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3)) % 256)),
      'BINARY_FILE',
    ],
    ['a gzip cut short', gzipSync(Buffer.from(`${head}\n${sale('CL001')}\n`)).subarray(0, 60), 'GZIP_DAMAGED'],
    ['a gzip of zeros that never ends', gzipSync(Buffer.alloc(66 * 1024 ** 2)), 'ARCHIVE_TOO_LARGE'],
    ['a table of 2,500 columns', `${many}\n${many}\n`, 'TOO_MANY_COLUMNS'],
    ['a cell of two megabytes', `${head}\n${sale('CL001', 'x'.repeat(2 * 1024 ** 2))}\n`, 'CELL_TOO_LONG'],
  ])('%s stops with its reason', async (_title, content, code) => {
    expect(await stopCodeOf(content)).toBe(code);
  });

  test('a million columns stop without filling memory', async () => {
    const before = process.memoryUsage().rss;
    expect(await stopCodeOf(`${'a;'.repeat(1_000_000)}\n${'1;'.repeat(1_000_000)}\n`)).toBe('TOO_MANY_COLUMNS');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 ** 2);
  });
});

const table = (days: readonly string[]): string =>
  `${head}\n${days.map((day) => `CL001;${day};Riesling;1;8,50;VENTE;V0001`).join('\n')}\n`;

describe('the order of day and month', () => {
  test.each([
    ['a day above 12 in front', ['03/04/2025', '27/12/2025'], { order: 'dmy', evidence: 'decided', days: 2 }],
    ['a day above 12 in the middle', ['03/04/2025', '12/27/2025'], { order: 'mdy', evidence: 'decided', days: 2 }],
    ['no day above 12', ['03/04/2025', '05.06.25'], { order: 'dmy', evidence: 'ambiguous', days: 2 }],
    ['both', ['27/12/2025', '26/12/2025', '12/27/2025'], { order: 'dmy', evidence: 'contradictory', days: 3 }],
    [
      'ISO days, which do not vote',
      ['2025-12-27', '2025-04-03 10:00:00'],
      { order: 'ymd', evidence: 'decided', days: 0 },
    ],
    ['spreadsheet serials alone', ['45231', '', '45232,5', '?'], { order: 'serial', evidence: 'serials', days: 2 }],
    ['a lone number among days', ['45231', '27/12/2025'], { order: 'dmy', evidence: 'decided', days: 1 }],
    ['a lone number among ISO days', ['45231', '2025-12-27'], { order: 'ymd', evidence: 'decided', days: 0 }],
    ['numbers that are no serials', ['45231', '12'], { order: 'dmy', evidence: 'decided', days: 0 }],
    ['guards and times', ['="27/12/2025"', '03/04/2025 10:00'], { order: 'dmy', evidence: 'decided', days: 2 }],
  ])('is decided over the whole column: %s', async (_title, days, expected) => {
    const { staging } = await read(table(days));
    expect(staging.dayVotes.get('date_livraison')?.decide('dmy')).toEqual(expected);
  });
});

test('a line of a comma file that holds a semicolon is quoted in staging and comes back', async () => {
  const { rows } = await read(`${head.replaceAll(';', ',')}\nCL001,27/12/2025,Riesling; sec,1,8.50,VENTE,V0001\n`);
  expect(rows).toEqual(['2¦¦CL001¦27/12/2025¦Riesling; sec¦1¦8.50¦VENTE¦V0001']);
});

test('constants of the profile close each row, and unknown columns keep their own name', async () => {
  const profile = {
    ...builtInProfile,
    datasets: { clients: { headers: {}, ignored_headers: [], constants: { pays: 'FR' }, date_order: 'dmy' as const } },
  };
  const { header, rows } = await read(
    'Code client;Nom;Points fidélité\nCL001;Durand;12\nCL002;Meyer;3\n',
    'clients',
    profile,
  );
  expect(header).toEqual([
    'source_file',
    'source_line',
    'source_issue',
    'client_code',
    'nom',
    'x_points_fidelite',
    'pays',
  ]);
  expect(rows).toEqual(['2¦¦CL001¦Durand¦12¦FR', '3¦¦CL002¦Meyer¦3¦FR']);
});

test('the chapters of a price list are titles, never wines', async () => {
  const list = 'Produit;Article;Prix TTC\nNos blancs;;\nRiesling;RIE;8,50\nLes crémants;;\nCrémant Rosé;CRE;9,00\n';
  const { rows, staging } = await read(list, 'produits');
  expect(rows).toEqual(['3¦¦Riesling¦RIE¦8,50', '5¦¦Crémant Rosé¦CRE¦9,00']);
  expect(staging.tally.title).toBe(2);
});
