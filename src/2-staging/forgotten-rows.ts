/** Rows of people the estate was asked to forget, as they are kept: what was sold stays, whoever it was does not. */
import type { Forgotten } from '../estate/forgotten.ts';
import type { Dataset } from '../values/dataset.ts';

/** What a forgotten person's row keeps, by our names of the columns. Everything else of it, headers nobody knows included, is emptied. */
const keptColumns: Partial<Record<Dataset, ReadonlySet<string>>> = {
  ventes_lignes: new Set([
    'date_livraison',
    'produit_label',
    'qty_line',
    'pu_ht',
    'mt_ht',
    'mt_ttc',
    'marge',
    'document_type',
    'document_no',
    'order_detail_no',
    'article',
    'packaging',
    'millesime',
  ]),
  clients: new Set([]),
  contacts: new Set(['contact_date', 'channel', 'status', 'campaign_id']),
};

/** Whether rows of a dataset can name a person at all. */
export function namesPeople(dataset: Dataset): boolean {
  return keptColumns[dataset] !== undefined;
}

export class ForgottenRows {
  readonly #forgotten: Forgotten;
  readonly #code: number;
  readonly #email: number;
  readonly #document: number;
  /** The document that a forgotten person was the last to be named in: the lines below may be theirs without saying so. */
  #theirs = '';
  readonly #keeps: readonly boolean[];

  /** `columns`: our name of each cell's column, null where we know none. */
  constructor(forgotten: Forgotten, dataset: Dataset, columns: readonly (string | null)[]) {
    this.#forgotten = forgotten;
    this.#code = columns.indexOf('client_code');
    this.#email = columns.indexOf('email');
    this.#document = columns.indexOf('document_no');
    this.#keeps = columns.map((column) => column !== null && keptColumns[dataset]?.has(column) === true);
  }

  /**
   * The row without its person, or undefined when it is of nobody forgotten. Rows come in the order of their file. A cell keeps its
   * line ends: lines keep their numbers.
   */
  without(cells: readonly string[]): string[] | undefined {
    const code = cells[this.#code] ?? '';
    const document = (cells[this.#document] ?? '').trim();
    const isBelow = code.trim() === '' && document !== '' && document === this.#theirs;
    const pseudonym = this.#forgotten.pseudonymOf(code, cells[this.#email] ?? '') ?? (isBelow ? '' : undefined);
    // A blank line between says nothing.
    if (document !== '') this.#theirs = pseudonym !== undefined || this.#forgotten.isPseudonym(code) ? document : '';
    if (pseudonym === undefined) return undefined;
    return cells.map((cell, place) => {
      if (place === this.#code) return pseudonym;
      return this.#keeps[place] === true ? cell : cell.replace(/[^\n]/g, '');
    });
  }
}
