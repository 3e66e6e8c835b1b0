import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import type { WorkbookLimits } from '../../../src/2-staging/workbook/limits.ts';
import { container, xlsByHand } from './xls-by-hand.ts';
import { type HandPart, sheetXml, textRow, xlsxParts, zipByHand } from './zip-by-hand.ts';
import { read, ventes } from './read-sheet.ts';

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
