/** An old XLS made record by record: no library we have writes one. Source: MS-XLS and MS-CFB. */

type Cell = string | number | boolean | { readonly day: number };

export interface XlsOptions {
  readonly isEncrypted?: boolean;
  /** 0x0600 is Excel 97 and later, 0x0500 Excel 95. */
  readonly version?: number;
  readonly is1904?: boolean;
}

/** One sheet; `day` is a serial in a cell formatted as a date, `undefined` a row nobody wrote to. */
export function xlsByHand(rows: readonly (readonly Cell[] | undefined)[], options: XlsOptions = {}): Buffer {
  const texts = [...new Set(rows.flatMap((row) => row ?? []).filter((cell) => typeof cell === 'string'))];
  const bof = (kind: number): Buffer => record(0x0809, u16(options.version ?? 0x0600, kind, 0, 0, 0, 0, 0, 0));
  const globals = (sheetAt: number): Buffer =>
    Buffer.concat([
      bof(0x0005),
      ...(options.isEncrypted ? [record(0x002f, u16(1, 1, 1))] : []),
      record(0x0022, u16(options.is1904 ? 1 : 0)),
      record(0x041e, Buffer.concat([u16(164), text16('dd/mm/yyyy')])),
      record(0x00e0, u16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
      record(0x00e0, u16(0, 164, 0, 0, 0, 0, 0, 0, 0, 0)),
      record(0x0085, Buffer.concat([u32(sheetAt), Buffer.from([0, 0, 6, 0]), Buffer.from('Ventes')])),
      record(0x00fc, Buffer.concat([u32(texts.length), u32(texts.length), ...texts.map(text16)])),
      record(0x000a, Buffer.alloc(0)),
    ]);
  const sheet = [
    bof(0x0010),
    ...rows.flatMap((row, at) => (row ?? []).map((cell, column) => cellRecord(at, column, cell, texts))),
  ];
  const stream = Buffer.concat([globals(globals(0).length), ...sheet, record(0x000a, Buffer.alloc(0))]);
  return container(stream, 'Workbook');
}

/** A container of that one stream, as Word and others use it too. */
export function container(stream: Buffer, name: string): Buffer {
  const sectors = Math.max(8, Math.ceil(stream.length / 512));
  const body = Buffer.alloc(sectors * 512);
  stream.copy(body);
  const header = Buffer.alloc(512, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.fill(0, 8, 76);
  u16(0x3e, 3, 0xfffe, 9, 6).copy(header, 24);
  u32(1).copy(header, 44);
  u32(1).copy(header, 48);
  u32(4096).copy(header, 56);
  u32(0xfffffffe).copy(header, 60);
  u32(0xfffffffe).copy(header, 68);
  u32(0).copy(header, 76);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  for (let at = 0; at < sectors; at++) table.writeUInt32LE(at === sectors - 1 ? 0xfffffffe : at + 3, (at + 2) * 4);
  const folder = Buffer.alloc(512);
  folderEntry('Root Entry', 5, 0xfffffffe, 0).copy(folder, 0);
  folderEntry(name, 2, 2, body.length).copy(folder, 128);
  return Buffer.concat([header, table, folder, body]);
}

function folderEntry(name: string, type: number, start: number, size: number): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry.writeUInt8(type, 66);
  entry.writeUInt32LE(start, 116);
  entry.writeUInt32LE(size, 120);
  return entry;
}

function cellRecord(row: number, column: number, cell: Cell, texts: readonly unknown[]): Buffer {
  if (typeof cell === 'string') return record(0x00fd, Buffer.concat([u16(row, column, 0), u32(texts.indexOf(cell))]));
  if (typeof cell === 'boolean')
    return record(0x0205, Buffer.concat([u16(row, column, 0), Buffer.from([cell ? 1 : 0, 0])]));
  const value = Buffer.alloc(8);
  value.writeDoubleLE(typeof cell === 'number' ? cell : cell.day);
  return record(0x0203, Buffer.concat([u16(row, column, typeof cell === 'number' ? 0 : 1), value]));
}

function record(id: number, data: Buffer): Buffer {
  return Buffer.concat([u16(id, data.length), data]);
}

function text16(text: unknown): Buffer {
  const characters = Buffer.from(String(text), 'utf16le');
  return Buffer.concat([u16(characters.length / 2), Buffer.from([1]), characters]);
}

function u16(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value & 0xff, value >> 8])));
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
