import type { Order, OrderLine } from './buying.ts';
import type { DemoClient } from './clients.ts';
import type { Product } from './catalogue.ts';
import type { PackagingCode } from './packagings.ts';
import type { Random } from './random.ts';

export type DocumentType = 'VENTE' | 'FACTURE' | 'AVOIR' | 'DEVIS' | 'BL' | 'ACOMPTE';

/** A line before anybody types it: a wine, a wine given away or broken, or something that is no wine. */
export interface DraftLine {
  readonly kind: 'wine' | 'free' | 'fee';
  readonly product: Product | null;
  readonly packaging: PackagingCode | null;
  /** Negative on a credit note. */
  readonly quantity: number;
  readonly puHtCents: number;
  /** The word of a free line, the whole label of a fee. */
  readonly words: string;
}

/** A document before it has a number. */
export interface Draft {
  readonly type: DocumentType;
  readonly day: number;
  readonly client: DemoClient;
  readonly lines: readonly DraftLine[];
  /** The same sale stands also as a quote and a delivery note. */
  readonly isWrittenThreeTimes: boolean;
}

/** Only these count (formats.md, business rules on lines): a quote, a delivery note or a deposit is no sale of its own. */
export function isCounted(type: DocumentType): boolean {
  return type === 'VENTE' || type === 'FACTURE' || type === 'AVOIR';
}

/** The documents the estate makes of an order: a till ticket, or an invoice with what came before it and what comes back. */
export function draftDocuments(order: Order, random: Random): readonly Draft[] {
  const lines = withExtras(order, random);
  if (isSoldAtTheCellarDoor(order, random)) return [draft('VENTE', order.day, order, lines)];
  const before = papersBefore(order, lines, random);
  const invoiceDay = (before.at(-1)?.day ?? order.day) + (before.length > 0 ? random.int(0, 8) : 0);
  const isWrittenThreeTimes =
    before.some((paper) => paper.type === 'DEVIS') && before.some((paper) => paper.type === 'BL');
  const invoice = { ...draft('FACTURE', invoiceDay, order, lines), isWrittenThreeTimes };
  return random.chance(0.025)
    ? [...before, invoice, creditNote(invoice, random.int(6, 45), random)]
    : [...before, invoice];
}

/** Some bottles of an invoice come back, or were corked: a credit note so many days later. */
export function creditNote(invoice: Pick<Draft, 'client' | 'day' | 'lines'>, daysLater: number, random: Random): Draft {
  const wines = invoice.lines.filter((line) => line.kind === 'wine');
  const returned = wines.slice(0, random.int(1, 2)).map((line) => ({
    ...line,
    quantity: -random.int(1, Math.max(1, Math.min(3, Math.abs(line.quantity)))),
  }));
  return {
    type: 'AVOIR',
    day: invoice.day + daysLater,
    client: invoice.client,
    lines: returned,
    isWrittenThreeTimes: false,
  };
}

function draft(type: DocumentType, day: number, order: Order, lines: readonly DraftLine[]): Draft {
  return { type, day, client: order.client, lines, isWrittenThreeTimes: false };
}

function isSoldAtTheCellarDoor(order: Order, random: Random): boolean {
  if (order.client.trade !== null) return false;
  if (order.client.habit === 'till') return true;
  return random.chance(order.client.habit === 'regular' ? 0.85 : order.client.habit === 'seasonal' ? 0.6 : 0.3);
}

// Quote, delivery note and deposit come before the invoice, which is what counts.
function papersBefore(order: Order, lines: readonly DraftLine[], random: Random): readonly Draft[] {
  const isTrade = order.client.trade !== null;
  const papers: Draft[] = [];
  const total = lines.reduce((sum, line) => sum + line.quantity * line.puHtCents, 0);
  let day = order.day;
  if (random.chance(isTrade ? 0.25 : 0.08)) papers.push(draft('DEVIS', day, order, lines));
  if (total > 80_000 && random.chance(0.12)) papers.push(draft('ACOMPTE', day, order, [depositLine(total)]));
  if (papers.length > 0) day += random.int(3, 12);
  if (random.chance(isTrade ? 0.5 : 0.12)) papers.push(draft('BL', day, order, lines));
  return papers;
}

function depositLine(totalCents: number): DraftLine {
  return feeLine('Acompte sur commande', Math.round(totalCents * 0.3));
}

function withExtras(order: Order, random: Random): readonly DraftLine[] {
  const lines = order.lines.map(wineLine);
  const repeated = random.chance(0.012) ? lines.slice(0, 1) : [];
  return [...lines, ...repeated, ...freeLines(order, random), ...feeLines(order, random)];
}

function wineLine(line: OrderLine): DraftLine {
  return { kind: 'wine', words: '', ...line };
}

function freeLines(order: Order, random: Random): readonly DraftLine[] {
  const first = order.lines[0];
  if (first === undefined || !random.chance(order.client.trade === null ? 0.012 : 0.04)) return [];
  const words = random.pick(
    order.client.trade === null ? ['Offert', 'OFFERT', 'Casse'] : ['Échantillon', 'ECHANTILLON', 'Casse transport'],
  );
  const one = { product: first.product, packaging: first.product.format, quantity: 1, puHtCents: 0 };
  return [{ kind: 'free', words, ...one }];
}

function feeLines(order: Order, random: Random): readonly DraftLine[] {
  const { client } = order;
  if (client.habit === 'till') return random.chance(0.06) ? [random.pick(cellarDoorFees)] : [];
  if (client.trade !== null) return random.chance(0.1) ? [random.pick(tradeFees)] : [];
  return client.habit !== 'regular' && random.chance(0.18) ? [random.pick(shippingFees)] : [];
}

const cellarDoorFees = [
  feeLine('Verre gravé "Petite Cuvée"', 450),
  feeLine('Dégustation caveau', 500),
  feeLine('Dégustation commentée; 5 vins', 1000),
];
const tradeFees = [feeLine('Consigne caisse bois', 600), feeLine('Port', 4500), feeLine('Emballage palette', 1800)];
const shippingFees = [
  feeLine('Frais de port', 1490),
  feeLine('Frais de port\nLivraison à domicile', 1990),
  feeLine('Port et emballage; transporteur', 2450),
  feeLine('Emballage', 350),
];

function feeLine(words: string, puHtCents: number): DraftLine {
  return { kind: 'fee', product: null, packaging: null, quantity: 1, puHtCents, words };
}
