import { describe, expect, it } from 'vitest';
import { findSuccessions, type SaleableProduct } from '../../src/4-warehouse/products/succession.ts';
import { jaroWinkler } from '../../src/4-warehouse/products/similar-words.ts';
import { identifyWines } from '../../src/4-warehouse/products/wine-identity.ts';
import { vente, type WarehouseCase } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

/** The catalogue of formats.md: one label, two articles, two vintages; and a wine of which only one vintage is listed. */
const catalogue = [
  { label: 'Crémant Alsace Extra Brut', article: 'CREMANT', millesime: 2023, famille_crm: 'Alsace', prix_ttc: '10.20' },
  { label: 'Gewurztraminer Vendanges Tardives', article: 'GEWURZ', millesime: 2022, famille_crm: 'Liquoreux' },
  { label: 'Gewurztraminer Vendanges Tardives', article: 'GEWURZ2', millesime: 2021, famille_crm: 'Liquoreux' },
  { label: 'Riesling Grand Cru Brand 2022', famille_crm: 'Grands crus', cepage: 'Riesling', prix_ttc: '24' },
];

const productTables = ['etl.wines', 'etl.produits', 'etl.produit_aliases', 'etl.wine_aliases', 'etl.catalogue_lignes'];

const identify = (catalogueKeys: string[], others: string[]): Record<string, string> => {
  const { meaningOf } = identifyWines({
    catalogue: new Set(catalogueKeys),
    others: new Set(others),
    byArticle: new Map(),
    byPeople: [],
  });
  return Object.fromEntries(others.map((key) => [key, meaningOf(key).wineKey]));
};

const product = (
  millesime: number | null,
  available: number | null,
  isActive = true,
  format = '75CL',
): SaleableProduct => ({
  produitKey: ['BRAND', millesime, format].join(' '),
  wineKey: 'BRAND',
  format,
  millesime,
  isActive,
  available,
});

const brandStock = (brand2021: number, on: string) => [
  { label: 'Brand 2021', stock_total: brand2021, date_snapshot: on },
  { label: 'Brand 2022', stock_total: 60, stock_reserve: 12, date_snapshot: on },
];

async function productsSold(estate: WarehouseCase): Promise<Record<string, string>> {
  const rows = await estate.query<{ document: string; product: string }>(
    `
    select document_no as document, coalesce(produit_key, '-') || ' (' || coalesce(aliases.author, '-') || ' ' || coalesce(aliases.confidence, 0) || ')' as product
    from etl.ventes_lignes as lines
    left join etl.produit_aliases as aliases
      on aliases.estate_id = lines.estate_id and aliases.label_key = lines.label_key
      and aliases.article = coalesce(lines.article, '') and aliases.packaging = coalesce(lines.packaging, '')
      and aliases.produit_key = lines.produit_key
    where lines.estate_id = :'estate' order by 1`.replaceAll('produit_key, ', 'lines.produit_key, '),
  );
  return Object.fromEntries(rows.map(({ document, product }) => [document, product]));
}

