/** Reads what the estate's files say of its clients: first the sums of all, then the clients themselves, some at a time. */
import type { Session } from '../db/database.ts';
import { loadSql, sql, type Statement } from '../db/sql.ts';
import type { RunWorld } from '../world.ts';
import type { Day } from '../values/day.ts';
import type { Decimal4 } from '../values/decimal.ts';
import { type ClientRange, clientRanges } from './client-ranges.ts';
import type { ConsentEvent } from './consent.ts';
import type { ClientFacts, PurchaseTotals } from './customer360.ts';
import { messageFate } from './message-words.ts';
import { historyOf } from './purchase-history.ts';
import type { CatalogueProduit, ProduitPurchase } from './purchases.ts';
import { historiesIn } from './read-histories.ts';

const beside = (name: string): Statement => loadSql(import.meta.url, name);
const tables = [
  { create: beside('./client-orders-table.sql'), fill: beside('./insert-client-orders.sql'), name: 'client_orders' },
  {
    create: beside('./client-produits-table.sql'),
    fill: beside('./insert-client-produits.sql'),
    name: 'client_produits',
  },
] as const;
const messages = { create: beside('./messages-table.sql'), fill: beside('./insert-messages.sql') };
const contactWords = beside('./contact-words.sql');
const catalogue = beside('./catalogue.sql');
const clientTotals = beside('./client-totals.sql');
const clientSaleLines = beside('./client-sale-lines.sql');
const clientProduits = beside('./client-produits.sql');
const clientConsents = beside('./client-consents.sql');
const clientMessages = beside('./client-messages.sql');

/**
 * Sums the whole ledger once into tables that live as long as the transaction, in the order of the client codes: reading
 * each batch from the ledger itself would visit its pages again and again.
 */
export async function sumLedger(session: Session, world: RunWorld): Promise<void> {
  // A hash of five million lines in the default 4 MB would be written to disk and read again many times.
  await session.execute(sql("set local work_mem = '64MB'"));
  for (const { create, fill, name } of tables) {
    await session.execute(create);
    await session.execute(fill, { estate_id: world.estate, as_of: world.asOf });
    await session.execute(sql(`create index on ${name} (estate_id, client_code)`));
    await session.execute(sql(`analyze ${name}`));
  }
  await listMessages(session, world);
}

async function listMessages(session: Session, world: RunWorld): Promise<void> {
  const estate = { estate_id: world.estate };
  const pairs = await session.rows<{ channel: string; status: string }>(contactWords, estate);
  const words = pairs.map(({ channel, status }) => ({ channel, status, fate: messageFate(channel, status) }));
  await session.execute(messages.create);
  await session.execute(messages.fill, {
    ...estate,
    as_of: world.asOf,
    timezone: world.settings.week.timezone,
    words: JSON.stringify(words),
  });
  await session.execute(sql('create index on messages (estate_id, household_key)'));
  await session.execute(sql('analyze messages'));
}

/** Every product of the estate, by its key. */
export async function readCatalogue(session: Session, estate: string): Promise<ReadonlyMap<string, CatalogueProduit>> {
  const rows = await session.rows<{
    produit_key: string;
    wine_key: string;
    family: string | null;
    grape: string | null;
    sweetness: string | null;
    colour: string | null;
    format: string | null;
    price_band: string | null;
    aromas: (number | null)[];
  }>(catalogue, { estate_id: estate });
  return new Map(
    rows.map(({ produit_key: produitKey, wine_key: wineKey, price_band: priceBand, ...rest }) => [
      produitKey,
      { produitKey, wineKey, priceBand, ...rest },
    ]),
  );
}

/** The clients in the order of their codes, a range at a time. Needs `sumLedger` in the same transaction. */
export async function* clientBatches(
  session: Session,
  estate: string,
  produits: ReadonlyMap<string, CatalogueProduit>,
): AsyncGenerator<readonly ClientFacts[]> {
  for await (const range of clientRanges(session, estate)) yield await factsOf(session, range, produits);
}

interface OfClient {
  readonly client_code: string;
}

