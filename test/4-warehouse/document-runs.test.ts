import { describe, expect, it } from 'vitest';
import { DocumentRuns, runRow } from '../../src/4-warehouse/sales/document-runs.ts';
import { KeptRecords } from '../../src/4-warehouse/sales/kept-records.ts';
import { LineIds } from '../../src/4-warehouse/sales/line-ids.ts';
import { NotASalesRecord, SalesRecord, salesHeader } from '../../src/4-warehouse/sales/sales-record.ts';
import { ownCsvRecord } from '../../src/values/own-csv.ts';
import { type CuratedRow, vente } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

const cellNames = salesHeader.trimEnd().split(';');
/** A record of a curated sales file; what is not said is as in an ordinary one. */
function record(cells: Readonly<Record<string, string>>): string {
  const ordinary: Record<string, string> = {
    source_file: 'aaaaaaaa',
    file_line: '2',
    document_id: 'F_1',
    document_type: 'F',
    date_livraison: '2026-10-01',
    mt_ht: '10',
  };
  return ownCsvRecord(cellNames.map((name) => cells[name] ?? ordinary[name] ?? ''));
}

/** The runs of a file as cells. */
function runsOf(...records: readonly string[]): string[][] {
  let told = '';
  const runs = new DocumentRuns((run) => {
    told += runRow(run);
  });
  const record = new SalesRecord();
  record.load(Buffer.from(records.join('')));
  while (record.read()) runs.take(record);
  runs.finish();
  expect(runs.lines).toBe(records.length);
  return told
    .split('\n')
    .slice(0, -1)
    .map((run) => run.split(';'));
}

/** Of the only run: its content, and its words. */
function hashesOf(...records: readonly string[]): { content: string; words: string } {
  const [run = []] = runsOf(...records);
  return { content: run.slice(9, 11).join('.'), words: run.slice(11).join('.') };
}

/** Lines with these references, as the ledger would know them; `apart` as LedgerLines is told. */
function idsOf(refs: readonly string[]): string[] {
  const ids = new LineIds(new Set());
  ids.begin('F_1');
  return refs.map((ref) => ids.next(ref));
}

const isSeventh = (row: unknown): boolean => JSON.stringify(row).includes('FACTURE_7');
const changed = (row: CuratedRow): CuratedRow =>
  row['document_no'] === '7' ? { ...row, ville: 'Ville;\n"neuve"' } : row;

describe('the words of a document', () => {
  const one = record({ file_line: '2', mt_ht: '10', ville: 'Barr' });
  const other = record({ file_line: '3', mt_ht: '20' });

  it('are the same wherever its lines stand in which file, and others with one letter more', () => {
    const moved = [
      record({ source_file: 'bbbbbbbb', file_line: '7', mt_ht: '20' }),
      record({ source_file: 'bbbbbbbb', file_line: '9', mt_ht: '10', ville: 'Barr' }),
    ];
    expect(hashesOf(...moved)).toEqual(hashesOf(one, other));
    expect(hashesOf(one, record({ mt_ht: '200' })).content).not.toBe(hashesOf(one, other).content);
    expect(hashesOf(record({ email: 'a', code_postal: 'b' }))).not.toEqual(hashesOf(record({ email: 'ab' })));
  });

  it('tell the code as it was written, which is no content', () => {
    const [plain, respelled] = [hashesOf(one), hashesOf(record({ source_client_code: 'cl 1', ville: 'Barr' }))];
    expect(respelled.content).toBe(plain.content);
    expect(respelled.words).not.toBe(plain.words);
  });

  it('are told in runs where another document or client stands between, with euros and days, and read through quotes', () => {
    const runs = runsOf(
      record({ document_id: 'F"1', mt_ht: '-0.5', date_livraison: '2026-10-02', ville: 'deux\nlignes;"' }),
      record({ document_id: 'F"1', mt_ht: '1234.0625', file_line: '4' }),
      record({ document_id: 'F"1', client_code: 'C2', source_client_code: 'c 2', file_line: '5' }),
      record({ document_id: 'F2', file_line: '6' }),
      record({ document_id: 'F"1', file_line: '7' }),
    );
    expect(runs.map((run) => run.slice(0, 9).join(' '))).toEqual([
      '"F""1" F   2 2 12335625 2026-10-01 2026-10-02',
      '"F""1" F C2 c 2 5 1 100000 2026-10-01 2026-10-01',
      'F2 F   6 1 100000 2026-10-01 2026-10-01',
      '"F""1" F   7 1 100000 2026-10-01 2026-10-01',
    ]);
  });

  it('are not read from a file that somebody altered', () => {
    const altered = [
      ['one cell too many', one.replace('\n', ';\n')],
      ['one too few', one.replace(';', '')],
      ['no amount', record({ mt_ht: '1e3' })],
      ['too many decimals', record({ mt_ht: '1.00001' })],
      ['no day', record({ date_livraison: '5/10/2026' })],
      ['an open quote', one.replace('Barr', '"Barr')],
    ];
    const read = altered.filter(([, text = '']) => {
      try {
        return runsOf(text).length > 0;
      } catch (error) {
        return !(error instanceof NotASalesRecord);
      }
    });
    expect(read).toEqual([]);
  });
});