describe('a line of a sale', () => {
  const names = {
    1: { produit_label: 'Gewurztraminer Vendanges Tardives', article: 'GEWURZ' },
    2: { produit_label: 'Gewurztraminer VT', article: 'GEWURZ2' },
    3: { produit_label: 'GEWURZ V.T.' },
    4: { produit_label: 'Gewurzt. VT 2019' },
    5: { produit_label: 'Riesling GC Brand 2022 Magnum' },
    6: { produit_label: "Crémant d'Alsace Extra-Brut", article: 'CREMANT' },
    7: { produit_label: 'Offre de Noël', article: 'GEWURZ' },
    8: { produit_label: 'Edelzwicker' },
    9: { produit_label: 'Frais de port', wine_key: '', line_kind: 'fee' },
    10: { produit_label: 'Gewurztraminer Vendanges Tardives 2020', article: 'GEWURZ' },
  };
  const lines = Object.entries(names).map(([no, row]) => vente(`FACTURE ${no}`, '2026-10-01', row));

  it('means the product its article names, else what its label says, else its wine of an unknown vintage', async () => {
    const estate = await newEstate();
    await estate.receive('produits', catalogue, { exportedAt: '2026-10-05' });
    await estate.receive('ventes_lignes', lines, { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await productsSold(estate)).toEqual({
      1: 'GEWURZTRAMINER VENDANGES TARDIVES 2022 (rule:article 1.000)',
      2: 'GEWURZTRAMINER VENDANGES TARDIVES 2021 (rule:article 0.950)',
      3: 'GEWURZTRAMINER VENDANGES TARDIVES (rule:label-without-vintage 0.700)',
      4: 'GEWURZTRAMINER VENDANGES TARDIVES 2019 (rule:label 0.950)',
      5: 'RIESLING GRAND CRU BRAND 2022 MAGNUM (rule:label 0.950)',
      6: 'CREMANT ALSACE EXTRA BRUT 2023 (rule:article 0.950)',
      7: 'GEWURZTRAMINER VENDANGES TARDIVES 2022 (rule:article 0.900)',
      8: 'EDELZWICKER (rule:label-without-vintage 0.700)',
      9: '- (- 0)',
      10: 'GEWURZTRAMINER VENDANGES TARDIVES 2020 (rule:label 1.000)',
    });
    const wines = await estate.query<{ wine: string }>(
      `select wine_key || ' ' || origin || ' ' || coalesce(famille_crm, '-') as wine from etl.wines where estate_id = :'estate' order by 1`,
    );
    expect(wines.map(({ wine }) => wine)).toEqual([
      'CREMANT ALSACE EXTRA BRUT catalogue Alsace',
      'EDELZWICKER sales -',
      'GEWURZTRAMINER VENDANGES TARDIVES catalogue Liquoreux',
      'RIESLING GRAND CRU BRAND catalogue Grands crus',
    ]);
  });

  it('means the same whether the catalogue came before the sales or after them', async () => {
    const before = await newEstate();
    await before.receive('produits', catalogue, { exportedAt: '2026-10-05' });
    await before.load();
    await before.receive('ventes_lignes', lines, { exportedAt: '2026-10-05' });
    await before.load();
    const after = await newEstate();
    await after.receive('ventes_lignes', lines, { exportedAt: '2026-10-05' });
    await after.load();
    await after.receive('produits', catalogue, { exportedAt: '2026-10-05' });
    await after.load();
    for (const table of ['etl.ventes_lignes', ...productTables]) {
      expect(await after.table(table)).toEqual(await before.table(table));
    }
    const versions = await after.versions(['etl.ventes_lignes', ...productTables]);
    await after.receive('produits', catalogue, { exportedAt: '2026-10-12' });
    await after.load();
    expect(await after.versions(['etl.ventes_lignes', ...productTables])).toEqual(versions);
  });
});

describe('a wine that only sales tell of', () => {
  it('is called by its own words, not by those of a sample or a gift', async () => {
    const estate = await newEstate();
    const given = { wine_key: 'RIESLING ALSACE', line_kind: 'sample', mt_ht: '0', mt_ttc: '0' };
    await estate.receive(
      'ventes_lignes',
      [
        vente('FACTURE 1', '2026-10-01', { ...given, produit_label: 'Échantillon Riesling Alsace' }),
        vente('FACTURE 2', '2026-10-01', { produit_label: 'Riesling Alsace' }),
        vente('FACTURE 3', '2026-10-01', {
          ...given,
          produit_label: 'Offert : Riesling Alsace 2020',
          millesime: '2020',
        }),
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.load();
    expect(await estate.query(`select name from etl.wines where estate_id = :'estate'`)).toEqual([
      { name: 'Riesling Alsace' },
    ]);
  });
});

describe('what a person decided', () => {
  it('stands above the rules, for a wine, a name and an attribute, and survives the next import', async () => {
    const estate = await newEstate();
    await estate.receive('produits', catalogue, { exportedAt: '2026-10-05' });
    await estate.receive(
      'ventes_lignes',
      [
        vente('FACTURE 1', '2026-10-01', { produit_label: 'Vin de la mariée 2022' }),
        vente('FACTURE 2', '2026-10-01', { produit_label: 'Cuvée mystère' }),
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.load();
    await estate.query(
      `insert into etl.wine_aliases values (:'estate', 'VIN DE LA MARIEE', 'RIESLING GRAND CRU BRAND', 1, 'Odile')`,
    );
    await estate.query(
      `update etl.produit_aliases set produit_key = 'CREMANT ALSACE EXTRA BRUT 2023', wine_key = 'CREMANT ALSACE EXTRA BRUT', author = 'Odile'
       where estate_id = :'estate' and label_key = 'CUVEE MYSTERE'`,
    );
    await estate.query(
      `insert into etl.overrides values (:'estate', 'wine', 'RIESLING GRAND CRU BRAND', 'sucrosite', 'sec', 'Odile')`,
    );
    await estate.receive(
      'ventes_lignes',
      [
        vente('FACTURE 1', '2026-10-01', { produit_label: 'Vin de la mariée 2022', qty_line: 2 }),
        vente('FACTURE 2', '2026-10-01', { produit_label: 'Cuvée mystère', qty_line: 2 }),
      ],
      { exportedAt: '2026-10-12' },
    );
    await estate.receive('produits', catalogue, { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await productsSold(estate)).toEqual({
      1: 'RIESLING GRAND CRU BRAND 2022 (rule:label 1.000)',
      2: 'CREMANT ALSACE EXTRA BRUT 2023 (Odile 0.700)',
    });
    const [wine] = await estate.query<{ sucrosite: string }>(
      `select sucrosite from etl.wines where estate_id = :'estate' and wine_key = 'RIESLING GRAND CRU BRAND'`,
    );
    expect(wine?.sucrosite).toBe('sec');
  });
});

describe('names of wines', () => {
  it('are joined when they hold the same words, abbreviations spelled out', () => {
    const wine = 'GEWURZTRAMINER VENDANGES TARDIVES';
    const others = [
      'GEWURZ VT',
      'GEWURZT V T',
      'VENDANGES TARDIVES DE GEWURZTRAMINER',
      'GEWURZTRAMINER SGN',
      'GEWURZTRAMINER',
    ];
    expect(identify([wine], others)).toEqual({
      'GEWURZ VT': wine,
      'GEWURZT V T': wine,
      'VENDANGES TARDIVES DE GEWURZTRAMINER': wine,
      'GEWURZTRAMINER SGN': 'GEWURZTRAMINER SGN',
      GEWURZTRAMINER: 'GEWURZTRAMINER',
    });
    expect(identify(['CREMANT D ALSACE BRUT'], ['CREMANT ALSACE BRUT', 'CREMANT BRUT'])).toEqual({
      'CREMANT ALSACE BRUT': 'CREMANT D ALSACE BRUT',
      'CREMANT BRUT': 'CREMANT D ALSACE BRUT',
    });
  });

  it('are one when their articles name one wine of the catalogue, and stay apart when they name two', () => {
    const { meaningOf } = identifyWines({
      catalogue: new Set(['RIESLING', 'MUSCAT']),
      others: new Set(['CUVEE DE LA MARIEE', 'OFFRE DE NOEL']),
      byArticle: new Map([
        ['CUVEE DE LA MARIEE', new Set(['RIESLING'])],
        ['OFFRE DE NOEL', new Set(['RIESLING', 'MUSCAT'])],
      ]),
      byPeople: [],
    });
    expect(meaningOf('CUVEE DE LA MARIEE')).toMatchObject({ wineKey: 'RIESLING', confidence: 0.9 });
    expect(meaningOf('OFFRE DE NOEL')).toEqual({ wineKey: 'OFFRE DE NOEL', confidence: 1 });
  });

  it('that are merely alike are proposed below 0.9, and kept apart', () => {
    const { aliases, meaningOf } = identifyWines({
      catalogue: new Set(['RIESLING VIEILLES VIGNES', 'PINOT NOIR']),
      others: new Set(['RIELSING VIEILES VIGNES', 'PINOT BLANC']),
      byArticle: new Map(),
      byPeople: [],
    });
    expect(aliases.map(({ confidence, ...alias }) => ({ ...alias, isWaiting: confidence < 0.9 }))).toEqual([
      {
        aliasKey: 'RIELSING VIEILES VIGNES',
        wineKey: 'RIESLING VIEILLES VIGNES',
        author: 'rule:similar-label',
        isWaiting: true,
      },
    ]);
    expect(meaningOf('RIELSING VIEILES VIGNES').wineKey).toBe('RIELSING VIEILES VIGNES');
    // The textbook pair (Winkler 1990).
    expect(jaroWinkler('MARTHA', 'MARHTA')).toBeCloseTo(0.961, 3);
  });
});

describe('a product that is sold out', () => {
  it.each([
    ['the next vintage in stock', [product(2021, 0), product(2022, 60)], 'BRAND 2022 75CL', 1],
    [
      'the newest of several vintages',
      [product(2020, 0), product(2021, 5), product(2022, 60)],
      'BRAND 2022 75CL',
      0.95,
    ],
    [
      'a vintage whose stock nobody counted',
      [product(2021, null, false), product(2022, null)],
      'BRAND 2022 75CL',
      0.95,
    ],
    ['an older vintage when only that is left', [product(2022, 0), product(2021, 5)], 'BRAND 2021 75CL', 0.6],
    [
      'the newest vintage when its own is unknown',
      [product(null, null, false), product(2022, 60)],
      'BRAND 2022 75CL',
      0.9,
    ],
    [
      'another format when only that is left',
      [product(2021, 0), product(2022, 5, true, 'MAGNUM')],
      'BRAND 2022 MAGNUM',
      0.7,
    ],
    [
      'its own format before a newer vintage of another',
      [product(2020, 0), product(2021, 5), product(2022, 5, true, 'MAGNUM')],
      'BRAND 2021 75CL',
      1,
    ],
  ])('points to %s', (_, products, successorKey, confidence) => {
    expect(findSuccessions(products)[0]).toEqual({ produitKey: products[0]?.produitKey, successorKey, confidence });
  });

  it('points nowhere when the wine is no longer on sale', () => {
    expect(findSuccessions([product(2021, 0), product(2022, 0), product(2023, 10, false)])).toEqual([]);
  });

  it('is found by the newest catalogue and stock, and forgotten when it is back; a person’s choice stays', async () => {
    const estate = await newEstate();
    const produits = ['Brand 2020', 'Brand 2021', 'Brand 2022'].map((label) => ({ label }));
    await estate.receive('produits', produits, { exportedAt: '2026-10-05' });
    await estate.receive('stock', brandStock(0, '2026-10-05'), { exportedAt: '2026-10-05' });
    await estate.load();
    const successions = async (): Promise<string[]> =>
      (
        await estate.query<{ row: string }>(
          `select produit_key || ' > ' || successor_key || ' ' || author as row from etl.produit_successions where estate_id = :'estate' order by 1`,
        )
      ).map(({ row }) => row);
    expect(await successions()).toEqual(['BRAND 2021 > BRAND 2022 rule:next-vintage']);

    await estate.query(
      `insert into etl.produit_successions values (:'estate', 'BRAND 2020', 'BRAND 2021', 1, 'Odile')`,
    );
    await estate.receive('produits', produits.slice(1), { exportedAt: '2026-10-12' });
    await estate.receive('stock', brandStock(6, '2026-10-12'), { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await successions()).toEqual(['BRAND 2020 > BRAND 2021 Odile']);
    const inactive = await estate.query<{ key: string }>(
      `select produit_key as key from etl.produits where estate_id = :'estate' and not is_active`,
    );
    expect(inactive).toEqual([{ key: 'BRAND 2020' }]);
  });
});

describe('stock', () => {
  it('adds up the names of one product, and the newest export of a day stands', async () => {
    const estate = await newEstate();
    await estate.receive('produits', [{ label: 'Gewurztraminer Vendanges Tardives 2022' }], {
      exportedAt: '2026-10-05',
    });
    await estate.receive(
      'stock',
      [
        { label: 'Gewurztraminer Vendanges Tardives 2022', stock_total: 10, date_snapshot: '2026-10-05' },
        { label: 'Gewurz VT 2022', stock_total: 5, stock_reserve: 2, date_snapshot: '2026-10-05' },
      ],
      { exportedAt: '2026-10-06' },
    );
    await estate.load();
    await estate.receive('stock', [{ label: 'Gewurz VT 2022', stock_total: 99, date_snapshot: '2026-10-05' }], {
      exportedAt: '2026-10-05',
    });
    await estate.load();
    const rows = await estate.query<{ row: string }>(
      `select produit_key || ' ' || trim_scale(stock_total) || ' ' || trim_scale(stock_reserve) as row from etl.stock where estate_id = :'estate'`,
    );
    expect(rows).toEqual([{ row: 'GEWURZTRAMINER VENDANGES TARDIVES 2022 15 2' }]);
  });
});

const names = async (estate: WarehouseCase): Promise<unknown> => ({
  wines: (
    await estate.query<{ name: string }>(`select name from etl.wines where estate_id = :'estate' order by 1`)
  ).map(({ name }) => name),
  kept: (
    await estate.query<{ label: string }>(
      `select label from etl.catalogue_lignes where estate_id = :'estate' and not is_wine order by 1`,
    )
  ).map(({ label }) => label),
  stock: (
    await estate.query<{ key: string }>(`select produit_key as key from etl.stock where estate_id = :'estate'`)
  ).map(({ key }) => key),
  sold: await productsSold(estate),
});

const stockLine = (label: string, stock_total: number, date_snapshot: string) => ({
  label,
  stock_total,
  date_snapshot,
});
const freeBottles = async (estate: WarehouseCase): Promise<unknown> =>
  estate.query(
    `select produit_key as key, free_bottles::float8 as bottles from etl.free_bottles(:'estate', '2026-12-31') order by 1`,
  );

describe('a stock export whose lines bear each their own day', () => {
  it('holds all that it tells, week after week, and no longer what it does not', async () => {
    const estate = await newEstate();
    for (const [day, untouched] of [
      ['2026-10-05', [stockLine('Muscat 2024', 7, '2026-06-01'), stockLine('Brand 2021', 3, '2026-06-01')]],
      ['2026-10-12', [stockLine('Muscat 2024', 7, '2026-06-01')]],
    ] as const) {
      await estate.receive('stock', [stockLine('Sylvaner 2024', 12, day), ...untouched], { exportedAt: day });
      await estate.load();
    }
    expect(await freeBottles(estate)).toEqual([
      { key: 'MUSCAT 2024', bottles: 7 },
      { key: 'SYLVANER 2024', bottles: 12 },
    ]);
    const before = await estate.versions(['etl.stock', 'etl.stock_lignes']);
    await estate.load();
    expect(await estate.versions(['etl.stock', 'etl.stock_lignes'])).toEqual(before);
  });
});

describe('what is no wine', () => {
  const apron = { label: 'Tablier du chef', article: 'TAB', wine_key: '' };
  const riesling = { label: 'Riesling 2022', article: 'RI22' };
  const sales = [
    vente('FACTURE 1', '2026-10-01', { produit_label: 'Tablier du chef' }),
    vente('FACTURE 2', '2026-10-01', { produit_label: 'Tablier', article: 'TAB' }),
    vente('FACTURE 3', '2026-10-01', { produit_label: 'Riesling 2022' }),
  ];
  const sold = { 1: '- (- 0)', 2: '- (- 0)', 3: 'RIESLING 2022 (rule:label 1.000)' };

  it('stays in the catalogue, and is neither wine nor product, in the sales and in the stock', async () => {
    const estate = await newEstate();
    await estate.receive('produits', [riesling, apron], { exportedAt: '2026-10-05' });
    await estate.receive('ventes_lignes', sales, { exportedAt: '2026-10-05' });
    const stock = [
      { label: 'Riesling 2022', stock_total: 60, date_snapshot: '2026-10-05' },
      { label: 'Tablier du chef', stock_total: 12, date_snapshot: '2026-10-05' },
    ];
    await estate.receive('stock', stock, { exportedAt: '2026-10-05' });
    await estate.load();
    const settled = { wines: ['Riesling'], kept: ['Tablier du chef'], stock: ['RIESLING 2022'], sold };
    expect(await names(estate)).toEqual(settled);
  });

  it('and was thought a wine until somebody said otherwise leaves the wines', async () => {
    const estate = await newEstate();
    const { wine_key: _, ...thoughtWine } = apron;
    await estate.receive('produits', [riesling, thoughtWine], { exportedAt: '2026-10-05' });
    await estate.receive('ventes_lignes', sales, { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await names(estate)).toMatchObject({ wines: ['Riesling', 'Tablier du chef'] });

    await estate.receive('produits', [riesling, apron], { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await names(estate)).toMatchObject({ wines: ['Riesling'], kept: ['Tablier du chef'], sold });
  });

  it('by a rule about sales alone leaves the wines too', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', sales.slice(0, 1), { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await names(estate)).toMatchObject({ wines: ['Tablier du chef'] });
    const fee = vente('FACTURE 1', '2026-10-01', { produit_label: 'Tablier du chef', wine_key: '', line_kind: 'fee' });
    await estate.receive('ventes_lignes', [fee], { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await names(estate)).toMatchObject({ wines: [], sold: { 1: '- (- 0)' } });
  });
});
