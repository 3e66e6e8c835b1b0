/** The parts of a workbook that hold its rows, unpacked and checked: their real size, their checksum, no DOCTYPE. */
import { crc32, inflateRawSync } from 'node:zlib';
import type { WorkbookLimits } from './limits.ts';
import { WorkbookStop } from './stops.ts';
import { readZipDirectory, type ZipPart } from './zip-directory.ts';

/** Parts by their name in the zip. */
export type Parts = ReadonlyMap<string, Buffer>;

/** What may matter: XML, relations, the type of an ODS. Images, macros and nested zips are never unpacked. */
const wanted = /\.(?:xml|rels)$|^mimetype$/i;
/** XML that holds no row and may be large. */
const unwanted =
  /(?:^|\/)(?:media|drawings|charts|pivotCache|pivotTables|embeddings|customXml|theme|Thumbnails|Object \d+)\//;

/** Unpacks a zip held in memory. Throws `WorkbookStop` when it breaks a limit, lies about itself or is damaged. */
export function unpackWorkbook(zip: Buffer, limits: WorkbookLimits): Parts {
  const parts = readZipDirectory(zip, limits);
  if (parts.some((part) => /(?:^|\/)workbook\.bin$/.test(part.name))) throw new WorkbookStop('WORKBOOK_BINARY_FORMAT');
  const useful = parts.filter((part) => wanted.test(part.name) && !unwanted.test(part.name));
  return new Map(useful.map((part) => [part.name, unpackPart(zip, part)]));
}

function unpackPart(zip: Buffer, part: ZipPart): Buffer {
  const content = inflate(zip.subarray(part.dataOffset, part.dataOffset + part.packedBytes), part);
  if (content.length !== part.unpackedBytes || crc32(content) !== part.crc32) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', `${part.name} is not what the list of parts says`);
  }
  // Our reader expands no entity of its own; this refuses what another program might expand (billion laughs).
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) throw new WorkbookStop('WORKBOOK_DOCTYPE');
  return content;
}

// One byte more than announced is enough to catch a lie, whatever the part would swell to.
function inflate(packed: Buffer, part: ZipPart): Buffer {
  if (part.method === 'stored') return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: part.unpackedBytes + 1 });
  } catch (error) {
    const isLonger = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new WorkbookStop(isLonger ? 'WORKBOOK_BOMB' : 'WORKBOOK_DAMAGED', part.name, { cause: error });
  }
}
