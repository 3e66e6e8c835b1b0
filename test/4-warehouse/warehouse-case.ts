/**
 * An estate whose curated files the test writes itself, week after week, as rooms 1 to 3 would have left them: the file on
 * disk and its rows in the ledgers. What is not said in a row takes the value of an ordinary one.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rejectColumns } from '../../src/3-curated/curate-file.ts';
import { loadPending } from '../../src/4-warehouse/load.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { parseSettings, type Settings } from '../../src/estate/settings.ts';
import type { Dataset } from '../../src/values/dataset.ts';
import { ownCsvRecord } from '../../src/values/own-csv.ts';
import { produitKey } from '../../src/values/produit-key.ts';
import { readWineIdentity } from '../../src/values/wine-identity.ts';
import type { RunWorld, StepResult } from '../../src/world.ts';
import { insertRows } from '../support/insert-rows.ts';

export type CuratedRow = Readonly<Record<string, string | number | undefined>>;

export interface ExportOptions {
  /** A day or an instant. */
  readonly exportedAt: string;
  readonly source?: string;
  readonly name?: string;
  readonly rowsRejected?: number;
  /** The documents of refused lines. */
  readonly refusedDocuments?: readonly string[];
  /** The curated path of the earlier export that says the same. */
  readonly repeats?: string;
  /** The headers staging saw, when the test is about them; else the columns of the dataset. */
  readonly headers?: readonly { header: string; column: string | null }[];
}

const columns: Record<Dataset, string> = {
  ventes_lignes:
    'source_file file_line document_id line_ref document_type document_no line_kind client_code source_client_code date_livraison produit_label label_key wine_key millesime format article packaging qty_line qty_bottles qty_unit pu_ht mt_ht mt_ttc marge is_ht_derived is_ttc_derived email code_postal ville',
  clients:
    'source_file file_line client_code source_client_code civilite nom prenom email other_emails telephone adresse code_postal ville pays opt_out refuses_profiling type_client is_trade is_till date_naissance',
  produits:
    'source_file file_line label label_key wine_key millesime format article packaging famille_crm sous_famille macro_categorie cepage sucrosite couleur degre prix_ttc prix_75cl_ttc price_band premium_tier aroma_fruit aroma_floral aroma_epice aroma_mineral aroma_acidite aroma_corps aroma_tanin',
  stock:
    'source_file file_line label label_key wine_key millesime format article packaging stock_total stock_reserve date_snapshot',
  contacts: 'source_file file_line client_code source_client_code email contact_date channel status campaign_id',
};

const rejectsPathOf = (curatedPath: string): string => curatedPath.replace('_curated_', '_rejects_');

export class WarehouseCase {
  readonly estate: string;
  readonly #root: string;
  readonly #database: Database;
  #settings: Settings = parseSettings({});
  #runs = 0;

  constructor(database: Database, estate: string, root: string) {
    this.#database = database;
    this.estate = estate;
    this.#root = root;
  }

  /** A new estate in a database that other cases may share. */
  static async open(database: Database, estate: string): Promise<WarehouseCase> {
    await insertRows(database, 'app.estates', [{ estate_id: estate, name: estate }]);
    return new WarehouseCase(database, estate, await mkdtemp(join(tmpdir(), 'cuvee-warehouse-')));
  }

  async close(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }

  set(changes: Record<string, unknown>): void {
    this.#settings = parseSettings(changes);
  }

