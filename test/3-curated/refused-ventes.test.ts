import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cells, cremant, curateRows, pick } from './curate-rows.ts';

describe('a sales line', () => {
  it.each<[string, Cells, string[]]>([
    ['a day that does not exist', { date_livraison: '31/02/2025' }, ['2 DAY_IMPOSSIBLE date_livraison 31/02/2025']],
    ['a bare number for a day', { date_livraison: '46018' }, ['2 DAY_BARE_NUMBER date_livraison 46018']],
    [
      'a day over a year after the export',
      { date_livraison: '06/01/2027' },
      ['2 DAY_FUTURE date_livraison 06/01/2027'],
    ],
    ['no quantity', { qty_line: '' }, ['2 QTY_EMPTY qty_line']],
    ['a quantity that is no number', { qty_line: 'deux' }, ['2 QTY_UNREADABLE qty_line deux']],
    ['an amount that is no number', { mt_ht: 'nan' }, ['2 AMOUNT_UNREADABLE mt_ht nan']],
    ['no amount and no price', { mt_ht: '', mt_ttc: '', pu_ht: '' }, ['2 AMOUNT_EMPTY mt_ht']],
    ['no amount and no price that can be read', { mt_ht: '', mt_ttc: '', pu_ht: 'x' }, ['2 AMOUNT_UNREADABLE pu_ht x']],
    ['no label', { produit_label: ' - ' }, ['2 PRODUIT_EMPTY produit_label  -']],
    ['a type nobody knows', { document_type: 'Bordereau' }, ['2 UNKNOWN_DOCUMENT_TYPE document_type Bordereau']],
    ['no type', { document_type: '' }, ['2 DOCUMENT_TYPE_EMPTY document_type']],
    ['no number', { document_no: '#' }, ['2 DOCUMENT_NO_EMPTY document_no #']],
    ['a row staging could not trust', { source_issue: 'EXTRA_FIELDS' }, ['2 EXTRA_FIELDS source_issue EXTRA_FIELDS']],
    ['two reasons', { qty_line: '', document_no: '' }, ['2 QTY_EMPTY qty_line', '2 DOCUMENT_NO_EMPTY document_no']],
  ])('is refused for %s', (_, change, reasons) => {
    const { kept, rejects, ledger } = curateRows('ventes_lignes', [cremant, { ...cremant, ...change }].toReversed());
    expect(rejects).toEqual(reasons);
    expect(kept).toHaveLength(1);
    expect(ledger.figures()).toMatchObject({ rowsRead: 2, rowsKept: 1, rowsRejected: 1 });
  });

  it('exactly a year after the export is still a day', () => {
    const { kept } = curateRows('ventes_lignes', [{ ...cremant, date_livraison: '05/01/2027' }]);
    expect(kept.map((row) => row['date_livraison'])).toEqual(['2027-01-05']);
  });

  it('keeps its euros when it is refused, as far as they can be read', () => {
    const refused: Cells[] = [
      { qty_line: '' },
      { mt_ht: '', qty_line: '' },
      { mt_ht: 'x' },
      { mt_ht: '', mt_ttc: '', pu_ht: '' },
    ];
    const { ledger } = curateRows(
      'ventes_lignes',
      refused.map((change) => ({ ...cremant, ...change })),
    );
    expect(ledger.figures()).toMatchObject({ mtHtRejected: '25.5', mtHtKept: '0', mtHtRead: '25.5', rowsRejected: 4 });
  });

  it('leaves out and counts what cannot be read beside its figures, and loses nothing else', () => {
    const { kept, warnings } = curateRows('ventes_lignes', [
      {
        ...cremant,
        email: 'a b@c.d',
        code_postal: '670',
        marge: '?',
        pu_ht: '?',
        article: '3,76001E+12',
        packaging: 'palette',
      },
      { ...cremant, email: 'a@b.fr; c@d.fr', code_postal: '6000', ville: 'SÃ©lestat', qty_line: '0' },
    ]);
    expect(
      kept.map((row) => pick(row, 'email', 'code_postal', 'marge', 'pu_ht', 'article', 'packaging', 'qty_bottles')),
    ).toEqual([
      ['', '', '', '', '', 'BOUTEILLE', '1'],
      ['a@b.fr', '06000', '2', '8.5', 'CREMANT', 'BOUTEILLE', '0'],
    ]);
    expect(kept[1]?.['ville']).toBe('Sélestat');
    expect(warnings).toEqual({
      CODE_POSTAL_INVALID: 1,
      CODE_POSTAL_RESTORED: 1,
      EAN_LOST: 1,
      EMAIL_INVALID: 1,
      EXTRA_EMAILS: 1,
      MARGE_UNREADABLE: 1,
      MOJIBAKE_REPAIRED: 1,
      PU_HT_UNREADABLE: 1,
      UNKNOWN_PACKAGING: 1,
      ZERO_QUANTITY: 1,
    });
  });

  it('is never lost: whatever the cells, kept + refused = read', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('1', '-8,50', '1.234', '27/12/2025', 'AVOIR', 'Port', '"', ';', '', 'nan'),
    );
    const line = fc.record({
      qty_line: cell,
      mt_ht: cell,
      mt_ttc: cell,
      pu_ht: cell,
      date_livraison: cell,
      document_type: cell,
      client_code: cell,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const rows = lines.map((change) => ({ ...cremant, ...change }));
        const { ledger, kept } = curateRows('ventes_lignes', rows);
        expect(kept).toHaveLength(ledger.rowsKept);
        expect(ledger.rowsRead).toBe(lines.length);
        expect(ledger.rowsKept + ledger.rowsRejected).toBe(lines.length);
      }),
      { numRuns: 200 },
    );
  });
});
