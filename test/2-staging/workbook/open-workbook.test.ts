import { gzipSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx, type WriteSheet } from 'hucre';
import { describe, expect, it } from 'vitest';
import { type WorkbookLimits, workbookLimits } from '../../../src/2-staging/workbook/limits.ts';
import { openWorkbook } from '../../../src/2-staging/workbook/open-workbook.ts';
import type { RowLine } from '../../../src/2-staging/workbook/protocol.ts';
import { textRows } from '../../../src/2-staging/workbook/text-rows.ts';
import { container, xlsByHand } from './xls-by-hand.ts';
import { type HandPart, sheetXml, textRow, xlsxParts, zipByHand } from './zip-by-hand.ts';

interface Read {
  readonly format: string;
  readonly sheet: string;
  readonly rows: readonly RowLine[];
  readonly errorCells: number;
  readonly formulasWithoutValue: number;
}

async function read(bytes: Uint8Array, wanted?: string, limits: Partial<WorkbookLimits> = {}): Promise<Read> {
  const all = { ...workbookLimits, ...limits };
  const opened = await openWorkbook(Buffer.from(bytes), { wanted, limits: all, pause: async () => {} });
  const counts = { rows: 0, errorCells: 0 };
  const rows: RowLine[] = [];
  for await (const row of textRows(opened, all, counts)) rows.push(row);
  const { format, sheet, formulasWithoutValue } = opened;
  return { format, sheet, rows, errorCells: counts.errorCells, formulasWithoutValue };
}

const day = (iso: string): Date => new Date(`${iso}Z`);
const ventes: WriteSheet = {
  name: 'Ventes',
  rows: [
    ['client_code', 'date_livraison', 'produit_label', 'qty_line', 'mt_ht', 'ean', 'bio'],
    ['00123', day('2025-12-27T00:00:00'), "Crémant d'Alsace", 1, 8.5, 3760012345678, true],
    ['CL002', day('2025-12-27T10:00:00'), 'Gewurztraminer\nVT', 2, 0.1 + 0.2, null, false],
    [null, null, null],
    ['#N/A', null, 'Riesling', -3, 1e-7],
  ],
  columns: [{}, { numFmt: 'dd/mm/yyyy hh:mm' }].map((column, index) => ({ ...column, key: String(index) })),
};
const ventesAsText: readonly RowLine[] = [
  [1, ['client_code', 'date_livraison', 'produit_label', 'qty_line', 'mt_ht', 'ean', 'bio']],
  [2, ['00123', '2025-12-27', "Crémant d'Alsace", '1', '8.5', '3760012345678', 'Oui']],
  [3, ['CL002', '2025-12-27 10:00:00', 'Gewurztraminer\nVT', '2', '0.3', '', 'Non']],
  [5, ['', '', 'Riesling', '-3', '0.0000001']],
];

function odsCell(text: string): string {
  return `<table:table-cell office:value-type="string">${text}</table:table-cell>`;
}

function paragraph(text: string): string {
  return `<text:p>${text}</text:p>`;
}