async function factsOf(
  session: Session,
  range: ClientRange,
  produits: ReadonlyMap<string, CatalogueProduit>,
): Promise<readonly ClientFacts[]> {
  const { clients, parameters } = range;
  const totals = byClient(await session.rows<TotalsRow>(clientTotals, parameters));
  const saleLines = byClient(await session.rows<SaleLineRow>(clientSaleLines, parameters));
  const histories = new Map((await historiesIn(session, range)).map((history) => [history.clientCode, history]));
  const bought = byClient(await session.rows<ProduitRow>(clientProduits, parameters));
  const consents = byClient(await session.rows<ConsentRow>(clientConsents, parameters));
  const told = byClient(await session.rows<OfClient & { handed_on: Day; is_own: boolean }>(clientMessages, parameters));
  return clients.map(({ client_code: clientCode, has_email: hasEmail, is_trade: isTrade, is_profiled: isProfiled }) => {
    const messagesOf = told(clientCode);
    return {
      clientCode,
      hasEmail,
      isTrade,
      isProfiled,
      totals: totalsOf(totals(clientCode)[0], saleLines(clientCode)[0]),
      ...historyOf(histories.get(clientCode)),
      produits: bought(clientCode).map((row) => purchaseOf(row, produits.get(row.produit_key))),
      consentEvents: consents(clientCode).map((row) => ({
        event: row.event,
        evidence: row.evidence,
        happenedOn: row.happened_on,
      })),
      ownMessageDays: messagesOf.filter(({ is_own: isOwn }) => isOwn).map(({ handed_on: handedOn }) => handedOn),
      householdMessageDays: messagesOf.map(({ handed_on: handedOn }) => handedOn),
    };
  });
}

interface TotalsRow extends OfClient {
  readonly order_count: number;
  readonly line_count: number;
  readonly bottles: Decimal4;
  readonly net_ht: Decimal4;
  readonly net_ttc: Decimal4;
  readonly first_order_on: Day | null;
  readonly last_order_on: Day | null;
}

interface SaleLineRow extends OfClient {
  readonly source: string;
  readonly document_id: string;
  readonly line_id: string;
  readonly ordered_on: Day;
}

interface ProduitRow extends OfClient {
  readonly produit_key: string;
  readonly bottles: Decimal4;
  readonly units: Decimal4;
  readonly net_ht: Decimal4;
  readonly net_ttc: Decimal4;
  readonly last_bottles: Decimal4 | null;
  readonly first_on: Day | null;
  readonly last_on: Day | null;
}

interface ConsentRow extends OfClient {
  readonly event: ConsentEvent['event'];
  readonly evidence: string;
  readonly happened_on: Day;
}

/** Rows to be looked up by client; a client without rows has an empty list. */
function byClient<Row extends OfClient>(rows: readonly Row[]): (clientCode: string) => readonly Row[] {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const ofClient = grouped.get(row.client_code);
    if (ofClient === undefined) grouped.set(row.client_code, [row]);
    else ofClient.push(row);
  }
  return (clientCode) => grouped.get(clientCode) ?? [];
}

function totalsOf(row: TotalsRow | undefined, saleLine: SaleLineRow | undefined): PurchaseTotals {
  return {
    orderCount: row?.order_count ?? 0,
    lineCount: row?.line_count ?? 0,
    bottles: row?.bottles ?? 0,
    netHt: row?.net_ht ?? 0,
    netTtc: row?.net_ttc ?? 0,
    firstOrderOn: row?.first_order_on ?? null,
    lastOrderOn: row?.last_order_on ?? null,
    saleLine:
      saleLine === undefined
        ? null
        : {
            kind: 'sale_line',
            source: saleLine.source,
            documentId: saleLine.document_id,
            lineId: saleLine.line_id,
            on: saleLine.ordered_on,
          },
  };
}

function purchaseOf(row: ProduitRow, produit: CatalogueProduit | undefined): ProduitPurchase {
  const { first_on: firstOn, last_on: lastOn, last_bottles: lastBottles } = row;
  return {
    produit,
    netHt: row.net_ht,
    netTtc: row.net_ttc,
    bottles: row.bottles,
    units: row.units,
    bought: firstOn === null || lastOn === null || lastBottles === null ? null : { firstOn, lastOn, lastBottles },
  };
}
