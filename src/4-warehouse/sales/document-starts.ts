/** Where in a sales file the lines of another document begin. */
import { columns, nothingRemembered, type SalesRecord } from './sales-record.ts';

export class DocumentStarts {
  readonly #documentId = nothingRemembered();

  /** Whether a record is of another document than the one before it. */
  isBeginning(record: SalesRecord): boolean {
    if (record.isSame(this.#documentId, columns.documentId)) return false;
    record.remember(this.#documentId, columns.documentId);
    return true;
  }
}
