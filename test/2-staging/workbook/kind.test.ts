import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type FileKind, sniffKind } from '../../../src/2-staging/workbook/kind.ts';
import { xlsByHand } from './xls-by-hand.ts';
import { zipByHand } from './zip-by-hand.ts';

const lines = 'client_code;nom\r\nCL001;Müller\r\n'.repeat(50);
const html = '<html><body><table><tr><td>client</td></tr></table></body></html>';
const kinds: readonly (readonly [string, FileKind, Buffer])[] = [
  ['an XLSX, whatever it is called', 'zip-workbook', zipByHand([{ name: 'a', content: 'b' }])],
  ['an empty zip', 'zip-workbook', zipByHand([])],
  ['an old XLS', 'xls', xlsByHand([['a']])],
  ['an Excel 2 stream', 'xls', Buffer.from('0900040002001000', 'hex')],
  ['a .csv.gz', 'gzip', gzipSync(lines)],
  ['UTF-8 text', 'text', Buffer.from(lines)],
  ['UTF-8 text with its mark', 'text', Buffer.from(`\ufeff${lines}`)],
  ['windows-1252 text', 'text', Buffer.from(lines, 'latin1')],
  ['UTF-16 text with its mark', 'text', Buffer.from(`\ufeff${lines}`, 'utf16le')],
  ['UTF-16 text without', 'text', Buffer.from(lines, 'utf16le')],
  ['text that begins with a tab', 'text', Buffer.from(`\t\t\tVentes\n${lines}`)],
  ['text with a few NUL bytes', 'text', Buffer.from(lines.replace('Müller', 'M\0\0ller'))],
  ['text with markup in a cell', 'text', Buffer.from('nom;note\nA;<table>\n')],
  ['nothing at all', 'text', Buffer.alloc(0)],
  ['a web page named .xls', 'html', Buffer.from(`\r\n ${html}`)],
  ['a web page in UTF-16', 'html', Buffer.from(`\ufeff${html}`, 'utf16le')],
  ['a bare table', 'html', Buffer.from('<TABLE BORDER=1><TR><TD>1</TABLE>')],
  [
    'the XML of Excel 2003',
    'html',
    Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
  ],
  ['another XML', 'text', Buffer.from('<?xml version="1.0"?><ventes/>')],
  ['a PDF', 'binary', Buffer.from('%PDF-1.7 …')],
  ['a photograph', 'binary', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['a database', 'binary', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 23))],
];

it.each(kinds)('%s is taken for %s', (_, kind, bytes) => {
  expect(sniffKind(bytes)).toBe(kind);
});