describe('a line', () => {
  it('is known by its reference, by `ref.2` when that is taken, or by its place', () => {
    expect(idsOf(['A', '', 'A', 'B', 'A.2', 'A', ''])).toEqual(['A', '#2', 'A.2', 'B', 'A.2.2', 'A.3', '#7']);
  });

  it('goes on counting where the lines of its document lie apart', () => {
    const ids = new LineIds(new Set(['F_1']));
    const told = ['F_1', 'F_2', 'F_1', 'F_2'].map((id) => {
      ids.begin(id);
      return [ids.next(''), ids.next('A')];
    });
    expect(told).toEqual([
      ['#1', 'A'],
      ['#1', 'A'],
      ['#3', 'A.2'],
      ['#1', 'A'],
    ]);
  });
});

describe('the records that are kept while a file is read', () => {
  it('are those of the runs that say something new, also where the file comes in pieces', () => {
    const records = ['F1', 'F1', 'F2', 'F3', 'F3', 'F3', 'F4'].map((document_id, line) =>
      record({ document_id, file_line: String(line + 2) }),
    );
    const kept = new KeptRecords();
    const runs = new DocumentRuns(({ documentId }) => kept.endRun(documentId !== 'F2'));
    const cursor = new SalesRecord();
    for (const piece of [records.slice(0, 1), records.slice(1, 5), records.slice(5)]) {
      cursor.load(Buffer.from(piece.join('')));
      while (cursor.read()) {
        runs.take(cursor);
        kept.take(cursor);
      }
    }
    runs.finish();
    expect(Buffer.concat(kept.blocks() ?? []).toString()).toBe(records.filter((_, line) => line !== 2).join(''));
  });
});