describe('a sheet of sales', () => {
  it.each([
    ['XLSX', () => writeXlsx({ sheets: [ventes] })],
    ['XLSX that counts its days from 1904', () => writeXlsx({ sheets: [ventes], dateSystem: '1904' })],
    ['XLSX with its texts in place', () => writeXlsx({ sheets: [ventes], stringMode: 'inline' })],
    ['XLSM, its macro unread', () => writeXlsx({ sheets: [ventes], vbaProject: Buffer.alloc(1000, 7) })],
    ['ODS', () => writeOds({ sheets: [ventes] })],
    ['XLSX under .gz', async () => gzipSync(await writeXlsx({ sheets: [ventes] }))],
  ])('comes out of an %s as text, with its row numbers', async (_, write) => {
    const { rows, errorCells, sheet } = await read(await write());
    expect({ rows, errorCells, sheet }).toEqual({ rows: ventesAsText, errorCells: 1, sheet: 'Ventes' });
  });

  it.each([
    ['1900', false, 46_018],
    ['1904', true, 44_556],
  ])('comes out of an old XLS whose days count from %s', async (_, is1904, serial) => {
    const bytes = xlsByHand([['client_code', 'date', 'qté'], undefined, ['00123', { day: serial }, 8.5, true]], {
      is1904,
    });
    expect(await read(bytes)).toMatchObject({
      format: 'xls',
      rows: [
        [1, ['client_code', 'date', 'qté']],
        [3, ['00123', '2025-12-27', '8.5', 'Oui']],
      ],
    });
  });

  it('keeps a serial that no date format covers as the number it is', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [['date'], [46018]] }] });
    expect((await read(bytes)).rows).toEqual([
      [1, ['date']],
      [2, ['46018']],
    ]);
  });

  it('gives a code shown with zeros in front as it is shown, and an amount beside it as it is', async () => {
    const sheet: WriteSheet = {
      name: 'S',
      columns: [{ numFmt: '00000' }, { numFmt: '0.00' }, { numFmt: '00000' }],
      rows: [
        ['client_code', 'mt_ht', 'code_postal'],
        [123, 123, 1000],
        [123456, 8.5, 67140],
        ['C7', 0, null],
      ],
    };
    expect((await read(await writeXlsx({ sheets: [sheet] }))).rows.slice(1)).toEqual([
      [2, ['00123', '123', '01000']],
      [3, ['123456', '8.5', '67140']],
      [4, ['C7', '0']],
    ]);
  });

  it('gives a merged cell once, at its top left', async () => {
    const sheet: WriteSheet = {
      name: 'S',
      rows: [
        ['Ventes de décembre', '', ''],
        ['client', 'qty', 'mt'],
      ],
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }],
    };
    expect((await read(await writeXlsx({ sheets: [sheet] }))).rows).toEqual([
      [1, ['Ventes de décembre']],
      [2, ['client', 'qty', 'mt']],
    ]);
  });

  it('gives the result a formula had when it was saved, and counts those saved without', async () => {
    const rows =
      '<row r="1"><c r="A1"><f>B1*2</f><v>17</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>A</f><v>x</v></c></row>';
    expect(await read(zipByHand(xlsxParts([{ name: 'S', rows }])))).toMatchObject({
      rows: [[1, ['17', '', 'x']]],
      formulasWithoutValue: 1,
    });
  });

  it('is read from the tags of any namespace prefix', async () => {
    const rows =
      '<?xml version="1.0"?><x:worksheet><x:sheetData><x:row r="4"><x:c r="B4"><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect((await read(zipByHand(xlsxParts([{ name: 'S', rows }])))).rows).toEqual([[4, ['', '6']]]);
  });

  it('comes out of what LibreOffice writes: repeated titles, paragraphs, notes, hidden sheets, a million empty rows', async () => {
    const content = `<?xml version="1.0"?><office:document-content><office:automatic-styles>
      <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
      </office:automatic-styles><office:body><office:spreadsheet>
      <table:table table:name="Calculs" table:style-name="ta2"><table:table-row>${odsCell(paragraph('x')).repeat(20)}</table:table-row></table:table>
      <table:table table:name="Clients" table:style-name="ta1">
      <table:table-header-rows><table:table-row>${odsCell(paragraph('client'))}${odsCell(paragraph('adresse'))}</table:table-row></table:table-header-rows>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      <table:table-row>${odsCell(`<office:annotation>${paragraph('à vérifier')}</office:annotation>${paragraph('CL001')}`)}
        ${odsCell(paragraph('12 rue du <text:span>Puits</text:span>') + paragraph('67000<text:s text:c="2"/>Strasbourg'))}
        <table:table-cell office:value-type="float" office:value="3760012345678">${paragraph('3,76E+12')}</table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      </table:table></office:spreadsheet></office:body></office:document-content>`;
    const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';
    const bytes = zipByHand([
      { name: 'mimetype', content: mimetype },
      { name: 'content.xml', content },
    ]);
    expect(await read(bytes)).toMatchObject({
      format: 'ods',
      sheet: 'Clients',
      rows: [
        [1, ['client', 'adresse']],
        [4, ['CL001', '12 rue du Puits\n67000  Strasbourg', '3760012345678']],
      ],
    });
  });
});

describe('the sheet that is read', () => {
  const sheets: WriteSheet[] = [
    { name: 'Lisez-moi', rows: [['Export du 29/12']] },
    { name: 'Brouillon', hidden: true, rows: Array.from({ length: 50 }, () => ['x', 'y']) },
    {
      name: 'Ventes & avoirs',
      rows: [
        ['client', 'qty'],
        ['CL1', 1],
      ],
    },
    {
      name: 'Clients',
      rows: [
        ['client', 'nom'],
        ['CL1', 'Weber'],
      ],
    },
  ];

  it.each([
    ['is the visible one with the most cells, the first of equals', undefined, 'Ventes & avoirs'],
    ['is the one the profile names', ' clients', 'Clients'],
    ['may be a hidden one when the profile names it', 'Brouillon', 'Brouillon'],
  ])('%s', async (_, wanted, expected) => {
    expect(await read(await writeXlsx({ sheets }), wanted)).toMatchObject({ sheet: expected });
  });

  it('is missed by its name, and the sheets there are are named', async () => {
    await expect(read(await writeXlsx({ sheets }), 'Stock')).rejects.toMatchObject({
      code: 'WORKBOOK_SHEET_MISSING',
      detail: 'Lisez-moi, Brouillon, Ventes & avoirs, Clients',
    });
  });
});

