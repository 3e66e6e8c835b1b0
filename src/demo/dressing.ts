import type { DemoClient } from './clients.ts';
import type { DocumentType, Draft, DraftLine } from './documents.ts';
import type { FlawName } from './flaws.ts';
import { damageEncoding, writeLabel, type WrittenText } from './labels.ts';
import { packagings } from './packagings.ts';
import type { Random } from './random.ts';

export type MoneyStyle = 'plain' | 'space' | 'nbsp' | 'narrow' | 'dot' | 'euro' | 'parentheses' | 'trailing';
export type DateStyle = 'dmy' | 'dmy_short' | 'dmy_dash' | 'dmy_dot' | 'iso' | 'iso_time';
export type RejectCode = 'date_impossible' | 'amount_not_a_number';

/** A line with its amounts, and the cells the estate's software keeps for it: every export that holds the line writes the same. */
export interface SaleLine extends DraftLine {
  readonly no: number;
  readonly mtHtCents: number;
  readonly mtTtcCents: number;
  readonly margeCents: number;
  readonly label: string;
  readonly article: string;
  readonly packagingCell: string;
  readonly missing: 'none' | 'pu_ht' | 'mt_ht' | 'mt_ttc';
  readonly reject: RejectCode | null;
  readonly money: MoneyStyle;
  readonly marks: readonly FlawName[];
}

/** A numbered document as it can be exported. */
export interface SaleDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly day: number;
  /** Whom it counts for; null when the export does not say. */
  readonly client: DemoClient | null;
  readonly clientCell: string;
  readonly email: string;
  readonly codePostal: string;
  readonly ville: string;
  /** How a hand wrote its date, when not as the file does. */
  readonly dateStyle: DateStyle | null;
  readonly lines: readonly SaleLine[];
  readonly marks: readonly FlawName[];
}

/** Types a draft into the estate's software, with the slips of whoever types when `flaws` is on. */
export function dressDocument(draft: Draft, number: string, random: Random, flaws: boolean): SaleDocument {
  const { client, type } = draft;
  const { email, codePostal, ville } = client.person;
  const clientCell = flaws ? writeClientCode(client, random) : { text: client.sourceCode, marks: [] };
  const townCell = flaws && random.chance(0.004) ? damaged(ville) : { text: ville, marks: [] };
  const guard =
    flaws && random.chance(0.01) && codePostal !== '' ? guarded(codePostal) : { text: codePostal, marks: [] };
  const lines = draft.lines.map((line, position) => dressLine(line, position + 1, draft, random, flaws));
  return {
    type,
    number,
    day: draft.day,
    client: clientCell.text === '' ? null : client,
    lines,
    clientCell: clientCell.text,
    email: email ?? '',
    codePostal: guard.text,
    ville: townCell.text,
    dateStyle: flaws && random.chance(0.012) ? random.pick(handDates) : null,
    marks: [...typeMarks(draft), ...clientCell.marks, ...townCell.marks, ...guard.marks],
  };
}

/** The same line with another quantity: amounts follow, everything typed stays. */
export function withQuantity(line: SaleLine, quantity: number): SaleLine {
  return { ...line, quantity, ...amountsOf({ ...line, quantity }) };
}

/** A text an Excel user protected from being read as a number. */
export function guarded(text: string): WrittenText {
  return { text: `="${text}"`, marks: ['excel_guard'] };
}

export function damaged(text: string): WrittenText {
  const wounded = damageEncoding(text);
  return { text: wounded, marks: wounded === text ? [] : ['encoding_damage'] };
}

const handDates: readonly DateStyle[] = ['dmy_short', 'dmy_dash', 'dmy_dot', 'iso', 'iso_time'];

const markOfType: Partial<Record<DocumentType, FlawName>> = {
  DEVIS: 'quote_document',
  BL: 'delivery_document',
  ACOMPTE: 'deposit_document',
  AVOIR: 'credit_note',
};

function typeMarks(draft: Draft): readonly FlawName[] {
  const ofType = markOfType[draft.type];
  const hasRepeat = draft.lines.some(
    (line, position) => position > 0 && line.kind === 'wine' && line === draft.lines[0],
  );
  const marks: FlawName[] = ofType === undefined ? [] : [ofType];
  if (hasRepeat) marks.push('repeated_line');
  if (draft.isWrittenThreeTimes) marks.push('sale_written_three_times');
  if (draft.client.trade !== null) marks.push('trade_client');
  if (draft.client.habit === 'till') marks.push('till_client');
  return marks;
}

function writeClientCode(client: DemoClient, random: Random): WrittenText {
  const exact: WrittenText = { text: client.sourceCode, marks: [] };
  const drawn = random.unit();
  if (client.habit === 'till') return drawn < 0.05 ? { text: '', marks: ['client_code_missing'] } : exact;
  if (client.isColliding || drawn > 0.014) return exact;
  if (drawn < 0.003) return { text: '', marks: ['client_code_missing'] };
  const digits = client.sourceCode.slice(2);
  const text = drawn < 0.006 ? `cl-${digits}` : drawn < 0.01 ? ` ${client.sourceCode} ` : `CL ${digits}`;
  return { text, marks: ['client_code_variant'] };
}