describe('a weekly export in which one document of many says something new', () => {
  const days = Array.from({ length: 12 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}`);
  const rows = days.flatMap((day, index) => [
    vente(`FACTURE ${index + 1}`, day, { produit_label: 'Riesling "Vieilles Vignes"; sec 2022' }),
    vente(`FACTURE ${index + 1}`, day, { qty_line: 2 }),
  ]);

  it('replaces that one, sees another vanish, and leaves the rest untouched', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-19' });
    await estate.load();
    const before = await estate.versions(['etl.documents', 'etl.ventes_lignes']);
    const next = rows.filter((row) => row['document_no'] !== '3').map(changed);
    await estate.receive('ventes_lignes', next, { exportedAt: '2026-10-26' });
    const result = await estate.load();
    expect(result).toMatchObject({ rowsRead: 22, rowsWritten: 2 });
    expect(result.notices[0]?.fr).toBe('Ventes : 0 document nouveau, 1 modifié, 10 inchangés, 1 disparu.');
    const after = await estate.versions(['etl.documents', 'etl.ventes_lignes']);
    expect(before.filter((version) => !after.includes(version))).toHaveLength(2 + 4);
    const towns = await estate.query<{ row: string }>(
      `select document_id || ' ' || ville as row from etl.ventes_lignes where estate_id = :'estate' and ville is not null`,
    );
    expect(towns.map(({ row }) => row)).toEqual(['FACTURE_7 Ville;\n"neuve"', 'FACTURE_7 Ville;\n"neuve"']);
  });

  it('is read whole where the same line stands first and a new one of its document further on', async () => {
    const estate = await newEstate();
    const [first, second] = [vente('FACTURE 1', '2026-10-01'), vente('FACTURE 2', '2026-10-02')];
    await estate.receive('ventes_lignes', [first, second], { exportedAt: '2026-10-19' });
    await estate.load();
    const next = [first, second, vente('FACTURE 1', '2026-10-01', { qty_line: 5 })];
    await estate.receive('ventes_lignes', next, { exportedAt: '2026-10-26' });
    const result = await estate.load();
    expect(result).toMatchObject({ rowsRead: 3, rowsWritten: 2 });
    expect(result.notices[0]?.fr).toBe('Ventes : 0 document nouveau, 1 modifié, 1 inchangé, 0 disparu.');
    const lines = await estate.query<{ row: string }>(`
      select concat_ws(' ', document_id, line_id, qty_line::integer) as row
      from etl.ventes_lignes where estate_id = :'estate' order by 1`);
    expect(lines.map(({ row }) => row)).toEqual(['FACTURE_1 #1 1', 'FACTURE_1 #2 5', 'FACTURE_2 #1 1']);
  });

  it('is understood too where the words of the documents were not noted yet, and notes them', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-19' });
    await estate.load();
    const words = await estate.query(
      `select document_id, words_hash from etl.documents where estate_id = :'estate' order by 1`,
    );
    const lines = await estate.versions(['etl.ventes_lignes']);
    await estate.query(`update etl.documents set words_hash = null where estate_id = :'estate'`);
    await estate.receive('ventes_lignes', [...rows].reverse(), { exportedAt: '2026-10-26' });
    const result = await estate.load();
    expect(result.notices[0]?.fr).toBe('Ventes : 0 document nouveau, 0 modifié, 12 inchangés, 0 disparu.');
    expect(await estate.versions(['etl.ventes_lignes'])).toEqual(lines);
    expect(
      await estate.query(`select document_id, words_hash from etl.documents where estate_id = :'estate' order by 1`),
    ).toEqual(words);
  });

  it('is understood after an upgrade, whose documents were hashed otherwise', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', rows, { exportedAt: '2026-10-19' });
    await estate.load();
    const documents = () =>
      estate.query(
        `select document_id, words_hash, content_hash from etl.documents where estate_id = :'estate' order by 1`,
      );
    const today = await documents();
    const lines = await estate.versions(['etl.ventes_lignes']);
    await estate.query(`
      update etl.documents set words_hash = '1.2', content_hash = older.content_hash
      from (
        select document_id, sum(hash_record_extended(row(
          null::text collate "C", document_no, line_kind, client_code, date_livraison, produit_label collate "C", label_key, article, packaging,
          qty_line, qty_bottles, qty_unit, pu_ht, mt_ht, mt_ttc, marge, is_ht_derived, is_ttc_derived, email, code_postal, ville collate "C",
          qty_line < 0, pu_ht < 0, mt_ht < 0, mt_ttc < 0, marge < 0), 0))::text as content_hash
        from etl.ventes_lignes where estate_id = :'estate' group by document_id
      ) as older
      where documents.estate_id = :'estate' and documents.document_id = older.document_id`);
    await estate.receive('ventes_lignes', rows.map(changed), { exportedAt: '2026-10-26' });
    const result = await estate.load();
    expect(result.notices[0]?.fr).toBe('Ventes : 0 document nouveau, 1 modifié, 11 inchangés, 0 disparu.');
    expect((await documents()).filter((row) => !isSeventh(row))).toEqual(today.filter((row) => !isSeventh(row)));
    const after = await estate.versions(['etl.ventes_lignes']);
    expect(lines.filter((version) => !after.includes(version))).toHaveLength(2);
  });
});
