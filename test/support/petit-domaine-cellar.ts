/** What `petit-domaine` makes and sells: nineteen wines, twenty-four products, and what is left of each. */

/** Fruit, floral, spice, mineral, acidity, body, tannin, from 0 to 1; null: nobody ever tasted it for this axis. */
type Aromas = readonly (number | null)[];

export interface WineOfTheHouse {
  readonly wineKey: string;
  readonly famille: string | null;
  readonly cepage: string | null;
  readonly sucrosite: string | null;
  readonly couleur: string;
  readonly tier: string;
  readonly aromas: Aromas;
}

export interface ProduitOfTheHouse {
  readonly wineKey: string;
  readonly millesime: number | null;
  readonly format: '75CL' | 'MAGNUM' | 'DEMI' | 'LITRE';
  readonly prixTtc: number;
  readonly stockTotal: number;
  readonly stockReserve: number;
}

const wine = (
  wineKey: string,
  famille: string | null,
  cepage: string | null,
  sucrosite: string | null,
  couleur: string,
  tier: string,
  aromas: Aromas,
): WineOfTheHouse => ({ wineKey, famille, cepage, sucrosite, couleur, tier, aromas });

export const wines: readonly WineOfTheHouse[] = [
  wine(
    'CREMANT D ALSACE EXTRA BRUT',
    'Effervescents',
    'Assemblage',
    'brut',
    'blanc',
    'Standard',
    [0.5, 0.4, 0.1, 0.5, 0.7, 0.4, 0],
  ),
  wine(
    'CREMANT D ALSACE ROSE',
    'Effervescents',
    'Pinot Noir',
    'brut',
    'rosé',
    'Standard',
    [0.7, 0.3, 0.1, 0.3, 0.6, 0.4, 0.1],
  ),
  wine(
    'CREMANT D ALSACE BLANC DE NOIRS',
    'Effervescents',
    'Pinot Noir',
    'brut',
    'blanc',
    'Premium',
    [0.6, 0.3, 0.2, 0.5, 0.7, 0.5, 0],
  ),
  wine('RIESLING ALSACE', 'Blancs secs', 'Riesling', 'sec', 'blanc', 'Standard', [0.5, 0.4, 0.1, 0.7, 0.8, 0.4, 0]),
  wine(
    'RIESLING VIEILLES VIGNES',
    'Blancs secs',
    'Riesling',
    'sec',
    'blanc',
    'Premium',
    [0.5, 0.4, 0.1, 0.8, 0.8, 0.5, 0],
  ),
  wine(
    'RIESLING GRAND CRU BRAND',
    'Grands Crus',
    'Riesling',
    'sec',
    'blanc',
    'Grand Cru',
    [0.5, 0.4, 0.2, 0.9, 0.8, 0.6, 0],
  ),
  wine(
    'GEWURZTRAMINER ALSACE',
    'Blancs aromatiques',
    'Gewurztraminer',
    'demi-sec',
    'blanc',
    'Standard',
    [0.8, 0.9, 0.7, 0.2, 0.3, 0.6, 0],
  ),
  wine(
    'GEWURZTRAMINER GRAND CRU HENGST',
    'Grands Crus',
    'Gewurztraminer',
    'moelleux',
    'blanc',
    'Grand Cru',
    [0.8, 0.9, 0.8, 0.4, 0.3, 0.8, 0],
  ),
  wine(
    'GEWURZTRAMINER VENDANGES TARDIVES',
    'Vendanges tardives',
    'Gewurztraminer',
    'doux',
    'blanc',
    'Prestige',
    [0.9, 0.9, 0.8, 0.3, 0.3, 0.9, 0],
  ),
  wine(
    'PINOT GRIS ALSACE',
    'Blancs aromatiques',
    'Pinot Gris',
    'demi-sec',
    'blanc',
    'Standard',
    [0.6, 0.3, 0.4, 0.3, 0.4, 0.7, 0],
  ),
  wine(
    'PINOT GRIS GRAND CRU HENGST',
    'Grands Crus',
    'Pinot Gris',
    'moelleux',
    'blanc',
    'Grand Cru',
    [0.7, 0.3, 0.5, 0.4, 0.4, 0.8, 0],
  ),
  wine(
    'PINOT GRIS SELECTION DE GRAINS NOBLES',
    'Vendanges tardives',
    'Pinot Gris',
    'doux',
    'blanc',
    'Prestige',
    [0.9, 0.4, 0.6, 0.3, 0.4, 1, 0],
  ),
  wine(
    'MUSCAT D ALSACE',
    'Blancs aromatiques',
    'Muscat',
    'sec',
    'blanc',
    'Standard',
    [0.9, 0.8, 0.1, 0.2, 0.5, 0.3, 0],
  ),
  wine('SYLVANER', 'Blancs secs', 'Sylvaner', 'sec', 'blanc', 'Entrée', [0.4, 0.3, 0, 0.4, 0.7, 0.2, 0]),
  wine('EDELZWICKER', 'Blancs secs', 'Assemblage', 'sec', 'blanc', 'Entrée', [0.5, 0.4, 0.1, 0.2, 0.5, 0.3, 0]),
  wine('PINOT NOIR', 'Rouges', 'Pinot Noir', 'sec', 'rouge', 'Standard', [0.7, 0.2, 0.3, 0.2, 0.5, 0.5, 0.4]),
  wine('PINOT NOIR BARRIQUE', 'Rouges', 'Pinot Noir', 'sec', 'rouge', 'Premium', [0.7, 0.2, 0.5, 0.2, 0.5, 0.7, 0.6]),
  wine('PINOT NOIR ROSE', 'Rosés', 'Pinot Noir', 'sec', 'rosé', 'Standard', [0.8, 0.4, 0.1, 0.2, 0.6, 0.3, null]),
  // Came in with the sales, never in the catalogue: nobody knows what it is.
  wine('CUVEE DU GRAND PERE', null, null, null, 'blanc', 'Standard', [null, null, null, null, null, null, null]),
];

