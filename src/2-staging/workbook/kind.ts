/** What a file is, by its first bytes alone: an extension is a hope, an `.xls` is often HTML or text. */

/** `zip-workbook`: XLSX, XLSM, ODS; `xls`: the old binary format; `html`: a table saved as a web page or as XML. */
export type FileKind = 'zip-workbook' | 'xls' | 'html' | 'gzip' | 'text' | 'binary';

/** Kinds that `readWorkbook` reads; `text` is for the CSV reader. */
export function isWorkbookKind(kind: FileKind): boolean {
  return kind === 'zip-workbook' || kind === 'xls' || kind === 'html';
}

/** Give it the first 4 kB or more; fewer when the file is shorter. `binary` is nothing we can read. */
export function sniffKind(firstBytes: Uint8Array): FileKind {
  const bytes = Buffer.from(firstBytes.buffer, firstBytes.byteOffset, firstBytes.byteLength);
  const magic = magics.find(({ hex }) => bytes.toString('hex', 0, hex.length / 2) === hex);
  if (magic) return magic.kind;
  if (isOldExcelStream(bytes)) return 'xls';
  const text = asText(bytes);
  if (text === undefined) return 'binary';
  return looksLikeMarkup(text) ? 'html' : 'text';
}

const magics: readonly { readonly hex: string; readonly kind: FileKind }[] = [
  { hex: '504b0304', kind: 'zip-workbook' },
  { hex: '504b0506', kind: 'zip-workbook' },
  { hex: 'd0cf11e0a1b11ae1', kind: 'xls' },
  { hex: '1f8b', kind: 'gzip' },
  { hex: '25504446', kind: 'binary' },
  { hex: '377abcaf271c', kind: 'binary' },
  { hex: '526172211a07', kind: 'binary' },
  { hex: '89504e47', kind: 'binary' },
  { hex: 'ffd8ff', kind: 'binary' },
];

/** Excel 2 to 5 wrote their records straight into the file: BOF of version 0, 2, 4 or 8, four to sixteen bytes long. */
function isOldExcelStream(bytes: Buffer): boolean {
  const [bof, version = 0, length = 0, high] = bytes;
  return bof === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(version) && length >= 4 && length <= 16 && high === 0x00;
}

/** The text of the bytes, roughly, or undefined when they are none: too many bytes that no text holds. */
function asText(bytes: Buffer): string | undefined {
  if (isUtf16(bytes)) return bytes.toString('latin1').replaceAll('\0', '');
  const controls = bytes.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  // A text damaged by a few NUL bytes is still read, and its damaged lines are shown.
  return controls > bytes.length / 10 ? undefined : bytes.toString('latin1');
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1a;
}

/** UTF-16 by its mark, or by its NUL bytes: every second one of western text. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.toString('hex', 0, 2);
  if (mark === 'fffe' || mark === 'feff') return true;
  const nuls = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  return Math.max(even, odd) > bytes.length / 6 && Math.min(even, odd) < bytes.length / 50;
}

function looksLikeMarkup(text: string): boolean {
  const start = text.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '').trimStart();
  if (!start.startsWith('<')) return false;
  return /<(?:html|table|tr|td|body)\b/i.test(start) || start.includes('urn:schemas-microsoft-com:office:spreadsheet');
}
