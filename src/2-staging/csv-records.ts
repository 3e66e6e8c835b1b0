/** A text read whole: for samples, strict checks and tests. Files are walked with the scanner itself. */
import { CsvScanner, type Irregularity, type RecordIssue } from './csv-reader.ts';
import type { Dialect } from './dialect.ts';

/** Every record of a text at once, for samples and tests: its fields, its line and what is wrong with it. */
export function readRecords(
  utf8: Buffer,
  dialect: Dialect,
  options: { readonly expectedFields?: number; readonly maximumRecords?: number; readonly isWhole?: boolean } = {},
): CsvRecord[] {
  const scanner = new CsvScanner(dialect);
  scanner.expectedFields = options.expectedFields ?? 0;
  scanner.push(utf8);
  if (options.isWhole ?? true) scanner.finish();
  const records: CsvRecord[] = [];
  const limit = options.maximumRecords ?? Number.POSITIVE_INFINITY;
  while (records.length < limit && scanner.next()) {
    const { line, issue, irregularity } = scanner;
    records.push({ fields: scanner.fields(), line, issue, irregularity });
  }
  return records;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
  readonly issue: RecordIssue;
  readonly irregularity: Irregularity;
}
