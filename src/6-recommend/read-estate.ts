/** Reads the estate's wines, products, stock and successions, and builds the view the scenarios see. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { type Day, toDayNumber } from '../values/day.ts';
import {
  buildEstateView,
  type EstateProduit,
  type EstateView,
  type EstateWine,
  type Rules,
  wineOf,
} from './estate-view.ts';
import type { GuardFacts } from './guardrails.ts';
import { readSales } from './read-sales.ts';
import type { SalesLedger } from './sales-ledger.ts';
import { summaryOf, withFirstSoldDays } from './sales-summary.ts';

const selectWines = loadSql(import.meta.url, './wines.sql');
const selectProduits = loadSql(import.meta.url, './produits.sql');
const selectStockTakings = loadSql(import.meta.url, './stock-takings.sql');
const selectSuccessions = loadSql(import.meta.url, './successions.sql');

export interface EstateQuestion {
  readonly estate: string;
  readonly asOf: Day;
  readonly rules: Rules;
  readonly clients: readonly (Pick<GuardFacts, 'clientCode' | 'isTrade' | 'isTill'> & {
    readonly segment: string | null;
  })[];
}

export interface EstateReading {
  readonly estate: EstateView;
  readonly ledger: SalesLedger;
  /** The last day stock was counted; null: the estate exports none. */
  readonly stockCountedOn: Day | null;
}

/** All that is the same for every client of the run, as of one day. */
export async function readEstate(session: Session, question: EstateQuestion): Promise<EstateReading> {
  const { asOf, rules } = question;
  const key = { estate_id: question.estate };
  const asOfDay = toDayNumber(asOf);
  const wines = await readWines(session, key);
  const listed = await readProduits(session, { ...key, as_of: asOf }, wines);
  const produitKeys = listed.map(({ produitKey }) => produitKey);
  const ledger = await readSales(session, { estate: question.estate, asOf, produitKeys });
  const stock = await session.one<{ last_on: Day | null }>(selectStockTakings, { ...key, as_of: asOf });
  const successions = await readSuccessions(session, key);
  const segments = new Map(question.clients.map((client) => [client.clientCode, client.segment]));
  const others = new Set(question.clients.filter(isNotPrivate).map((client) => client.clientCode));
  const summary = summaryOf({
    ledger,
    wineOfProduit: Int32Array.from(listed, (produit) => produit.wine.index),
    wineCount: wines.length,
    asOfDay,
    minimumSupport: rules.scenarios.cross_sell_minimum_support,
    segmentOf: (clientCode) => segments.get(clientCode) ?? undefined,
    isPrivate: (clientCode) => !others.has(clientCode),
  });
  const stockCountedOn = stock?.last_on ?? null;
  const produits = withFirstSoldDays(listed, ledger);
  const isStockKnown = stockCountedOn !== null;
  const estate = buildEstateView({ asOfDay, rules, wines, produits, successions, isStockKnown, ...summary });
  return { estate, ledger, stockCountedOn };
}

function isNotPrivate(client: Pick<GuardFacts, 'isTrade' | 'isTill'>): boolean {
  return client.isTrade || client.isTill;
}

interface WineRow {
  readonly wine_key: string;
  readonly name: string;
  readonly family: string | null;
  readonly sub_family: string | null;
  readonly grape: string | null;
  readonly sweetness: string | null;
  readonly colour: string | null;
  readonly tier: string | null;
  readonly aromas: readonly (number | null)[];
}

async function readWines(session: Session, key: { estate_id: string }): Promise<readonly EstateWine[]> {
  const rows = await session.rows<WineRow>(selectWines, key);
  return rows.map(({ wine_key: wineKey, sub_family: subFamily, ...row }, index) =>
    wineOf({ index, wineKey, subFamily, ...row }),
  );
}

interface ProduitRow {
  readonly produit_key: string;
  readonly wine_key: string;
  readonly label: string;
  readonly format: string;
  readonly millesime: number | null;
  readonly prix_ttc: number | null;
  readonly price_75cl_ttc: number | null;
  readonly free_bottles: number | null;
  readonly is_active: boolean;
}

async function readProduits(
  session: Session,
  key: { estate_id: string; as_of: Day },
  wines: readonly EstateWine[],
): Promise<readonly EstateProduit[]> {
  const rows = await session.rows<ProduitRow>(selectProduits, key);
  const wineOfKey = new Map(wines.map((wine) => [wine.wineKey, wine]));
  const known = rows.flatMap((row) => {
    const wine = wineOfKey.get(row.wine_key);
    return wine ? [{ row, wine }] : [];
  });
  return known.map(({ row, wine }, index) => ({
    index,
    produitKey: row.produit_key,
    wine,
    label: row.label,
    millesime: row.millesime,
    format: row.format,
    prixTtc: row.prix_ttc,
    price75clTtc: row.price_75cl_ttc,
    isActive: row.is_active,
    freeBottles: row.free_bottles,
    firstSoldDay: null,
  }));
}

async function readSuccessions(session: Session, key: { estate_id: string }): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows<{ produit_key: string; successor_key: string }>(selectSuccessions, key);
  return new Map(rows.map((row) => [row.produit_key, row.successor_key]));
}