const produit = (
  wineKey: string,
  millesime: number | null,
  format: ProduitOfTheHouse['format'],
  prixTtc: number,
  stockTotal: number,
  stockReserve = 0,
): ProduitOfTheHouse => ({ wineKey, millesime, format, prixTtc, stockTotal, stockReserve });

export const produits: readonly ProduitOfTheHouse[] = [
  produit('CREMANT D ALSACE EXTRA BRUT', null, '75CL', 10.2, 600, 60),
  produit('CREMANT D ALSACE EXTRA BRUT', null, 'MAGNUM', 24, 40),
  produit('CREMANT D ALSACE ROSE', null, '75CL', 11.4, 240),
  produit('CREMANT D ALSACE BLANC DE NOIRS', 2021, '75CL', 15.6, 120),
  produit('RIESLING ALSACE', 2023, '75CL', 9.6, 0),
  produit('RIESLING ALSACE', 2024, '75CL', 9.9, 500),
  produit('RIESLING VIEILLES VIGNES', 2022, '75CL', 13.8, 180),
  produit('RIESLING GRAND CRU BRAND', 2020, '75CL', 24, 0),
  produit('RIESLING GRAND CRU BRAND', 2021, '75CL', 25.2, 90, 12),
  produit('GEWURZTRAMINER ALSACE', 2023, '75CL', 11.4, 200),
  produit('GEWURZTRAMINER GRAND CRU HENGST', 2022, '75CL', 22.8, 60),
  produit('GEWURZTRAMINER VENDANGES TARDIVES', 2018, '75CL', 36, 0),
  produit('GEWURZTRAMINER VENDANGES TARDIVES', 2020, '75CL', 38.4, 48),
  produit('GEWURZTRAMINER VENDANGES TARDIVES', 2020, 'DEMI', 21, 30),
  produit('PINOT GRIS ALSACE', 2023, '75CL', 11.1, 220),
  produit('PINOT GRIS GRAND CRU HENGST', 2021, '75CL', 23.4, 45),
  produit('PINOT GRIS SELECTION DE GRAINS NOBLES', 2017, 'DEMI', 39, 12),
  produit('MUSCAT D ALSACE', 2024, '75CL', 10.8, 150),
  produit('SYLVANER', 2024, '75CL', 7.8, 300),
  produit('EDELZWICKER', null, 'LITRE', 8.9, 250),
  produit('PINOT NOIR', 2023, '75CL', 13.2, 160),
  produit('PINOT NOIR BARRIQUE', 2021, '75CL', 24.6, 70),
  produit('PINOT NOIR ROSE', 2025, '75CL', 9.3, 200),
  // All of it is promised already.
  produit('CUVEE DU GRAND PERE', 2022, '75CL', 12, 6, 6),
];

/** Sold-out vintages and what to offer instead. */
export const successions: readonly (readonly [string, string])[] = [
  ['RIESLING ALSACE 2023', 'RIESLING ALSACE 2024'],
  ['RIESLING GRAND CRU BRAND 2020', 'RIESLING GRAND CRU BRAND 2021'],
  ['GEWURZTRAMINER VENDANGES TARDIVES 2018', 'GEWURZTRAMINER VENDANGES TARDIVES 2020'],
];

const unitsPerBottle = { '75CL': 1, MAGNUM: 2, DEMI: 0.5, LITRE: 1.333 } as const;

/** 75-cl equivalents of one bottle. */
export function unitsOf(format: ProduitOfTheHouse['format']): number {
  return unitsPerBottle[format];
}

/** Wine, vintage where known, format where it is no 75 cl. */
export function produitKeyOf({ wineKey, millesime, format }: ProduitOfTheHouse): string {
  return [wineKey, millesime, format === '75CL' ? null : format].filter((word) => word !== null).join(' ');
}

const byKey = new Map(produits.map((one) => [produitKeyOf(one), one]));

/** The product of a key; a test that names an unknown one is wrong. */
export function produitOf(produitKey: string): ProduitOfTheHouse {
  const found = byKey.get(produitKey);
  if (found === undefined) throw new Error(`petit-domaine does not make ${produitKey}`);
  return found;
}
