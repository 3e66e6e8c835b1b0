/** What a workbook may hold. Source: promise 10 (a bad file cannot hurt); Excel's own cell holds 32,767 characters. */
export interface WorkbookLimits {
  /** Bytes of the file itself; of what a `.gz` holds. */
  readonly fileBytes: number;
  /** Bytes of all parts of a zip, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, once the parts exceed a megabyte: a small workbook may pack as well as it likes. */
  readonly packingRatio: number;
  /** Parts in the zip. */
  readonly parts: number;
  /** Rows that hold anything. */
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
  /** How long we wait for rows; the time the reader of the rows takes does not count. */
  readonly timeMs: number;
  /** Heap of the process that reads. */
  readonly memoryMb: number;
}

export const workbookLimits: WorkbookLimits = {
  fileBytes: 25 * 1024 ** 2,
  unpackedBytes: 200 * 1024 ** 2,
  packingRatio: 100,
  parts: 200,
  rows: 200_000,
  columns: 200,
  cellCharacters: 32_767,
  timeMs: 60_000,
  memoryMb: 768,
};