function dressLine(line: DraftLine, no: number, draft: Draft, random: Random, flaws: boolean): SaleLine {
  const amounts = amountsOf(line);
  const cells = line.product === null ? feeCells(line, flaws) : wineCells(line, random, flaws);
  const slips = flaws ? slipsOf(amounts.mtHtCents, random) : noSlips;
  const { type } = draft;
  // A price of nothing cannot be derived from the other side, nor mistaken for it: free lines are left whole.
  const missing = line.puHtCents === 0 ? 'none' : slips.missing;
  const marks: FlawName[] = [...cells.marks, ...slips.marks];
  if (missing !== 'none') marks.push(`${missing}_missing`);
  if (line.kind !== 'wine' && type !== 'ACOMPTE') marks.push(line.kind === 'free' ? 'free_line' : 'fee_line');
  // Field by field: spreading four objects into one, a million times, costs more than all the chance of the estate.
  return {
    kind: line.kind,
    product: line.product,
    packaging: line.packaging,
    quantity: line.quantity,
    puHtCents: line.puHtCents,
    words: line.words,
    no,
    mtHtCents: amounts.mtHtCents,
    mtTtcCents: amounts.mtTtcCents,
    margeCents: amounts.margeCents,
    label: cells.label,
    article: cells.article,
    packagingCell: cells.packagingCell,
    missing,
    reject: slips.reject,
    money: slips.money,
    marks,
  };
}

// 20 % of VAT; halves go away from zero, so that a credit note is the exact opposite of its sale.
function amountsOf(line: DraftLine) {
  const mtHtCents = line.quantity * line.puHtCents;
  const mtTtcCents = Math.sign(mtHtCents) * Math.round((Math.abs(mtHtCents) * 6) / 5);
  return { mtHtCents, mtTtcCents, margeCents: line.kind === 'fee' ? 0 : Math.round(mtHtCents * marginRate(line)) };
}

function marginRate(line: DraftLine): number {
  return line.product === null ? 0 : 0.22 + ((line.product.wine.index * 7) % 20) / 100;
}

interface Cells {
  readonly label: string;
  readonly article: string;
  readonly packagingCell: string;
  readonly marks: readonly FlawName[];
}

// The engraved glass is sold by its bar code, which a spreadsheet once turned into a number.
function feeCells(line: DraftLine, flaws: boolean): Cells {
  const label = flaws ? line.words : line.words.replace(/[\n;"].*/s, '').trim();
  const isGlass = line.words.startsWith('Verre');
  const article = isGlass ? (flaws ? '3,76012E+12' : '3760123456789') : '';
  const marks: FlawName[] = isGlass && flaws ? ['ean_scientific'] : [];
  return { label, article, packagingCell: '', marks };
}

function wineCells(line: DraftLine, random: Random, flaws: boolean): Cells {
  const { product, packaging } = line;
  if (product === null || packaging === null) throw new TypeError('a wine line has a product and a packaging');
  const { article, wine, millesime } = product;
  const plain = { label: wine.label, article, packagingCell: packaging, marks: [] };
  if (line.kind === 'free') return { ...plain, label: `${line.words} - ${wine.label}` };
  if (!flaws) return plain;
  const place = random.unit();
  const label = writeLabel(wine.label, millesime, place < 0.015, random);
  const base = { label: label.text, article, packagingCell: packaging, marks: label.marks };
  if (place < 0.015)
    return { ...base, article: packaging, packagingCell: '', marks: [...label.marks, 'packaging_in_article'] };
  if (place < 0.04) {
    const text = `${label.text.trimEnd()} ${random.pick(packagings[packaging].words)}`;
    return { ...base, label: text, packagingCell: '', marks: [...label.marks, 'format_in_label'] };
  }
  if (place < 0.1 && packaging === 'BOUTEILLE')
    return { ...base, packagingCell: '', marks: [...label.marks, 'packaging_missing'] };
  return base;
}

interface Slips {
  readonly missing: SaleLine['missing'];
  readonly reject: RejectCode | null;
  readonly money: MoneyStyle;
  readonly marks: readonly FlawName[];
}

const noSlips: Slips = { missing: 'none', reject: null, money: 'plain', marks: [] };

function slipsOf(mtHtCents: number, random: Random): Slips {
  const drawn = random.unit();
  const money = moneyStyle(mtHtCents, random);
  if (drawn < 0.0015) return { ...noSlips, money, reject: 'date_impossible', marks: ['date_impossible'] };
  if (drawn < 0.003) return { ...noSlips, reject: 'amount_not_a_number', marks: ['amount_not_a_number'] };
  const missing = drawn < 0.018 ? 'pu_ht' : drawn < 0.03 ? 'mt_ttc' : drawn < 0.036 ? 'mt_ht' : 'none';
  return money === 'plain' && missing === 'none' ? noSlips : { ...noSlips, money, missing };
}

function moneyStyle(mtHtCents: number, random: Random): MoneyStyle {
  const drawn = random.unit();
  if (mtHtCents >= 100_000) return random.pick(['plain', 'space', 'nbsp', 'narrow', 'dot'] as const);
  if (mtHtCents < 0) return drawn < 0.15 ? 'parentheses' : drawn < 0.3 ? 'trailing' : 'plain';
  return drawn < 0.003 ? 'euro' : 'plain';
}
