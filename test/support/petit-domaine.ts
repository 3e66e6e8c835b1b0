/**
 * The estate of our tests: a small cellar in Alsace and people one soon knows by name. Each client has one story, told
 * in `cast`; days are fixed around Monday 16 November 2026, the day every test looks from.
 * Rows are written as room 4 would leave them, so that rooms 5 and 6 can be tried without any file.
 */
import { createHash } from 'node:crypto';
import type { Session } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { insertRows, type Row } from './insert-rows.ts';
import { type Bottles, cast, type Person, passingSales, type SaleDocument } from './petit-domaine-cast.ts';
import { produitKeyOf, produitOf, produits, successions, unitsOf, wines } from './petit-domaine-cellar.ts';

export const petitDomaineAsOf = '2026-11-16';
const source = 'isavigne';
const exportedAt = '2026-11-16T05:00:00Z';
const runId = '01900000-0000-7000-8000-000000000001';

export interface PetitDomaineOptions {
  readonly estate?: string;
  /** Instead of the whole cast. */
  readonly people?: readonly Person[];
}

export interface PetitDomaine {
  readonly estate: string;
  readonly source: string;
  readonly asOf: string;
  /** Hash of the one file of each dataset. */
  readonly fileHashes: Readonly<Record<FileDataset, string>>;
}

type FileDataset = 'ventes_lignes' | 'clients' | 'produits' | 'stock' | 'contacts';

