import { type Market, type Order, placeOrder, placeTillOrder, welcome } from './buying.ts';
import { dayNumber, isSunday, monthOf, nextMonthStart, yearOf } from './calendar.ts';
import { buildCatalogue } from './catalogue.ts';
import { type DemoClient, inventClients } from './clients.ts';
import { type DocumentType, type Draft, draftDocuments } from './documents.ts';
import { dressDocument, type SaleDocument } from './dressing.ts';
import { guideDay, guideDocuments } from './guide.ts';
import { itemAt, randomOf } from './random.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly clients: number;
  readonly firstDay: number;
  /** The day after the last. */
  readonly endDay: number;
  readonly flaws: boolean;
}

/** The living estate: who buys there, what is on sale, and the papers that lie on the desk for a later day. */
export interface Simulation {
  readonly options: SimulationOptions;
  readonly market: Market;
  readonly clients: readonly DemoClient[];
  readonly pending: Map<number, Draft[]>;
  readonly lastNumbers: Map<string, number>;
  /** Pieces sold so far of each product, by its index. */
  readonly sold: Float64Array;
  documentCount: number;
}

/** One day of the estate and the documents it wrote on it. */
export interface SimulatedDay {
  readonly day: number;
  readonly documents: readonly SaleDocument[];
}

export function openEstate(options: SimulationOptions): Simulation {
  const { seed, firstDay, endDay, flaws } = options;
  const market = { seed, catalogue: buildCatalogue(seed, firstDay, endDay) };
  const clients = inventClients({ seed, count: options.clients, firstDay, endDay, flaws });
  for (const client of clients) if (client.habit !== 'till') welcome(market, client);
  const sold = new Float64Array(market.catalogue.products.length);
  return { options, market, clients, pending: new Map(), lastNumbers: new Map(), sold, documentCount: 0 };
}

/**
 * Lives the history day by day, in order. Only one month of orders is in memory at a time, whatever the number of years;
 * papers that a late order leaves for a day after the end are never written, as in life.
 */
export function* simulate(simulation: Simulation): Generator<SimulatedDay> {
  const { firstDay, endDay } = simulation.options;
  for (let monthStart = firstDay; monthStart < endDay; monthStart = nextMonthStart(monthStart)) {
    const monthEnd = Math.min(nextMonthStart(monthStart), endDay);
    orderOfMonth(simulation, monthStart, monthEnd);
    for (let day = monthStart; day < monthEnd; day++) yield { day, documents: documentsOfDay(simulation, day) };
  }
}

/** Gives a draft its number and types it: the only way a document comes to be. */
export function issue(simulation: Simulation, draft: Draft): SaleDocument {
  const { seed, flaws } = simulation.options;
  const random = randomOf(seed, 51, ++simulation.documentCount);
  return dressDocument(draft, nextNumber(simulation, draft.type, draft.day), random, flaws);
}

/** A ticket for somebody who passes by on a day, as long as the till has something to sell. */
export function tillTicket(simulation: Simulation, day: number, ordinal: number): SaleDocument | undefined {
  const draft = tillDrafts(simulation, day, ordinal)[0];
  return draft === undefined ? undefined : issue(simulation, draft);
}

function orderOfMonth(simulation: Simulation, monthStart: number, monthEnd: number): void {
  for (const client of simulation.clients) {
    while (client.nextOrderOn < monthEnd) {
      const order = placeOrder(simulation.market, client);
      if (order !== undefined) lay(simulation, order);
    }
  }
  for (let day = monthStart; day < monthEnd; day++) layTickets(simulation, day);
}

function lay(simulation: Simulation, order: Order): void {
  const random = randomOf(simulation.options.seed, 43, order.client.index, order.day);
  for (const draft of draftDocuments(order, random)) layDraft(simulation, draft);
}

function layDraft(simulation: Simulation, draft: Draft): void {
  const day = isSunday(draft.day) ? draft.day + 1 : draft.day;
  const waiting = simulation.pending.get(day);
  const dated = day === draft.day ? draft : { ...draft, day };
  if (waiting === undefined) simulation.pending.set(day, [dated]);
  else waiting.push(dated);
}

// Passing trade grows with the estate; the cellar door is closed on Sundays and full in summer and before Christmas.
function layTickets(simulation: Simulation, day: number): void {
  if (isSunday(day)) return;
  const month = monthOf(day);
  const season = month === 12 || month === 7 || month === 8 ? 2 : month <= 3 ? 0.5 : 1;
  const random = randomOf(simulation.options.seed, 44, day);
  const expected = simulation.options.clients * 0.0016 * season;
  const tickets = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  for (let ordinal = 0; ordinal < tickets; ordinal++) {
    for (const draft of tillDrafts(simulation, day, ordinal)) layDraft(simulation, draft);
  }
}

function tillDrafts(simulation: Simulation, day: number, ordinal: number): readonly Draft[] {
  const random = randomOf(simulation.options.seed, 45, day, ordinal);
  const till = itemAt(simulation.clients, simulation.clients.length - 1 - random.index([1, 2, 6]));
  const order = placeTillOrder(simulation.market, till, day, random);
  return order === undefined ? [] : draftDocuments(order, random);
}

function documentsOfDay(simulation: Simulation, day: number): readonly SaleDocument[] {
  const drafts = simulation.pending.get(day) ?? [];
  simulation.pending.delete(day);
  const documents = drafts.map((draft) => issue(simulation, draft));
  const isGuideDay = day === dayNumber(guideDay) && simulation.options.clients >= 3;
  if (isGuideDay) documents.push(...guideDocuments(simulation.market.catalogue, simulation.clients, day));
  for (const document of documents) countSold(simulation, document);
  return documents;
}

function countSold(simulation: Simulation, document: SaleDocument): void {
  if (document.type !== 'VENTE' && document.type !== 'FACTURE') return;
  for (const { product, packaging, quantity } of document.lines) {
    if (product === null || packaging === null) continue;
    const pieces = packaging === 'CARTON6' ? 6 : packaging === 'CARTON12' ? 12 : 1;
    simulation.sold[product.index] = (simulation.sold[product.index] ?? 0) + quantity * pieces;
  }
}

// Each type counts for itself, so FACTURE 2500012 and AVOIR 2500012 both exist and are not the same document.
function nextNumber(simulation: Simulation, type: DocumentType, day: number): string {
  const year = String(yearOf(day)).slice(2);
  const series = `${type} ${year}`;
  const ordinal = (simulation.lastNumbers.get(series) ?? 0) + 1;
  simulation.lastNumbers.set(series, ordinal);
  const number = `${year}${String(ordinal).padStart(5, '0')}`;
  return type === 'VENTE' ? `V${number}` : number;
}