  /** The world of a new run; each has its own id. */
  world(options: { readonly acceptDrift?: string } = {}): RunWorld {
    this.#runs += 1;
    const silent = { info() {}, warn() {}, error() {} };
    return {
      estate: this.estate,
      database: this.#database,
      folders: { root: this.#root, raw: '', staging: '', curated: join(this.#root, 'curated'), config: '', logs: '' },
      settings: this.#settings,
      configHash: 'config',
      codeVersion: 'test',
      actor: 'Odile',
      clock: () => new Date('2026-11-16T06:00:00Z'),
      log: silent,
      progress: { advance() {}, end() {} },
      runId: `01900000-0000-7000-8000-${String(this.#runs).padStart(12, '0')}`,
      asOf: '2026-11-16',
      ...options,
    };
  }

  async load(options: { readonly acceptDrift?: string } = {}): Promise<StepResult> {
    return loadPending(this.world(options));
  }

  /** Writes a curated file and its ledger rows; gives the path of the file, relative to the estate's root. */
  async receive(dataset: Dataset, rows: readonly CuratedRow[], options: ExportOptions): Promise<string> {
    const { source = 'isavigne' } = options;
    const exportedAt = options.exportedAt.length === 10 ? `${options.exportedAt}T05:00:00Z` : options.exportedAt;
    const seed = JSON.stringify([dataset, rows, source, exportedAt, options.name]);
    const fileHash = createHash('sha256').update(seed).digest('hex');
    const complete = rows.map((row, index) => completed[dataset]({ file_line: index + 2, ...row }));
    const path = `curated/${dataset.toUpperCase()}_curated_${exportedAt.slice(0, 10)}_${fileHash.slice(0, 8)}.csv`;
    const header = columns[dataset].split(' ');
    const text = complete.map((row) =>
      ownCsvRecord(
        header.map((column) => (column === 'source_file' ? fileHash.slice(0, 8) : String(row[column] ?? ''))),
      ),
    );
    await mkdir(dirname(join(this.#root, path)), { recursive: true });
    await writeFile(join(this.#root, path), ownCsvRecord(header) + text.join(''));
    const rejected = (options.refusedDocuments ?? []).map((id) => ownCsvRecord(['', '2', '', '', '', '', '0', id]));
    const rejectsHeader = ownCsvRecord(rejectColumns);
    if (rejected.length > 0) await writeFile(join(this.#root, rejectsPathOf(path)), rejectsHeader + rejected.join(''));
    await this.#insertLedger(dataset, complete, { ...options, source, exportedAt, fileHash, path });
    return path;
  }

  async #insertLedger(
    dataset: Dataset,
    rows: readonly CuratedRow[],
    file: ExportOptions & { readonly source: string; readonly fileHash: string; readonly path: string },
  ): Promise<void> {
    const key = { estate_id: this.estate, source: file.source, dataset, file_hash: file.fileHash };
    const originalName = file.name ?? `${dataset}-${file.exportedAt.slice(0, 10)}.csv`;
    const runId = this.world().runId;
    const days = rows
      .map((row) => String(row['date_livraison'] ?? ''))
      .filter((day) => day !== '')
      .sort();
    const rejected = file.rowsRejected ?? file.refusedDocuments?.length ?? 0;
    const mtHt = rows.reduce((sum, row) => sum + Math.round(Number(row['mt_ht'] ?? 0) * 10_000), 0) / 10_000;
    await insertRows(this.#database, 'etl.files', [
      {
        ...key,
        original_name: originalName,
        archived_path: `raw/${file.source}/${dataset}/archive/${originalName}`,
        byte_count: 1,
        exported_at: file.exportedAt,
        exported_at_origin: 'name',
      },
    ]);
    const headers = file.headers ?? columns[dataset].split(' ').map((column) => ({ header: column, column }));
    await insertRows(this.#database, 'etl.stagings', [
      {
        ...key,
        profile_hash: 'profile',
        status: 'staged',
        staging_path: `staging/${originalName}`,
        reading: { headers },
        run_id: runId,
      },
    ]);
    await insertRows(this.#database, 'etl.curations', [
      {
        ...key,
        config_hash: 'config',
        curated_path: file.path,
        rejects_path: file.refusedDocuments === undefined ? null : rejectsPathOf(file.path),
        rows_read: rows.length + rejected,
        rows_kept: rows.length,
        rows_rejected: rejected,
        mt_ht_read: mtHt,
        mt_ht_kept: mtHt,
        mt_ht_rejected: 0,
        repeats_hash: file.repeats === undefined ? null : await this.#hashOf(file.repeats),
        warnings: {},
        first_day: days[0] ?? null,
        last_day: days.at(-1) ?? null,
        run_id: runId,
      },
    ]);
  }

  async #hashOf(curatedPath: string): Promise<string | null> {
    const statement = sql(
      `select file_hash as hash from etl.curations where estate_id = :'estate' and curated_path = :'curated_path'`,
    );
    const file = await this.#database.one<{ hash: string }>(statement, {
      estate: this.estate,
      curated_path: curatedPath,
    });
    return file?.hash ?? null;
  }

  /** All rows of a table of this estate as one text per row, in order: equal lists, equal tables. */
  async table(name: string, without: readonly string[] = []): Promise<string[]> {
    const rows = await this.#database.rows<{ row: string }>(
      sql(
        `select ((to_jsonb(held) - 'estate_id') - :'without'::text[])::text as row
         from ${name} as held where estate_id = :'estate' order by 1`,
      ),
      { estate: this.estate, without },
    );
    return rows.map(({ row }) => row);
  }

  /** Which version of each row is there: a row that was written again, even with the same values, has another. */
  async versions(names: readonly string[]): Promise<string[]> {
    const versions: string[] = [];
    for (const name of names) {
      const rows = await this.#database.rows<{ version: string }>(
        sql(`select ctid::text || ' ' || xmin::text as version from ${name} where estate_id = :'estate' order by ctid`),
        { estate: this.estate },
      );
      versions.push(...rows.map(({ version }) => `${name} ${version}`));
    }
    return versions;
  }

  async query<Row>(text: string, parameters: Record<string, string> = {}): Promise<Row[]> {
    return this.#database.rows<Row>(sql(text), { estate: this.estate, ...parameters });
  }
}

/** A sales line of one document: `FACTURE 12` is its type and number. */
export function vente(document: string, day: string, row: CuratedRow = {}): CuratedRow {
  const [type = '', number = ''] = document.split(' ');
  return { document_type: type, document_no: number, date_livraison: day, ...row };
}

const completed: Record<Dataset, (row: CuratedRow) => CuratedRow> = {
  ventes_lignes(row) {
    const label = String(row['produit_label'] ?? 'Riesling 2022');
    const quantity = Number(row['qty_line'] ?? 1);
    const mtHt = Number(row['mt_ht'] ?? quantity * 10);
    const clientCode = row['client_code'] ?? 'CL001';
    return {
      document_id: `${row['document_type']}_${row['document_no']}`,
      line_kind: row['document_type'] === 'AVOIR' ? 'return' : 'sale',
      client_code: clientCode,
      source_client_code: clientCode,
      produit_label: label,
      ...wineOf(label),
      qty_line: quantity,
      qty_bottles: quantity,
      qty_unit: quantity,
      mt_ht: mtHt,
      mt_ttc: Math.round(mtHt * 12_000) / 10_000,
      is_ht_derived: 'f',
      is_ttc_derived: 'f',
      ...row,
    };
  },
  clients: (row) => ({ source_client_code: row['client_code'], is_trade: 'f', is_till: 'f', ...row }),
  produits: (row) => ({ ...wineOf(String(row['label'])), ...row }),
  stock: (row) => ({ ...wineOf(String(row['label'])), stock_reserve: 0, ...row }),
  contacts: (row) => row,
};

function wineOf(label: string): CuratedRow {
  const { wineKey, millesime, packaging } = readWineIdentity(label);
  return { label_key: produitKey(label), wine_key: wineKey, millesime, format: packaging?.format ?? '75CL' };
}