/** Writes the estate (unless it is there), its cellar and its cast. May be called for several estates in one database. */
export async function insertPetitDomaine(session: Session, options: PetitDomaineOptions = {}): Promise<PetitDomaine> {
  const estate = options.estate ?? 'petit-domaine';
  const people = options.people ?? cast;
  await session.execute(
    sql(`insert into app.estates (estate_id, name) values (:'estate', 'Petit Domaine') on conflict do nothing`),
    { estate },
  );
  await insertFiles(session, estate);
  await insertCellar(session, estate);
  await insertPeople(session, estate, people);
  await insertSales(session, estate, [
    ...people.flatMap((person) => person.sales.map((sale) => ({ ...sale, person }))),
    ...(options.people ? [] : passingSales),
  ]);
  return { estate, source, asOf: petitDomaineAsOf, fileHashes };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const fileHashes: Readonly<Record<FileDataset, string>> = {
  ventes_lignes: hashOf('petit-domaine ventes_lignes'),
  clients: hashOf('petit-domaine clients'),
  produits: hashOf('petit-domaine produits'),
  stock: hashOf('petit-domaine stock'),
  contacts: hashOf('petit-domaine contacts'),
};

async function insertFiles(session: Session, estate: string): Promise<void> {
  const files = Object.entries(fileHashes).map(([dataset, fileHash]) => ({
    keys: { estate_id: estate, source, dataset, file_hash: fileHash },
    stem: `20261116_050000_${fileHash.slice(0, 8)}`,
    dataset,
  }));
  await insertRows(
    session,
    'etl.files',
    files.map(({ keys, stem, dataset }) => ({
      ...keys,
      original_name: `${dataset}.csv`,
      archived_path: `raw/${source}/${dataset}/archive/${stem}_${dataset}.csv`,
      byte_count: 1000,
      exported_at: exportedAt,
      exported_at_origin: 'name',
    })),
  );
  await insertRows(
    session,
    'etl.stagings',
    files.map(({ keys, stem, dataset }) => ({
      ...keys,
      profile_hash: 'profile',
      status: 'staged',
      staging_path: `staging/${dataset}_raw_${stem}.csv`,
      reading: {},
      run_id: runId,
    })),
  );
  await insertRows(
    session,
    'etl.curations',
    files.map(({ keys, stem, dataset }) => ({
      ...keys,
      config_hash: 'config',
      curated_path: `curated/${dataset.toUpperCase()}_curated_${stem}.csv`,
      rows_read: 100,
      rows_kept: 100,
      rows_rejected: 0,
      run_id: runId,
    })),
  );
}

async function insertCellar(session: Session, estate: string): Promise<void> {
  const aromaColumns = ['fruit', 'floral', 'epice', 'mineral', 'acidite', 'corps', 'tanin'];
  await insertRows(
    session,
    'etl.wines',
    wines.map((wine) => ({
      estate_id: estate,
      wine_key: wine.wineKey,
      name: wine.wineKey,
      famille_crm: wine.famille,
      sous_famille: wine.famille,
      macro_categorie: wine.couleur,
      cepage: wine.cepage,
      sucrosite: wine.sucrosite,
      couleur: wine.couleur,
      premium_tier: wine.tier,
      ...Object.fromEntries(aromaColumns.map((column, axis) => [`aroma_${column}`, wine.aromas[axis] ?? null])),
      origin: wine.famille === null ? 'sales' : 'catalogue',
    })),
  );
  await insertRows(session, 'etl.produits', produits.map(produitRow(estate)));
  await insertRows(
    session,
    'etl.stock',
    produits.map((produit, index) => ({
      estate_id: estate,
      source,
      produit_key: produitKeyOf(produit),
      date_snapshot: '2026-11-13',
      stock_total: produit.stockTotal,
      stock_reserve: produit.stockReserve,
      exported_at: exportedAt,
      file_hash: fileHashes.stock,
      file_line: index + 2,
    })),
  );
  await insertRows(
    session,
    'etl.produit_successions',
    successions.map(([produitKey, successorKey]) => ({
      estate_id: estate,
      produit_key: produitKey,
      successor_key: successorKey,
      confidence: 1,
      author: 'rule:newest-vintage',
    })),
  );
}

const produitRow =
  (estate: string) =>
  (produit: (typeof produits)[number], index: number): Row => {
    const wine = wines.find(({ wineKey }) => wineKey === produit.wineKey);
    const price75cl = Math.round((produit.prixTtc / unitsOf(produit.format)) * 100) / 100;
    return {
      estate_id: estate,
      produit_key: produitKeyOf(produit),
      wine_key: produit.wineKey,
      label: produitKeyOf(produit),
      format: produit.format,
      packaging: 'BTL',
      millesime: produit.millesime,
      famille_crm: wine?.famille ?? null,
      sous_famille: wine?.famille ?? null,
      macro_categorie: wine?.couleur ?? null,
      cepage: wine?.cepage ?? null,
      sucrosite: wine?.sucrosite ?? null,
      couleur: wine?.couleur ?? null,
      price_band: priceBand(price75cl),
      premium_tier: wine?.tier ?? null,
      prix_ttc: produit.prixTtc,
      prix_75cl_ttc: price75cl,
      origin: wine?.famille == null ? 'sales' : 'catalogue',
      is_active: true,
      file_hash: fileHashes.produits,
      file_line: index + 2,
    };
  };

function priceBand(price75clTtc: number): string {
  if (price75clTtc < 10) return '<10';
  if (price75clTtc < 15) return '10-15';
  return price75clTtc < 25 ? '15-25' : '25+';
}

async function insertPeople(session: Session, estate: string, people: readonly Person[]): Promise<void> {
  await insertRows(
    session,
    'etl.clients',
    people.map((person, index) => ({
      estate_id: estate,
      client_code: person.code,
      civilite: person.civilite ?? null,
      nom: person.nom,
      prenom: person.prenom ?? null,
      email: person.email ?? null,
      other_emails: [],
      code_postal: '67000',
      ville: 'Strasbourg',
      pays: 'FR',
      type_client: person.isTrade ? 'CHR' : 'Particulier',
      date_naissance: person.naissance ?? null,
      household_key: person.household ?? person.email ?? `client:${person.code}`,
      is_trade: person.isTrade ?? false,
      is_till: person.isTill ?? false,
      origin: 'clients',
      provenance: {},
      exported_at: exportedAt,
      file_hash: fileHashes.clients,
      file_line: index + 2,
    })),
  );
  await insertConsents(session, estate, people);
  await insertRows(
    session,
    'etl.contacts',
    people.flatMap((person) =>
      (person.contacts ?? []).map(({ on, status, campaign }, index) => ({
        estate_id: estate,
        source,
        client_code: person.code,
        contact_date: on,
        channel: 'email',
        status,
        campaign_id: campaign,
        email: person.email ?? null,
        file_hash: fileHashes.contacts,
        file_line: people.indexOf(person) * 10 + index + 2,
      })),
    ),
  );
}

/** As room 4 registers them: what was said, and the hashes that remain of a refusal; a bounce speaks of the address alone. */
async function insertConsents(session: Session, estate: string, people: readonly Person[]): Promise<void> {
  const told = people.flatMap((person, index) =>
    (person.consent ?? []).map((consent) => ({ ...consent, person, line: index + 2 })),
  );
  await insertRows(
    session,
    'etl.consent_events',
    told.map(({ event, on, person, line }) => ({
      estate_id: estate,
      client_code: person.code,
      channel: event === 'opt_out' ? 'all' : 'email',
      event,
      evidence: `${event === 'bounce' ? 'contact' : 'file'}:${fileHashes.clients.slice(0, 8)}:${line}`,
      happened_on: on,
    })),
  );
  await insertRows(
    session,
    'etl.suppressions',
    told
      .filter(({ event }) => event !== 'opt_in')
      .flatMap(({ event, on, person }) =>
        [person.email, event === 'opt_out' ? `client:${person.code}` : undefined].flatMap((subject) =>
          subject === undefined
            ? []
            : [{ estate_id: estate, subject_hash: hashOf(subject), reason: event, since_on: on }],
        ),
      ),
  );
}

/** A document of somebody, or of nobody: the till. */
export interface SaleOf extends SaleDocument {
  readonly person?: Pick<Person, 'code' | 'email'>;
}

/** Writes documents and their lines as the warehouse holds them; lines are numbered on from `firstFileLine`. */
export async function insertSales(
  session: Session,
  estate: string,
  sales: readonly SaleOf[],
  firstFileLine = 2,
): Promise<void> {
  let fileLine = firstFileLine;
  const lines = sales.flatMap((sale) =>
    sale.lines.map((line, index) => lineRow(estate, sale, line, String(index + 1), fileLine++)),
  );
  await insertRows(session, 'etl.ventes_lignes', lines);
  await insertRows(
    session,
    'etl.documents',
    sales.map((sale) => ({
      estate_id: estate,
      source,
      document_id: documentIdOf(sale),
      status: 'live',
      document_type: sale.type,
      content_hash: hashOf(JSON.stringify(sale)),
      line_count: sale.lines.length,
      mt_ht: sale.lines.reduce((sum, line) => sum + amounts(sale, line).mtHt, 0).toFixed(4),
      first_day: sale.on,
      last_day: sale.on,
      exported_at: exportedAt,
      file_hash: fileHashes.ventes_lignes,
      run_id: runId,
    })),
  );
}

const documentIdOf = (sale: SaleDocument): string => `${sale.type}_${sale.no}`;

function lineRow(estate: string, sale: SaleOf, line: Bottles, lineId: string, fileLine: number): Row {
  const { mtHt, mtTtc, units, sign } = amounts(sale, line);
  const isWine = line.kind !== 'fee';
  return {
    estate_id: estate,
    source,
    document_id: documentIdOf(sale),
    line_id: lineId,
    document_type: sale.type,
    document_no: sale.no,
    line_kind: kindOf(sale, line),
    client_code: sale.person?.code ?? null,
    date_livraison: sale.on,
    produit_label: line.produit,
    label_key: line.produit,
    produit_key: isWine ? line.produit : null,
    qty_line: sign * line.bottles,
    qty_bottles: sign * line.bottles,
    qty_unit: (sign * units).toFixed(3),
    pu_ht: (mtHt / (sign * line.bottles)).toFixed(4),
    mt_ht: mtHt.toFixed(4),
    mt_ttc: mtTtc.toFixed(4),
    is_ht_derived: false,
    is_ttc_derived: false,
    email: sale.person?.email ?? null,
    file_hash: fileHashes.ventes_lignes,
    file_line: fileLine,
  };
}

function amounts(sale: SaleDocument, line: Bottles): { mtHt: number; mtTtc: number; units: number; sign: 1 | -1 } {
  const sign = sale.type === 'AVOIR' ? -1 : 1;
  if (line.kind === 'fee') return { mtHt: sign * line.bottles * 10, mtTtc: sign * line.bottles * 12, units: 0, sign };
  const { prixTtc, format } = produitOf(line.produit);
  const mtTtc = line.kind === 'sample' ? 0 : (sign * Math.round(line.bottles * prixTtc * 100)) / 100;
  return { mtHt: Math.round((mtTtc / 1.2) * 100) / 100, mtTtc, units: line.bottles * unitsOf(format), sign };
}

function kindOf(sale: SaleDocument, line: Bottles): string {
  if (sale.type === 'DEVIS') return 'ignored';
  if (line.kind) return line.kind;
  return sale.type === 'AVOIR' ? 'return' : 'sale';
}
