import { describe, expect, it } from 'vitest';
import { vente, type WarehouseCase } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

const october = ['01', '02', '03'].map((day, index) => vente(`FACTURE ${index + 1}`, `2026-10-${day}`));
/** What a repeated file must not say: had it been read, the ledger would tell. */
const otherwise = october.map((row) => ({ ...row, produit_label: 'Sylvaner 2020' }));

async function labels(estate: WarehouseCase): Promise<string> {
  const rows = await estate.query<{ row: string }>(
    `select document_id || ' ' || produit_label as row from etl.ventes_lignes where estate_id = :'estate' order by 1`,
  );
  return rows.map(({ row }) => row.replace('FACTURE_', '')).join(', ');
}

async function loads(estate: WarehouseCase): Promise<string[]> {
  const rows = await estate.query<{ counts: string }>(`
    select rows_loaded || '/' || rows_changed || ' ' || documents_new || '/' || documents_changed || '/'
      || documents_unchanged || '/' || documents_vanished as counts
    from etl.loads inner join etl.files using (estate_id, source, dataset, file_hash)
    where estate_id = :'estate' order by exported_at`);
  return rows.map(({ counts }) => counts);
}

describe('a sales file that repeats the one before it', () => {
  it('is noted as loaded, unread, in the run of the first or later', async () => {
    const estate = await newEstate();
    const first = await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    const second = await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-12', repeats: first });
    await estate.load();
    await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-19', repeats: second });
    const result = await estate.load();
    expect(await labels(estate)).toBe('1 Riesling 2022, 2 Riesling 2022, 3 Riesling 2022');
    expect(await loads(estate)).toEqual(['3/3 3/0/0/0', '3/0 0/0/3/0', '3/0 0/0/3/0']);
    expect(result).toMatchObject({ rowsRead: 3, rowsWritten: 0 });
    expect(result.notices.map(({ fr }) => fr)).toEqual([
      'Ventes : 0 document nouveau, 0 modifié, 3 inchangés, 0 disparu.',
    ]);
  });

  it('is read when it is another one that spoke last', async () => {
    const estate = await newEstate();
    const first = await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    await estate.load();
    await estate.receive('ventes_lignes', [vente('FACTURE 4', '2026-10-09')], { exportedAt: '2026-10-12' });
    await estate.load();
    await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-19', repeats: first });
    await estate.load();
    expect(await loads(estate)).toEqual(['3/3 3/0/0/0', '1/1 1/0/0/0', '3/3 0/3/0/0']);
  });

  it('is read after a late file, whose turn was before both', async () => {
    const estate = await newEstate();
    const newest = await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-12' });
    await estate.load();
    await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-05' });
    await estate.load();
    await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-19', repeats: newest });
    await estate.load();
    expect((await loads(estate)).at(-1)).toBe('3/3 0/3/0/0');
  });

  it('is read when its days hold a document that it does not: now it may have vanished', async () => {
    const estate = await newEstate();
    estate.set({ import: { vanished_documents: 'report' } });
    await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    await estate.load();
    const [one = {}, , three = {}] = october;
    const second = await estate.receive('ventes_lignes', [one, three], { exportedAt: '2026-10-12' });
    await estate.load();
    estate.set({ import: { vanished_documents: 'remove' } });
    await estate.receive('ventes_lignes', [one, three], { exportedAt: '2026-10-19', repeats: second });
    await estate.load();
    expect(await labels(estate)).toBe('1 Riesling 2022, 3 Riesling 2022');
    expect(await loads(estate)).toEqual(['3/3 3/0/0/0', '2/0 0/0/2/0', '2/0 0/0/2/1']);
  });

  it('is read when it was cleaned under other settings than the one it repeats', async () => {
    const estate = await newEstate();
    const first = await estate.receive('ventes_lignes', october, { exportedAt: '2026-10-05' });
    await estate.load();
    const path = await estate.receive('ventes_lignes', otherwise, { exportedAt: '2026-10-12', repeats: first });
    await estate.query(
      `update etl.curations set config_hash = 'other' where estate_id = :'estate' and curated_path = :'path'`,
      { path },
    );
    await estate.load();
    expect(await labels(estate)).toContain('Sylvaner');
  });
});
