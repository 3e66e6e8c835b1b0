import { describe, expect, it } from 'vitest';
import { type Cells, cremant, curateRows, pick } from './curate-rows.ts';

/** The lines of one credit note, as they are counted. */
const creditNote = (rows: readonly Cells[]) =>
  curateRows(
    'ventes_lignes',
    rows.map((row) => ({ ...cremant, document_type: 'AVOIR', document_no: 'A1', ...row })),
  ).kept.map((row) => pick(row, 'line_kind', 'qty_line', 'mt_ht', 'mt_ttc'));

describe('a credit note', () => {
  it('is negative, whichever sign the software wrote', () => {
    for (const [qty, ht, ttc] of [
      ['1', '8,50', '10,20'],
      ['-1', '-8,50', '-10,20'],
      ['1', '-8,50', '-10,20'],
      ['-1', '8,50', '10,20'],
    ]) {
      const { kept, warnings, ledger } = curateRows('ventes_lignes', [
        {
          ...cremant,
          document_type: 'AVOIR',
          qty_line: qty ?? '',
          mt_ht: ht ?? '',
          mt_ttc: ttc ?? '',
          marge: ht?.startsWith('-') ? '-2' : '2',
        },
      ]);
      expect(pick(kept[0] ?? {}, 'qty_line', 'mt_ht', 'mt_ttc', 'marge', 'pu_ht')).toEqual([
        '-1',
        '-8.5',
        '-10.2',
        '-2',
        '8.5',
      ]);
      expect(warnings).toEqual(qty === '-1' && ht === '-8,50' ? {} : { SIGN_TURNED: 1 });
      expect(ledger.warnings()['SIGN_TURNED']?.mt_ht).toBe(ht === '8,50' ? '17' : undefined);
    }
  });

  it('written positive gives back the wine less its discount', () => {
    const rows = [
      { qty_line: '6', mt_ht: '50', mt_ttc: '60' },
      { produit_label: 'Remise', qty_line: '1', mt_ht: '-5', mt_ttc: '-6' },
    ];
    expect(creditNote(rows)).toEqual([
      ['return', '-6', '-50', '-60'],
      ['return', '1', '5', '6'],
    ]);
  });

  it('written negative keeps what was taken in exchange', () => {
    const rows = [
      { qty_line: '-6', mt_ht: '-60', mt_ttc: '-72' },
      { produit_label: 'Riesling 2022', qty_line: '7', mt_ht: '70', mt_ttc: '84' },
      { produit_label: 'Frais de retour', qty_line: '1', mt_ht: '5', mt_ttc: '6' },
    ];
    expect(creditNote(rows)).toEqual([
      ['return', '-6', '-60', '-72'],
      ['sale', '7', '70', '84'],
      ['fee', '1', '5', '6'],
    ]);
  });

  it('whose source numbers its documents anew each year says nothing of the note of another year', () => {
    const rows = [
      { date_livraison: '03/02/2025', qty_line: '6', mt_ht: '60', mt_ttc: '72' },
      { date_livraison: '04/02/2026', qty_line: '-6', mt_ht: '-60', mt_ttc: '-72' },
    ].map((row) => ({ ...cremant, document_type: 'AVOIR', document_no: 'AV-1', ...row }));
    const counted = (document_numbers: 'unique' | 'yearly') =>
      curateRows('ventes_lignes', rows, { profile: { document_numbers } }).kept.map((row) => pick(row, 'mt_ht'));
    expect(counted('yearly')).toEqual([['-60'], ['-60']]);
    expect(counted('unique')).toEqual([['-60'], ['60']]);
  });
});
