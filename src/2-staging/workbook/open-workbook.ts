/** Opens a workbook held in memory by what it is, whatever it is called. */
import { gunzipSync } from 'node:zlib';
import { sniffKind } from './kind.ts';
import type { WorkbookLimits } from './limits.ts';
import { openPage } from './open-html.ts';
import { isOds, openOds } from './open-ods.ts';
import { openXls } from './open-xls.ts';
import { isXlsx, openXlsx } from './open-xlsx.ts';
import type { RawSheet } from './raw-sheet.ts';
import { WorkbookStop } from './stops.ts';
import { unpackWorkbook } from './unpack.ts';

const sniffedBytes = 64 * 1024;

export interface OpenOptions {
  /** The sheet the profile names. */
  readonly wanted: string | undefined;
  readonly limits: WorkbookLimits;
  /** Resolves when the rows given so far have been taken. */
  readonly pause: () => Promise<void>;
}

/** The chosen sheet of a workbook, packed as `.gz` or not. Throws `WorkbookStop`, and what a library did not foresee. */
export async function openWorkbook(file: Buffer, { wanted, limits, pause }: OpenOptions): Promise<RawSheet> {
  const bytes = unpackGzip(file, limits);
  if (bytes.length > limits.fileBytes) throw new WorkbookStop('WORKBOOK_TOO_LARGE');
  const kind = sniffKind(bytes.subarray(0, sniffedBytes));
  if (kind === 'xls') return openXls(bytes, wanted);
  if (kind === 'html') return openPage(bytes, wanted, limits);
  if (kind !== 'zip-workbook') throw new WorkbookStop('WORKBOOK_UNKNOWN');
  const parts = unpackWorkbook(bytes, limits);
  if (isXlsx(parts)) return openXlsx(parts, wanted, pause);
  if (isOds(parts)) return openOds(parts, wanted);
  throw new WorkbookStop('WORKBOOK_UNKNOWN');
}

function unpackGzip(bytes: Buffer, limits: WorkbookLimits): Buffer {
  if (sniffKind(bytes.subarray(0, 2)) !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: limits.fileBytes });
  } catch (error) {
    const isLonger = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new WorkbookStop(isLonger ? 'WORKBOOK_TOO_LARGE' : 'WORKBOOK_DAMAGED', '', { cause: error });
  }
}
