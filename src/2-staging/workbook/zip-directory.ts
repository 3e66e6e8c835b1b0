/** The list of parts at the end of a zip, read and judged before anything is unpacked. */
import type { WorkbookLimits } from './limits.ts';
import { WorkbookStop } from './stops.ts';

/** One part as the list announces it; what it really holds is counted when it is unpacked. */
export interface ZipPart {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its packed bytes begin in the file. */
  readonly dataOffset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 0xffff;
/** Under this much, how well a workbook packs says nothing. */
const ratioCountsFromBytes = 1024 ** 2;
const zip64Marker = 0xffffffff;

/** The parts of a zip. Throws `WorkbookStop`: damaged, encrypted, too many or too large parts, unsafe names. */
export function readZipDirectory(zip: Buffer, limits: WorkbookLimits): ZipPart[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > limits.parts) throw new WorkbookStop('WORKBOOK_TOO_MANY_PARTS', String(count));
  const parts: ZipPart[] = [];
  let offset = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const entry = readEntry(zip, offset);
    parts.push(entry.part);
    offset = entry.next;
  }
  checkNames(parts);
  checkSizes(parts, zip.length, limits);
  return parts;
}

function findEnd(zip: Buffer): number {
  const earliest = Math.max(0, zip.length - endBytes - longestComment);
  for (let offset = zip.length - endBytes; offset >= earliest; offset--) {
    if (zip.readUInt32LE(offset) === endSignature) return offset;
  }
  throw new WorkbookStop('WORKBOOK_DAMAGED', 'no list of parts');
}

function readEntry(zip: Buffer, offset: number): { part: ZipPart; next: number } {
  if (offset + 46 > zip.length || zip.readUInt32LE(offset) !== entrySignature) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', 'the list of parts is cut');
  }
  if ((zip.readUInt16LE(offset + 8) & 1) === 1) throw new WorkbookStop('WORKBOOK_ENCRYPTED');
  const nameEnd = offset + 46 + zip.readUInt16LE(offset + 28);
  const extraEnd = nameEnd + zip.readUInt16LE(offset + 30);
  const long = longValues(zip.subarray(nameEnd, extraEnd));
  const valueAt = (position: number): number => {
    const value = zip.readUInt32LE(offset + position);
    return value === zip64Marker ? (long.shift() ?? value) : value;
  };
  // The order of the long values is fixed: unpacked, packed, offset.
  const unpackedBytes = valueAt(24);
  const packedBytes = valueAt(20);
  const localOffset = valueAt(42);
  const part = {
    name: zip.toString('utf8', offset + 46, nameEnd).replaceAll('\\', '/'),
    method: methodOf(zip.readUInt16LE(offset + 10)),
    crc32: zip.readUInt32LE(offset + 16),
    packedBytes,
    unpackedBytes,
    dataOffset: dataOffsetOf(zip, localOffset, packedBytes),
  };
  return { part, next: extraEnd + zip.readUInt16LE(offset + 32) };
}

/** The 64-bit values some writers give even to small parts (extra field 1). */
function longValues(extra: Buffer): number[] {
  for (let offset = 0; offset + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(offset + 2);
    if (extra.readUInt16LE(offset) === 1 && offset + 4 + length <= extra.length) {
      const values: number[] = [];
      for (let at = offset + 4; at + 8 <= offset + 4 + length; at += 8) values.push(Number(extra.readBigUInt64LE(at)));
      return values;
    }
    offset += 4 + length;
  }
  return [];
}

function methodOf(code: number): ZipPart['method'] {
  if (code === 0) return 'stored';
  if (code === 8) return 'deflated';
  throw new WorkbookStop('WORKBOOK_DAMAGED', `packing method ${code}`);
}

function dataOffsetOf(zip: Buffer, local: number, packedBytes: number): number {
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', 'a part is missing');
  }
  const dataOffset = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (dataOffset + packedBytes > zip.length) throw new WorkbookStop('WORKBOOK_DAMAGED', 'a part is cut');
  return dataOffset;
}

/** Absolute paths, drives, steps up, control characters. */
const unsafeNames = /^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)|\p{Cc}/u;

/** Nothing is ever written under these names; a workbook that has such ones was made to hurt somebody. */
function checkNames(parts: readonly ZipPart[]): void {
  const names = parts.map((part) => part.name);
  if (names.some((name) => unsafeNames.test(name))) throw new WorkbookStop('WORKBOOK_UNSAFE_NAMES');
  if (new Set(names).size < names.length) throw new WorkbookStop('WORKBOOK_DAMAGED', 'two parts of one name');
}

function checkSizes(parts: readonly ZipPart[], fileBytes: number, limits: WorkbookLimits): void {
  const unpacked = parts.reduce((sum, part) => sum + part.unpackedBytes, 0);
  if (unpacked > ratioCountsFromBytes && unpacked > fileBytes * limits.packingRatio)
    throw new WorkbookStop('WORKBOOK_BOMB');
  if (unpacked > limits.unpackedBytes) throw new WorkbookStop('WORKBOOK_UNPACKS_TOO_LARGE');
}
