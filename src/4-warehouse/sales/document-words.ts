/**
 * The words of each document of a curated sales file, as one hash: a document told again in the same words needs no line of it
 * in the database. The order of its lines, their place in the file and the file's mark are no words.
 */

const newLine = 0x0a;
const quote = 0x22;
const semicolon = 0x3b;
/** Columns in front of a document's words: source_file and file_line. */
const columnsInFront = 2;

/**
 * Reads blocks of whole records (the first begins with the header) and tells each run of lines of one document as CSV:
 * `document_id;lines;sum of one hash;sum of another`. A document whose lines lie apart has several runs, to be added up.
 */
export class DocumentWords {
  /** Lines read so far. */
  lines = 0;
  #text = '';
  #isBelowHeader = false;
  #documentId = Buffer.alloc(0);
  #runLines = 0;
  #one = 0;
  #other = 0;

  /** Takes the next block; gives the runs that ended in it. */
  take(block: Buffer): string {
    let at = this.#isBelowHeader ? 0 : block.indexOf(newLine) + 1;
    this.#isBelowHeader = true;
    while (at < block.length) at = this.#takeLine(block, at);
    return this.#told();
  }

  /** Once all blocks are taken: the last run. */
  finish(): string {
    this.#endRun();
    return this.#told();
  }

  #told(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  // A loop over bytes: at a million lines every call per line would be felt. The mixing is that of cyrb53 (two lanes of 32 bits).
  #takeLine(block: Buffer, start: number): number {
    const idStart = startOfWords(block, start);
    let idEnd = -1;
    let one = 0x9e3779b9;
    let other = 0x85ebca6b;
    let isQuoted = false;
    let at = idStart;
    for (; at < block.length; at++) {
      const byte = block[at] ?? 0;
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte <= semicolon && !isQuoted) {
        if (byte === newLine) break;
        if (byte === semicolon && idEnd < 0) idEnd = at;
      }
      one = Math.imul(one ^ byte, 0x9e3779b1);
      other = Math.imul(other ^ byte, 0x5f356495);
    }
    if (!this.#isSameDocument(block, idStart, idEnd)) {
      this.#endRun();
      this.#documentId = Buffer.from(block.subarray(idStart, idEnd));
    }
    one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
    other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
    this.#one += one >>> 0;
    this.#other += other >>> 0;
    this.#runLines++;
    return at + 1;
  }

  #isSameDocument(block: Buffer, start: number, end: number): boolean {
    const known = this.#documentId;
    if (end - start !== known.length) return false;
    for (let at = 0; at < known.length; at++) if (block[start + at] !== known[at]) return false;
    return true;
  }

  #endRun(): void {
    if (this.#runLines === 0) return;
    this.lines += this.#runLines;
    this.#text += `${this.#documentId.toString('utf8')};${this.#runLines};${this.#one};${this.#other}\n`;
    this.#runLines = 0;
    this.#one = 0;
    this.#other = 0;
  }
}

/** Of a block of whole records, those of some documents, by their ids as the file writes them; a header is of no document. */
export function recordsOf(block: Buffer, documentIds: ReadonlySet<string>): Buffer {
  const endsOf = block.includes(quote) ? endsOfQuoted : endsOfPlain;
  const kept: Buffer[] = [];
  let from = -1;
  let at = 0;
  while (at < block.length) {
    const idStart = startOfWords(block, at);
    const [idEnd, end] = endsOf(block, idStart);
    const isKept = documentIds.has(block.toString('utf8', idStart, idEnd));
    if (isKept && from < 0) from = at;
    if (!isKept && from >= 0) {
      kept.push(block.subarray(from, at));
      from = -1;
    }
    at = end;
  }
  if (from >= 0) kept.push(block.subarray(from));
  return Buffer.concat(kept);
}

function startOfWords(block: Buffer, start: number): number {
  let at = start;
  for (let passed = 0; passed < columnsInFront && at < block.length; at++) if (block[at] === semicolon) passed++;
  return at;
}

/** Where the first cell from `start` on ends, and where the next record begins. */
function endsOfPlain(block: Buffer, start: number): [idEnd: number, next: number] {
  let idEnd = start;
  while (idEnd < block.length && block[idEnd] !== semicolon) idEnd++;
  return [idEnd, block.indexOf(newLine, idEnd) + 1];
}

function endsOfQuoted(block: Buffer, start: number): [idEnd: number, next: number] {
  let idEnd = -1;
  let isQuoted = false;
  for (let at = start; at < block.length; at++) {
    const byte = block[at] ?? 0;
    if (byte > semicolon) continue;
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === semicolon && !isQuoted && idEnd < 0) idEnd = at;
    else if (byte === newLine && !isQuoted) return [idEnd, at + 1];
  }
  return [idEnd, block.length];
}
