/** One row of a small dataset while it is read: its cells by their canonical names, what is wrong with it, what was noticed. */
import { cleanText } from '../values/clean-text.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import type { Ledger } from './ledger.ts';
import { issueReject, type Reject, type RejectCode } from './reject.ts';
import type { RowCursor } from './row-cursor.ts';
import type { WarningCode } from './warning.ts';

interface Notice {
  readonly code: WarningCode;
  readonly column: string;
}

export class OpenRow {
  readonly #context: CurationContext;
  readonly #row: RowCursor;
  readonly #reasons: Reject[] = [];
  readonly #notices: Notice[] = [];

  /** What staging could not trust is refused from the start. */
  constructor(context: CurationContext, row: RowCursor) {
    this.#context = context;
    this.#row = row;
    const issue = this.raw('source_issue');
    if (issue !== '') this.#reasons.push(issueReject(issue));
  }

  /** The cell as the export wrote it; `''` for a column it does not have. */
  raw(column: string): string {
    return this.#row.text(columnIndex(this.#context, column));
  }

  /** The cell as cleaned words; repaired accents are noticed. */
  words(column: string): string {
    const { text, isRepaired } = cleanText(this.raw(column));
    if (isRepaired) this.notice('MOJIBAKE_REPAIRED', column);
    return text;
  }

  refuse(code: RejectCode, column: string): void {
    this.#reasons.push({ code, column, raw: this.raw(column) });
  }

  /** To be counted if the row is kept. */
  notice(code: WarningCode, column: string): void {
    this.#notices.push({ code, column });
  }

  /** Closes the account of the row: true when it is kept and may be written, with its notices counted. */
  settle(ledger: Ledger): boolean {
    ledger.read(0);
    if (this.#reasons.length > 0) {
      ledger.reject(this.#row, this.#reasons);
      return false;
    }
    for (const { code, column } of this.#notices)
      ledger.warn(code, this.#row, { column, index: columnIndex(this.#context, column) });
    ledger.keep(0);
    return true;
  }
}
