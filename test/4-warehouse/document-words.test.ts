import { describe, expect, it } from 'vitest';
import { DocumentWords } from '../../src/4-warehouse/sales/document-words.ts';
import { type CuratedRow, vente } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

const header = 'source_file;file_line;document_id;mt_ht\n';
/** The runs of a file, told in one block or cut after each of its records. */
function runsOf(...records: readonly string[]): string[] {
  const whole = new DocumentWords();
  const told = whole.take(Buffer.from(header + records.join(''))) + whole.finish();
  const cut = new DocumentWords();
  const pieces = [header, ...records].map((record) => cut.take(Buffer.from(record)));
  expect(pieces.join('') + cut.finish()).toBe(told);
  expect(whole.lines).toBe(records.length);
  return told.split('\n').slice(0, -1);
}

const changed = (row: CuratedRow): CuratedRow =>
  row['document_no'] === '7' ? { ...row, ville: 'Ville;\n"neuve"' } : row;

describe('the words of a document', () => {
  it('are the same wherever its lines stand in which file, and others with one letter more', () => {
    const [once] = runsOf('aaaa;2;F1;10\n', 'aaaa;3;F1;20\n');
    expect(runsOf('bbbb;7;F1;20\n', 'bbbb;9;F1;10\n')).toEqual([once]);
    expect(runsOf('aaaa;2;F1;10\n', 'aaaa;3;F1;200\n')).not.toEqual([once]);
    expect(runsOf('aaaa;2;F1;1\n', 'aaaa;3;F1;020\n')).not.toEqual([once]);
  });

  it('are told in runs where other documents stand between, and read through quotes', () => {
    const runs = runsOf('a;2;"F;1";"deux\nlignes"\n', 'a;4;"F;1";"dit ""oui"";"\n', 'a;5;F2;1\n', 'a;6;"F;1";3\n');
    expect(runs.map((run) => run.split(';').slice(0, -2).join(';'))).toEqual(['"F;1";2', 'F2;1', '"F;1";1']);
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
});
