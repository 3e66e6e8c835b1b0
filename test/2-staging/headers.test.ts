import { describe, expect, test } from 'vitest';
import { betterDataset, mapHeaders, normaliseHeader } from '../../src/2-staging/headers.ts';
import { proposeMapping } from '../../src/2-staging/proposal.ts';
import { builtInProfile, type SourceProfile, settingsSchema } from '../../src/estate/settings.ts';
import { type Dataset, datasetColumns, datasets } from '../../src/values/dataset.ts';

const columnsOf = (headers: readonly string[], dataset: Dataset, profile: SourceProfile = builtInProfile): string[] =>
  mapHeaders(headers, dataset, profile).headers.map(({ column, name }) => column ?? name);

function profileOf(profile: unknown): SourceProfile {
  const read = settingsSchema.parse({ profiles: { caisse: profile } }).profiles['caisse'];
  if (!read) throw new Error('no profile');
  return read;
}

test.each([
  ['N° Client ', 'n_client'],
  ['Nº de pièce', 'n_de_piece'],
  ['Qté', 'qte'],
  ['Œuvre/Cuvée', 'oeuvre_cuvee'],
  ['  Mt. TTC (€) ', 'mt_ttc'],
])('the header %j is compared as %s', (header, normalised) => {
  expect(normaliseHeader(header)).toBe(normalised);
});

test.each(datasets)('the estate’s own names of %s are all known', (dataset) => {
  expect(columnsOf(datasetColumns[dataset], dataset)).toEqual([...datasetColumns[dataset]]);
});

describe('one header means different things in different exports', () => {
  test.each([
    [
      'ventes_lignes',
      ['Produit', 'Date', 'Type', 'Format', 'Client'],
      ['produit_label', 'date_livraison', 'document_type', 'packaging', 'client_code'],
    ],
    ['clients', ['Client', 'Type', 'CP', 'Portable'], ['client_code', 'type_client', 'code_postal', 'telephone']],
    ['produits', ['Désignation', 'Réf', 'Format', 'Prix'], ['produit', 'article', 'packaging', 'prix_ttc']],
    ['stock', ['Libellé', 'Date', 'Qté'], ['produit', 'date_snapshot', 'stock_total']],
    ['contacts', ['Courriel', 'Date', 'Type'], ['email', 'contact_date', 'channel']],
  ] as const)('%s', (dataset, headers, columns) => {
    expect(columnsOf(headers, dataset)).toEqual(columns);
  });
});

describe('who wins', () => {
  test('of two headers for one column the more exact; the other is kept aside and said', () => {
    const mapping = mapHeaders(['Montant HT', 'mt_ht', 'Points', 'Points', ''], 'ventes_lignes', builtInProfile);
    expect(mapping.headers.map(({ name }) => name)).toEqual([
      'x_montant_ht',
      'mt_ht',
      'x_points',
      'x_points_2',
      'x_colonne_5',
    ]);
    expect(mapping.duplicates).toEqual([{ header: 'Montant HT', column: 'mt_ht', keptHeader: 'mt_ht' }]);
    expect(mapping.unmapped).toEqual(['Points', 'Points']);
  });

  test('the word of the source’s profile over any common name', () => {
    const profile = profileOf({
      datasets: {
        ventes_lignes: { headers: { qty_line: ['Total'], document_no: ['Client'] }, ignored_headers: ['Qté'] },
      },
    });
    expect(columnsOf(['Client', 'Total', 'Qté'], 'ventes_lignes', profile)).toEqual([
      'document_no',
      'qty_line',
      'x_qte',
    ]);
  });
});

describe('what a sales export must carry', () => {
  const headers = ['client', 'date', 'produit', 'qte', 'montant ttc', 'piece'];

  test('a missing document type is missing', () => {
    expect(mapHeaders(headers, 'ventes_lignes', builtInProfile).missing).toEqual([['document_type']]);
  });

  test.each([
    ['a constant', { datasets: { ventes_lignes: { constants: { document_type: 'VENTE' } } } }],
    ['prefixes of the document number', { document_type_prefixes: [{ prefix: 'C', document_type: 'AVOIR' }] }],
  ])('unless the profile gives it by %s', (_title, profile) => {
    expect(mapHeaders(headers, 'ventes_lignes', profileOf(profile)).missing).toEqual([]);
  });
});

test('a file in the wrong folder is told by its columns, and a client file with few columns is left where it is', () => {
  expect(betterDataset(datasetColumns.ventes_lignes, 'clients', builtInProfile)).toBe('ventes_lignes');
  expect(betterDataset(datasetColumns.stock, 'produits', builtInProfile)).toBe('stock');
  for (const dataset of datasets)
    expect(betterDataset(datasetColumns[dataset], dataset, builtInProfile)).toBeUndefined();
  expect(betterDataset(['code', 'nom', 'email', 'ville'], 'clients', builtInProfile)).toBeUndefined();
});

test('headers whose words are glued together are known', () => {
  expect(columnsOf(['NumClient', 'DatePiece', 'NumPiece', 'MontantHT', 'Nature'], 'ventes_lignes')).toEqual([
    'client_code',
    'date_livraison',
    'document_no',
    'mt_ht',
    'document_type',
  ]);
});

test('« Pièce » above words without figures is proposed as the type, and « N° pièce » as the number', () => {
  const headers = ['Client', 'Date', 'Pièce', 'N° pièce', 'Désignation', 'Qté', 'Montant HT'];
  const rows = [
    ['C1', '01/02/2025', 'Facture', 'FA00001', 'Riesling 2022', '6', '54,00'],
    ['C2', '02/02/2025', 'Avoir', 'AV00002', 'Riesling 2022', '1', '9,00'],
  ];
  const proposed = proposeMapping(headers, rows, 'ventes_lignes', builtInProfile);
  expect(proposed.map(({ header, column }) => [header, column])).toEqual([
    ['Pièce', 'document_type'],
    ['N° pièce', 'document_no'],
  ]);
});

test('a price with VAT is never proposed as one without it', () => {
  const rows = [['10,80', '64,80']];
  const proposed = proposeMapping(['PU net TTC', 'Mt. net TTC'], rows, 'ventes_lignes', builtInProfile);
  expect(proposed.map(({ header, column }) => [header, column])).toEqual([['Mt. net TTC', 'mt_ttc']]);
});

test('days without separators are recognised as days', () => {
  const [proposed] = proposeMapping(['Jour vte'], [['20250115'], ['20251231']], 'ventes_lignes', builtInProfile);
  expect(proposed).toMatchObject({ header: 'Jour vte', column: 'date_livraison' });
});

test('unknown headers get a proposal from their names and from what lies below them', () => {
  const headers = ['Ref_cli', 'Livr.', 'Lib. produit', 'Qte_liv', 'Adr. mel', 'Zone'];
  const rows = [
    ['CL001', '27/12/2025', 'Riesling Alsace', '6', 'a.durand@exemple.fr', '3'],
    ['CL002', '28/12/2025', 'Pinot Noir', '12', 'b.meyer@exemple.fr', '1'],
  ];
  const proposed = proposeMapping(headers, rows, 'ventes_lignes', builtInProfile);
  expect(Object.fromEntries(proposed.map(({ header, column }) => [header, column]))).toMatchObject({
    Ref_cli: 'client_code',
    'Livr.': 'date_livraison',
    'Lib. produit': 'produit_label',
    Qte_liv: 'qty_line',
    'Adr. mel': 'email',
  });
  expect(proposed.find(({ header }) => header === 'Livr.')?.why.fr).toContain('il contient des dates');
});
