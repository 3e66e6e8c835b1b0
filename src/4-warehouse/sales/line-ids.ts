/** What the lines of a document are known by. */

/** What was met of one document so far. */
interface OpenDocument {
  lines: number;
  /** How often each reference was taken. */
  readonly taken: Map<string, number>;
}

/**
 * Names lines in the order of the file: a line by the reference its source gave it, a repeated one by `ref.2`, one without by its
 * ordinal in the document, `#3`. `apart`: the documents whose lines lie apart in the file, which are kept in mind to its end.
 */
export class LineIds {
  readonly #apart: ReadonlySet<string>;
  readonly #kept = new Map<string, OpenDocument>();
  readonly #passing: OpenDocument = newDocument();
  #open: OpenDocument = this.#passing;

  constructor(apart: ReadonlySet<string>) {
    this.#apart = apart;
  }

  /** The lines that follow are of this document. */
  begin(documentId: string): void {
    if (this.#apart.has(documentId)) {
      this.#open = this.#kept.get(documentId) ?? newDocument();
      this.#kept.set(documentId, this.#open);
    } else {
      this.#open = this.#passing;
      this.#open.lines = 0;
      this.#open.taken.clear();
    }
  }

  /** The id of the next line; `ref` is empty when its source gave none. */
  next(ref: string): string {
    const open = this.#open;
    open.lines++;
    if (ref === '') return `#${open.lines}`;
    const { taken } = open;
    let times = (taken.get(ref) ?? 0) + 1;
    let id = times === 1 ? ref : `${ref}.${times}`;
    // A source may itself write "A.2" beside a second "A".
    while (times > 1 && taken.has(id)) id = `${ref}.${++times}`;
    taken.set(ref, times);
    if (times > 1) taken.set(id, 1);
    return id;
  }
}

function newDocument(): OpenDocument {
  return { lines: 0, taken: new Map() };
}
