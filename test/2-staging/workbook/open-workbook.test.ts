import { gzipSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx, type WriteSheet } from 'hucre';
import { describe, expect, it } from 'vitest';
import type { RowLine } from '../../../src/2-staging/workbook/protocol.ts';
import { xlsByHand } from './xls-by-hand.ts';
import { xlsxParts, zipByHand } from './zip-by-hand.ts';
import { read, ventes } from './read-sheet.ts';

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
