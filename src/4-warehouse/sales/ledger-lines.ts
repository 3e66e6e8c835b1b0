/**
 * The lines of a curated sales file as the ledger holds them, ready for COPY: what the file says, what names it, and the product
 * its words mean. All in bytes; nothing is decoded but references and names.
 */
import { ownCsvField } from '../../values/own-csv.ts';
import type { SaidNames } from './said-names.ts';
import { LineIds } from './line-ids.ts';
import { columns, NotASalesRecord, type SalesRecord, viewOf } from './sales-record.ts';

/** The columns in the order of what `LedgerLines` writes: what is the same for many lines in front, then the file's own cells. */
export const copyLines =
  'copy etl.ventes_lignes (estate_id, source, file_hash, produit_key, line_id, file_line, document_id, document_type, ' +
  'document_no, line_kind, client_code, date_livraison, produit_label, label_key, article, packaging, qty_line, qty_bottles, ' +
  'qty_unit, pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville) ' +
  "from stdin with (format csv, delimiter ';')";

const semicolon = 0x3b;
const quote = 0x22;
const initialBytes = 512 * 1024;

export interface LedgerFile {
  readonly estate: string;
  readonly source: string;
  readonly fileHash: string;
  readonly names: SaidNames;
  /** By the number of a name; undefined for what is no wine. */
  readonly produitKeys: readonly (string | undefined)[];
  /** Which documents to write, asked once for each run of their lines; ids as the file writes them, one character per byte. */
  readonly picked: { has(documentId: string): boolean };
  /** Those whose lines lie apart in the file, written the same way. */
  readonly apart: ReadonlySet<string>;
}

/** Takes the records of a file one after the other and gives the lines of the documents to be written. */
export class LedgerLines {
  readonly #names: SaidNames;
  readonly #picked: LedgerFile['picked'];
  readonly #ids: LineIds;
  /** What stands in front of a line's id, by the number of its name. */
  readonly #fronts: readonly DataView[];
  readonly #wineless: DataView;
  #isPicked = false;
  #bytes: Buffer = Buffer.allocUnsafe(initialBytes);
  #view = viewOf(this.#bytes);
  #end = 0;

  constructor({ estate, source, fileHash, names, produitKeys, picked, apart }: LedgerFile) {
    this.#names = names;
    this.#picked = picked;
    this.#ids = new LineIds(apart);
    const front = `${ownCsvField(estate)};${ownCsvField(source)};${fileHash};`;
    this.#fronts = Array.from(produitKeys, (key) => viewOf(Buffer.from(`${front}${ownCsvField(key ?? '')};`)));
    this.#wineless = viewOf(Buffer.from(`${front};`));
  }

  /** Takes a record; `isBeginning` when another document begins with it. */
  take(record: SalesRecord, isBeginning: boolean): void {
    if (isBeginning) {
      const id = record.text(columns.documentId);
      this.#isPicked = this.#picked.has(id);
      if (this.#isPicked) this.#ids.begin(id);
    }
    if (this.#isPicked) this.#write(record);
  }

  /** The lines since the last call, as bytes to be kept. */
  told(): Buffer {
    const told = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafe(Math.max(initialBytes, told.length + (told.length >> 1)));
    this.#view = viewOf(this.#bytes);
    this.#end = 0;
    return told;
  }

  #write(record: SalesRecord): void {
    const name = this.#names.numberOf(record);
    if (name < 0) throw new NotASalesRecord('a name that its cleaning did not keep');
    const front = this.#fronts[name] ?? this.#wineless;
    const id = this.#lineId(record);
    this.#reserve(front.byteLength + id.length + record.next - record.start + 8);
    this.#copy(front, 0, front.byteLength);
    for (let at = 0; at < id.length; at++) this.#bytes[this.#end++] = id.charCodeAt(at);
    this.#bytes[this.#end++] = semicolon;
    this.#copy(record.view, record.startOf(columns.fileLine), record.startOf(columns.lineRef));
    this.#copy(record.view, record.startOf(columns.documentType), record.startOf(columns.sourceClientCode));
    this.#copy(record.view, record.startOf(columns.day), record.startOf(columns.wineKey));
    this.#copy(record.view, record.startOf(columns.article), record.next);
  }

  /** The id of the line at hand as a cell, one character per byte. */
  #lineId(record: SalesRecord): string {
    const cell = record.text(columns.lineRef);
    if (cell.charCodeAt(0) !== quote) return this.#ids.next(cell);
    return ownCsvField(this.#ids.next(cell.slice(1, -1).replaceAll('""', '"')));
  }

  // Four bytes at a time: for some dozens of them the call that copies costs more.
  #copy(from: DataView, start: number, stop: number): void {
    const to = this.#view;
    let end = this.#end;
    let at = start;
    for (; at + 4 <= stop; at += 4, end += 4) to.setInt32(end, from.getInt32(at, true), true);
    for (; at < stop; at++) to.setUint8(end++, from.getUint8(at));
    this.#end = end;
  }

  #reserve(length: number): void {
    if (this.#end + length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe((this.#bytes.length + length) * 2);
    grown.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}
