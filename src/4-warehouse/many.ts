/**
 * Whether so many of the rows of files were written that the plans of what follows in this transaction change, before PostgreSQL
 * would count by itself. Where a tenth was, the tables held at least the rest before.
 */
export function isManyOf(rowsLoaded: number, rowsWritten: number): boolean {
  return rowsWritten >= 1_000 && rowsWritten > rowsLoaded / 10;
}
