import { describe, expect, it } from 'vitest';
import { type Cells, cremant, curateRows, pick } from './curate-rows.ts';

function keptLine(change: Cells): Cells {
  const { kept, rejects } = curateRows('ventes_lignes', [{ ...cremant, ...change }]);
  expect(rejects).toEqual([]);
  return kept[0] ?? {};
}

function namesOf(label: string, millesime: string): string[] {
  return pick(keptLine({ produit_label: label, millesime }), 'produit_label', 'label_key', 'wine_key', 'millesime');
}

function warningsOf(change: Cells): Readonly<Record<string, number>> {
  return curateRows('ventes_lignes', [{ ...cremant, ...change }]).warnings;
}

describe('a sales line', () => {
  it('of the estate comes out clean, every cell of it', () => {
    expect(keptLine({})).toEqual({
      source_file: 'a1b2c3d4',
      file_line: '2',
      document_id: 'VENTE_V0001',
      line_ref: '1',
      document_type: 'VENTE',
      document_no: 'V0001',
      line_kind: 'sale',
      client_code: 'CL001',
      source_client_code: 'CL001',
      date_livraison: '2025-12-27',
      produit_label: 'Crémant Alsace Extra Brut',
      label_key: 'CREMANT ALSACE EXTRA BRUT',
      wine_key: 'CREMANT ALSACE EXTRA BRUT',
      millesime: '',
      format: '75CL',
      article: 'CREMANT',
      packaging: 'BOUTEILLE',
      qty_line: '1',
      qty_bottles: '1',
      qty_unit: '1',
      pu_ht: '8.5',
      mt_ht: '8.5',
      mt_ttc: '10.2',
      marge: '2',
      is_ht_derived: 'f',
      is_ttc_derived: 'f',
      email: 'jean@dupont.fr',
      code_postal: '67000',
      ville: 'Strasbourg',
    });
  });

  it.each<[string, Cells, string, string]>([
    ['2 × CARTON12', { qty_line: '2', packaging: 'CARTON12' }, '24', '24'],
    ['1 × MAGNUM', { packaging: 'MAGNUM' }, '1', '2'],
    ['3 × DEMI', { qty_line: '3', packaging: 'Demi' }, '3', '1.5'],
    ['packaging in the article', { article: 'CARTON6' }, '6', '6'],
    ['packaging in the label', { produit_label: 'Crémant magnum' }, '1', '2'],
    ['the column before the article', { packaging: 'CARTON6', article: 'CARTON12' }, '6', '6'],
    ['50 cl', { qty_line: '6', packaging: '50 cl' }, '6', '4.002'],
  ])('counts bottles and 75-cl equivalents: %s', (_, change, bottles, equivalents) => {
    expect(pick(keptLine(change), 'qty_bottles', 'qty_unit')).toEqual([bottles, equivalents]);
  });

  it.each<[string, Cells, string]>([
    ['a wine', {}, 'sale'],
    ['an invoice', { document_type: 'Facture' }, 'sale'],
    ['a credit note', { document_type: 'Avoir' }, 'return'],
    ['a negative line on an invoice', { qty_line: '-1', mt_ht: '-8,50', mt_ttc: '-10,20' }, 'return'],
    ['a devis', { document_type: 'DEVIS' }, 'ignored'],
    ['a BL', { document_type: 'BL', produit_label: 'Port' }, 'ignored'],
    ['port', { produit_label: 'Port et emballage' }, 'fee'],
    ['a wine named Porto', { produit_label: 'Porto' }, 'sale'],
    ['a deposit', { produit_label: 'Consigne fût' }, 'deposit'],
    ['breakage', { produit_label: 'Casse Riesling' }, 'breakage'],
    ['a sample by its label', { produit_label: 'Échantillon Riesling 2022' }, 'sample'],
    ['a gift by its label', { produit_label: 'Riesling offert' }, 'sample'],
    ['a wine for nothing', { mt_ht: '0,00', mt_ttc: '0' }, 'sample'],
    ['a wine that left for nothing', { qty_line: '-2', mt_ht: '0', mt_ttc: '0' }, 'breakage'],
    ['a fee on a credit note', { document_type: 'AVOIR', produit_label: 'PORT' }, 'fee'],
  ])('%s', (_, change, kind) => expect(keptLine(change)['line_kind']).toBe(kind));

  it('of a fee is no wine and holds no bottle; of a sample it is the wine itself', () => {
    expect(
      pick(
        keptLine({ produit_label: 'Frais de port', packaging: 'COLIS' }),
        'wine_key',
        'format',
        'packaging',
        'qty_bottles',
      ),
    ).toEqual(['', '', '', '0']);
    expect(pick(keptLine({ produit_label: 'Échantillon Riesling 2022' }), 'wine_key', 'millesime')).toEqual([
      'RIESLING',
      '2022',
    ]);
  });

  it('that takes something off the wines of its invoice counts in the money, and is no wine; one written positive only tells', () => {
    const { kept } = curateRows('ventes_lignes', [
      { ...cremant, qty_line: '6', mt_ht: '60', mt_ttc: '72' },
      { ...cremant, produit_label: 'Remise fidélité 10 %', qty_line: '1', mt_ht: '-6', mt_ttc: '-7,20' },
      { ...cremant, produit_label: 'Remise 10 %', qty_line: '1', mt_ht: '6', mt_ttc: '7,20' },
    ]);
    expect(kept.map((row) => pick(row, 'line_kind', 'wine_key', 'qty_bottles', 'mt_ht')).slice(1)).toEqual([
      ['return', '', '0', '-6'],
      ['fee', '', '0', '6'],
    ]);
  });

  it('whose source numbers its documents anew each year belongs to the document of that year', () => {
    const days = [{ date_livraison: '03/02/2025' }, { date_livraison: '04/02/2026' }];
    const rows = days.map((day) => ({ ...cremant, document_type: 'FACTURE', document_no: '1', ...day }));
    const idsUnder = (document_numbers: 'unique' | 'yearly') =>
      curateRows('ventes_lignes', rows, { profile: { document_numbers } }).kept.map((row) => row['document_id']);
    expect(idsUnder('unique')).toEqual(['FACTURE_1', 'FACTURE_1']);
    expect(idsUnder('yearly')).toEqual(['FACTURE_2025-1', 'FACTURE_2026-1']);
  });

  it('of a box and nothing in it is money and no wine', () => {
    const { kept } = curateRows('ventes_lignes', [{ ...cremant, produit_label: 'Coffret cadeau 3 bouteilles' }]);
    expect(kept.map((row) => pick(row, 'line_kind', 'wine_key', 'qty_bottles', 'mt_ht'))).toEqual([
      ['sale', '', '0', '8.5'],
    ]);
  });

  it('bears a post code of the country it names, else of that of the estate', () => {
    const places = [
      { code_postal: '1000', pays: '' },
      { code_postal: '1000', pays: 'Belgique' },
      { code_postal: 'SW1A 1AA', pays: 'Royaume-Uni' },
      { code_postal: '1000', pays: 'France' },
      { code_postal: 'x 12', pays: 'Atlantide' },
      { code_postal: 'CH-1204', pays: '' },
    ];
    const { kept } = curateRows(
      'ventes_lignes',
      places.map((place) => ({ ...cremant, ...place })),
    );
    expect(kept.map((row) => row['code_postal'])).toEqual(['01000', '1000', 'SW1A 1AA', '01000', 'X 12', 'CH-1204']);
  });

  it('gets its missing side from the VAT rate, and both from price × quantity', () => {
    expect(pick(keptLine({ mt_ht: '' }), 'mt_ht', 'mt_ttc', 'is_ht_derived', 'is_ttc_derived')).toEqual([
      '8.5',
      '10.2',
      't',
      'f',
    ]);
    expect(pick(keptLine({ mt_ttc: '' }), 'mt_ht', 'mt_ttc', 'is_ht_derived', 'is_ttc_derived')).toEqual([
      '8.5',
      '10.2',
      'f',
      't',
    ]);
    const both = keptLine({ mt_ht: '', mt_ttc: '', qty_line: '3' });
    expect(pick(both, 'mt_ht', 'mt_ttc', 'is_ht_derived', 'is_ttc_derived')).toEqual(['25.5', '30.6', 't', 't']);
    expect(curateRows('ventes_lignes', [{ ...cremant, mt_ttc: '' }]).warnings).toEqual({ TTC_DERIVED: 1 });
  });

  it('takes its vintage from a column of its own where the label says none', () => {
    const dated = ['Riesling Réserve 2022', 'RIESLING RESERVE 2022', 'RIESLING RESERVE', '2022'];
    expect(namesOf('Riesling Réserve', '2022')).toEqual(dated);
    expect(namesOf('Riesling Réserve 2022', '2021')).toEqual(dated);
    for (const nothing of ['', 'NM', '22'])
      expect(namesOf('Riesling Réserve', nothing)).toEqual([
        'Riesling Réserve',
        'RIESLING RESERVE',
        'RIESLING RESERVE',
        '',
      ]);
    expect(namesOf('Port', '2022')).toEqual(['Port', 'PORT', '', '']);
  });

  it('of a discount may have any signs; a wine whose signs disagree is noticed', () => {
    const negative = { qty_line: '1', mt_ht: '-5', mt_ttc: '-6' };
    expect(warningsOf(negative)).toEqual({ SIGNS_DISAGREE: 1 });
    expect(warningsOf({ ...negative, produit_label: 'Remise' })).toEqual({});
  });

  it('without client belongs to the passing client; with a code of signs alone it is refused', () => {
    expect(pick(keptLine({ client_code: ' ' }), 'client_code', 'source_client_code')).toEqual(['', '']);
    expect(pick(keptLine({ client_code: '="00123"' }), 'client_code', 'source_client_code')).toEqual([
      '00123',
      '00123',
    ]);
    expect(pick(keptLine({ client_code: 'NULL' }), 'client_code', 'source_client_code')).toEqual(['', '']);
    expect(curateRows('ventes_lignes', [{ ...cremant, client_code: '---' }]).rejects).toEqual([
      '2 CLIENT_CODE_EMPTY client_code ---',
    ]);
  });

  it('of an online shop is named by its article, and its document by the prefix of its number', () => {
    const profile = {
      product_identity: 'article' as const,
      document_types: { FACTURE: 'sale' as const, AVOIR: 'return' as const },
      document_type_prefixes: [
        { prefix: 'C', document_type: 'AVOIR' },
        { prefix: '', document_type: 'FACTURE' },
      ],
      line_kinds: [{ article: 'POST', kind: 'fee' as const }],
    };
    const row = {
      client_code: '17850.0',
      date_livraison: '2010-12-01 08:26:00',
      produit_label: 'BOX OF 6 MAGNUM 1976',
      article: '84029e',
      qty_line: '6',
      pu_ht: '3.39',
      document_no: '536365',
    };
    const { kept, rejects } = curateRows(
      'ventes_lignes',
      [row, { ...row, document_no: 'C536379', qty_line: '-1' }, { ...row, article: 'POST', produit_label: '' }],
      { profile },
    );
    expect(rejects).toEqual([]);
    expect(
      kept.map((line) =>
        pick(
          line,
          'document_id',
          'line_kind',
          'client_code',
          'wine_key',
          'millesime',
          'format',
          'produit_label',
          'mt_ht',
        ),
      ),
    ).toEqual([
      ['FACTURE_536365', 'sale', '17850', '84029E', '', '75CL', 'BOX OF 6 MAGNUM 1976', '20.34'],
      ['AVOIR_C536379', 'return', '17850', '84029E', '', '75CL', 'BOX OF 6 MAGNUM 1976', '-3.39'],
      ['FACTURE_536365', 'fee', '17850', '', '', '', 'POST', '20.34'],
    ]);
  });
});
