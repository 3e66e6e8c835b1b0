/** The page of one wine: attributes, products, names, sales and buyers. */
import { wineVersion } from '../../../4-warehouse/products/correct-wine.ts';
import type { Session } from '../../../db/database.ts';
import { loadSql } from '../../../db/sql.ts';
import { sentence } from '../../../values/sentence.ts';
import type { Wine, WineAlias } from '../../contract/wines.ts';
import { notFound } from '../../problem.ts';

const selectAsOf = loadSql(import.meta.url, './as-of.sql');
const selectWine = loadSql(import.meta.url, './wine.sql');
const selectCorrections = loadSql(import.meta.url, './corrections.sql');
const selectProducts = loadSql(import.meta.url, './products.sql');
const selectPromised = loadSql(import.meta.url, './promised.sql');
const selectSold = loadSql(import.meta.url, './sold.sql');
const selectMonths = loadSql(import.meta.url, './months.sql');
const selectBuyers = loadSql(import.meta.url, './buyers.sql');
const selectAliases = loadSql(import.meta.url, './aliases.sql');

type WineCore = Pick<
  Wine,
  'wineKey' | 'name' | 'family' | 'sousFamille' | 'cepage' | 'sucrosite' | 'couleur' | 'premiumTier' | 'origin'
> & { readonly aromas: Readonly<Record<string, number | null>> };
type Correction = Omit<Wine['corrections'][number], 'decidedAt'> & { readonly decidedAt: Date };

/** The day the estate's figures are of; today before there are any. */
export async function readAsOf(session: Session, estate: string, now: Date): Promise<string> {
  const today = now.toISOString().slice(0, 10);
  return (await session.one<{ asOf: string }>(selectAsOf, { estate, today }))?.asOf ?? today;
}

/** Every name that means another wine, or those that speak of one. */
export async function readAliases(session: Session, estate: string, wineKey: string | null): Promise<WineAlias[]> {
  return session.rows<WineAlias>(selectAliases, { estate, wine_key: wineKey });
}

/** The whole page. Throws a Problem for a wine nobody knows. */
export async function readWine(
  session: Session,
  { estate, wineKey }: { readonly estate: string; readonly wineKey: string },
  now: Date,
): Promise<Wine> {
  const key = { estate, wine_key: wineKey };
  const core = await session.one<WineCore>(selectWine, key);
  if (!core) throw notFound(sentence('Ce vin', 'This wine'));
  const asOf = await readAsOf(session, estate, now);
  const corrections = await session.rows<Correction>(selectCorrections, key);
  const buyers = await session.one<Pick<Wine, 'buyerCount' | 'buyers' | 'buyerSegments'>>(selectBuyers, key);
  const sold = await session.one<{ bottles: number }>(selectSold, { estate, wines: [wineKey], as_of: asOf });
  return {
    ...core,
    version: await wineVersion(session, key),
    aromas: Object.entries(core.aromas).flatMap(([axis, value]) => (value === null ? [] : [{ axis, value }])),
    corrections: corrections.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() })),
    products: await readProducts(session, { estate, wineKey, asOf }),
    aliases: await readAliases(session, estate, wineKey),
    months: await session.rows<Wine['months'][number]>(selectMonths, { ...key, as_of: asOf }),
    sold12m: sold?.bottles ?? 0,
    buyerCount: buyers?.buyerCount ?? 0,
    buyers: buyers?.buyers ?? [],
    buyerSegments: buyers?.buyerSegments ?? [],
  };
}

async function readProducts(
  session: Session,
  { estate, wineKey, asOf }: { readonly estate: string; readonly wineKey: string; readonly asOf: string },
): Promise<Wine['products']> {
  type Product = Omit<Wine['products'][number], 'promisedBottles'>;
  const products = await session.rows<Product>(selectProducts, { estate, wine_key: wineKey, as_of: asOf });
  const promised = await session.rows<{ produitKey: string; bottles: number }>(selectPromised, {
    estate,
    wines: [wineKey],
  });
  const bottlesOf = new Map(promised.map(({ produitKey, bottles }) => [produitKey, bottles]));
  return products.map((product) => ({ ...product, promisedBottles: bottlesOf.get(product.produitKey) ?? 0 }));
}