function page(body: string, head = ''): Buffer {
  return Buffer.from(`<html><head>${head}</head><body>${body}</body></html>`);
}

describe('a web page named .xls', () => {
  it('gives every row of its tables, as a person sees them', async () => {
    const body = `
      <script>if (a < b) "<td>"</script><!-- <tr><td>no</td></tr> -->
      <table><tr><td colspan=3><b>Ventes</b> de d&eacute;cembre</td></tr></table>
      <TABLE border="1>0">
        <tr><th>client<th>libell&#233;<th>mt_ht</tr>
        <tr><td rowspan="2">CL1</td><td>Crémant<br>Brut</td><td x:num="8.5">8,50&nbsp;&euro;</td></tr>
        <tr><td>Riesling &amp; Muscat</td><td> < 10 </td></tr>
        <tr><td></td></tr>
        <tr><td>#N/A<td>fin`;
    expect(await read(page(body))).toEqual({
      format: 'html',
      sheet: 'HTML',
      errorCells: 1,
      formulasWithoutValue: 0,
      rows: [
        [1, ['Ventes de décembre']],
        [2, ['client', 'libellé', 'mt_ht']],
        [3, ['CL1', 'Crémant\nBrut', '8,50\u00a0€']],
        [4, ['', 'Riesling & Muscat', '< 10']],
        [6, ['', 'fin']],
      ],
    });
  });

  it('loses no row of a table inside another', async () => {
    const body =
      '<table><tr><td>a<table><tr><td>1</td><td>2</td></tr></table></td><td>b</td></tr><tr><td>c</td></tr></table>';
    expect((await read(page(body))).rows).toEqual([
      [1, ['1', '2']],
      [2, ['a', 'b']],
      [3, ['c']],
    ]);
  });

  it.each([
    ['declared', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', 'latin1'],
    ['not declared', '', 'latin1'],
    ['declared as UTF-8', '<meta charset="utf-8">', 'utf8'],
    ['UTF-16', '', 'utf16le'],
  ] as const)('is read in its encoding: %s', async (_, head, encoding) => {
    const text = `${encoding === 'utf16le' ? '\ufeff' : ''}${page('<table><tr><td>Müller é</td></tr></table>', head).toString()}`;
    expect((await read(Buffer.from(text, encoding))).rows).toEqual([[1, ['Müller é']]]);
  });

  it('has the euro and the œ of windows-1252', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<table><tr><td>8,50 '),
      Buffer.from([0x80, 0x20, 0x9c]),
      Buffer.from('</td></tr></table>'),
    ]);
    expect((await read(bytes)).rows).toEqual([[1, ['8,50 € œ']]]);
  });

  it('may be the XML of Excel 2003', async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Worksheet ss:Name="Vide"><Table/></Worksheet>
      <Worksheet ss:Name="Ventes"><Table>
        <Row><Cell><Data ss:Type="String">client &amp; co</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">mt</Data></Cell></Row>
        <Row ss:Index="4"><Cell ss:MergeAcross="1"><Data ss:Type="Number">3760012345678</Data></Cell><Cell><Data ss:Type="DateTime">2025-12-27T00:00:00.000</Data></Cell></Row>
      </Table></Worksheet></Workbook>`;
    expect(await read(Buffer.from(xml))).toMatchObject({
      format: 'xml',
      sheet: 'Ventes',
      rows: [
        [1, ['client & co', '', 'mt']],
        [4, ['3760012345678', '', '2025-12-27']],
      ],
    });
  });
});

const oneRow = [{ name: 'S', rows: textRow('client', 'qty') }];
const zeros = (megabytes: number): string => ' '.repeat(megabytes * 1024 ** 2);
const manyParts = (count: number): HandPart[] =>
  Array.from({ length: count }, (_, index) => ({ name: `p${index}.bin`, content: 'x' }));
const whole = zipByHand(xlsxParts(oneRow));
const wholeXml = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>x';

describe('a workbook that could hurt', () => {
  it.each<readonly [string, string, () => Buffer | Promise<Uint8Array>]>([
    ['cut short', 'WORKBOOK_DAMAGED', () => whole.subarray(0, whole.length / 2)],
    ['cut in its first bytes', 'WORKBOOK_DAMAGED', () => whole.subarray(0, 10)],
    [
      'whose sheet was never finished',
      'WORKBOOK_DAMAGED',
      () => zipByHand(xlsxParts([{ name: 'S', rows: '<?xml?><worksheet><sheetData><row><c><v>1</v>' }])),
    ],
    [
      'with one byte changed',
      'WORKBOOK_DAMAGED',
      () => zipByHand(xlsxParts(oneRow).map((part) => ({ ...part, announcedCrc: 7 }))),
    ],
    [
      'packed in an unknown way',
      'WORKBOOK_DAMAGED',
      () => zipByHand(xlsxParts(oneRow).map((part) => ({ ...part, method: 14 }))),
    ],
    ['with two parts of one name', 'WORKBOOK_DAMAGED', () => zipByHand([...xlsxParts(oneRow), ...xlsxParts(oneRow)])],
    ['that announces more parts than it has', 'WORKBOOK_DAMAGED', () => zipByHand(xlsxParts(oneRow), 30)],
    ['that swells 1000 times', 'WORKBOOK_BOMB', () => zipByHand(xlsxParts([{ name: 'S', rows: zeros(20) }]))],
    [
      'whose media swell, though nobody looks at them',
      'WORKBOOK_BOMB',
      () => zipByHand(xlsxParts(oneRow, [{ name: 'xl/media/i.png', content: zeros(20) }])),
    ],
    [
      'that lies about its size',
      'WORKBOOK_BOMB',
      () =>
        zipByHand(
          xlsxParts([{ name: 'S', rows: zeros(20) }]).map((part) => ({
            ...part,
            announcedBytes: Math.min(part.content.length, 4096),
          })),
        ),
    ],
    [
      'that announces less than a part holds',
      'WORKBOOK_BOMB',
      () => zipByHand(xlsxParts(oneRow).map((part) => ({ ...part, announcedBytes: 5 }))),
    ],
    [
      'that announces more than a part holds',
      'WORKBOOK_DAMAGED',
      () => zipByHand(xlsxParts(oneRow).map((part) => ({ ...part, announcedBytes: 5000 }))),
    ],
    [
      'of zips in zips, as 42.zip is',
      'WORKBOOK_UNKNOWN',
      () => zipByHand(Array.from({ length: 16 }, (_, index) => ({ name: `lib ${index}.zip`, content: whole }))),
    ],
    ['of 201 parts', 'WORKBOOK_TOO_MANY_PARTS', () => zipByHand(manyParts(201))],
    [
      'with a path that climbs out',
      'WORKBOOK_UNSAFE_NAMES',
      () => zipByHand(xlsxParts(oneRow, [{ name: '../../etc/cron.d/x.xml', content: 'x' }])),
    ],
    [
      'with a path of Windows that climbs out',
      'WORKBOOK_UNSAFE_NAMES',
      () => zipByHand(xlsxParts(oneRow, [{ name: String.raw`xl\..\..\x.xml`, content: 'x' }])),
    ],
    [
      'of a billion laughs',
      'WORKBOOK_DOCTYPE',
      () =>
        zipByHand(
          xlsxParts([
            {
              name: 'S',
              rows: `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>${sheetXml(textRow('&lol2;'))}`,
            },
          ]),
        ),
    ],
    [
      'that reads a file of ours',
      'WORKBOOK_DOCTYPE',
      () =>
        zipByHand(
          xlsxParts(oneRow, [
            { name: 'xl/sharedStrings.xml', content: '<!DOCTYPE a SYSTEM "file:///etc/passwd"><sst/>' },
          ]),
        ),
    ],
    [
      'behind a password',
      'WORKBOOK_ENCRYPTED',
      () => writeXlsx({ sheets: [ventes], encryption: { password: 'x', spinCount: 1 } }),
    ],
    ['an old one behind a password', 'WORKBOOK_ENCRYPTED', () => xlsByHand([['a']], { isEncrypted: true })],
    [
      'zipped with a password',
      'WORKBOOK_ENCRYPTED',
      () => zipByHand(xlsxParts(oneRow).map((part) => ({ ...part, flags: 1 }))),
    ],
    ['in the binary format', 'WORKBOOK_BINARY_FORMAT', () => zipByHand([{ name: 'xl/workbook.bin', content: 'x' }])],
    ['of Excel 95', 'WORKBOOK_OLD_FORMAT', () => xlsByHand([['a']], { version: 0x0500 })],
    ['of Excel 2', 'WORKBOOK_OLD_FORMAT', () => Buffer.from('0900040002001000', 'hex')],
    ['that is a letter of Word', 'WORKBOOK_UNKNOWN', () => container(Buffer.alloc(5000, 65), 'WordDocument')],
    ['that is a photograph', 'WORKBOOK_UNKNOWN', () => Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['that is any zip', 'WORKBOOK_UNKNOWN', () => zipByHand([{ name: 'lettre.docx', content: 'x' }])],
    ['with nothing in it', 'WORKBOOK_EMPTY', () => writeXlsx({ sheets: [{ name: 'S', rows: [] }] })],
    [
      'with all its sheets hidden',
      'WORKBOOK_EMPTY',
      () => zipByHand(xlsxParts(oneRow.map((sheet) => ({ ...sheet, state: 'veryHidden' })))),
    ],
    ['a page without a table', 'WORKBOOK_EMPTY', () => Buffer.from('<html><body>Session expirée</body></html>')],
    ['an XML cut short', 'WORKBOOK_DAMAGED', () => Buffer.from(wholeXml)],
    ['a .gz cut short', 'WORKBOOK_DAMAGED', () => gzipSync(whole).subarray(0, 300)],
    ['a .gz that swells beyond the size of a file', 'WORKBOOK_TOO_LARGE', () => gzipSync(zeros(30))],
    [
      'of a column beyond all spreadsheets',
      'WORKBOOK_TOO_MANY_COLUMNS',
      () => zipByHand(xlsxParts([{ name: 'S', rows: '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>' }])),
    ],
    [
      'of two hundred thousand columns',
      'WORKBOOK_TOO_MANY_COLUMNS',
      () =>
        zipByHand(
          xlsxParts([
            {
              name: 'S',
              rows: `<row>${Array.from({ length: 200_000 }, (_, index) => `<c><v>${(index * 7919) % 99_991}</v></c>`).join('')}</row>`,
            },
          ]),
        ),
    ],
    [
      'of a page with a million columns',
      'WORKBOOK_TOO_MANY_COLUMNS',
      () => Buffer.from(`<table><tr>${'<td>1'.repeat(1_000_000)}</table>`),
    ],
    [
      'of a page whose cell spans a billion',
      'WORKBOOK_TOO_MANY_COLUMNS',
      () => Buffer.from('<table><tr><td colspan=999999999>1</table>'),
    ],
  ])('%s is refused with %s', async (_, code, bytes) => {
    await expect(read(await bytes())).rejects.toMatchObject({ code });
  });

  it.each<readonly [string, Partial<WorkbookLimits>, string]>([
    ['one row too many', { rows: 4 }, 'WORKBOOK_TOO_MANY_ROWS 2'],
    ['one column too many', { columns: 1 }, 'WORKBOOK_TOO_MANY_COLUMNS 1'],
    ['a cell too long', { cellCharacters: 5 }, 'WORKBOOK_CELL_TOO_LONG 1'],
    ['more bytes than allowed', { fileBytes: 100 }, 'WORKBOOK_TOO_LARGE '],
    ['more bytes than allowed once unpacked', { unpackedBytes: 100 }, 'WORKBOOK_UNPACKS_TOO_LARGE '],
  ])('is refused at its limit: %s', async (_, limits, message) => {
    const rows = Array.from({ length: 5 }, () => textRow('client', 'qty')).join('');
    const bytes = zipByHand(xlsxParts([{ name: 'S', rows }]));
    await expect(read(bytes, undefined, limits)).rejects.toThrow(message.split(' ')[0]);
  });

  it('may have many styled rows and columns that hold nothing', async () => {
    const styled = Array.from(
      { length: 100 },
      (_, index) => `<row r="${index + 2}"><c r="XFD${index + 2}" s="1"/></row>`,
    ).join('');
    const bytes = zipByHand(xlsxParts([{ name: 'S', rows: `<row r="1"><c r="A1"><v>1</v></c></row>${styled}` }]));
    expect((await read(bytes, undefined, { rows: 10 })).rows).toEqual([[1, ['1']]]);
  });

  it('gives headers that would poison an object as mere text', async () => {
    const bytes = zipByHand(xlsxParts([{ name: '__proto__', rows: textRow('__proto__', 'constructor') }]));
    expect(await read(bytes)).toMatchObject({ sheet: '__proto__', rows: [[1, ['__proto__', 'constructor']]] });
  });
});
