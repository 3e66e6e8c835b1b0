import type { Format } from './packagings.ts';

/** What a client's taste is made of: each wine has one style, each taste weighs them all. */
export type Style = 'mineral' | 'light' | 'sparkling' | 'aromatic' | 'sweet' | 'round' | 'red' | 'rose' | 'gift';

/** When the vintage of a wine goes on sale, and which harvests make it. Lags: wine.md, 2. */
export type Cycle = 'early' | 'autumn' | 'cellared' | 'late_harvest' | 'noble_rot' | 'sparkling' | 'no_vintage';

/** A cuvée of the estate, whatever its vintage and its format. */
export interface Wine {
  readonly index: number;
  readonly stem: string;
  readonly label: string;
  readonly familleCrm: string;
  readonly sousFamille: string;
  readonly macroCategorie: string;
  readonly cepage: string;
  readonly sucrosite: string;
  readonly couleur: string;
  readonly degre: number;
  readonly style: Style;
  readonly cycle: Cycle;
  /** HT, for one bottle (or one coffret) of the vintage 2023, or of the year 2024 where there is no vintage. */
  readonly priceHtCents: number;
  readonly formats: readonly Format[];
  /** Fruit, floral, spice, mineral, acidity, body, tannin: hundredths. */
  readonly aromas: readonly number[];
}

type Row = readonly [
  stem: string,
  label: string,
  familleCrm: string,
  sousFamille: string,
  macroCategorie: string,
  cepage: string,
  sucrosite: string,
  couleur: string,
  degre: number,
  style: Style,
  cycle: Cycle,
  priceHtCents: number,
  formats: string,
  aromas: string,
];

// biome-ignore format: read as a table, one wine a line
const rows: readonly Row[] = [
  ['CREMANT', 'Crémant Alsace Extra Brut', 'Alsace', 'Effervescents', 'Apéritif', 'Pinot Blanc', 'extra brut', 'blanc', 12, 'sparkling', 'sparkling', 850, 'B', '45 40 10 40 75 30 0'],
  ['CREMBR', "Crémant d'Alsace Brut", 'Crémant', 'Effervescents', 'Apéritif', 'Pinot Blanc', 'brut', 'blanc', 12, 'sparkling', 'no_vintage', 900, 'B M', '55 45 10 25 65 35 0'],
  ['CREMRO', "Crémant d'Alsace Rosé", 'Crémant', 'Effervescents', 'Apéritif', 'Pinot Noir', 'brut', 'rosé', 12, 'sparkling', 'no_vintage', 960, 'B M', '75 40 10 20 60 35 5'],
  ['CREMBN', "Crémant d'Alsace Blanc de Noirs", 'Crémant', 'Effervescents', 'Apéritif', 'Pinot Noir', 'brut', 'blanc', 12.5, 'sparkling', 'sparkling', 1150, 'B M', '60 30 15 30 60 50 5'],
  ['CREMPR', "Crémant d'Alsace Cuvée Prestige", 'Crémant', 'Effervescents', 'Fête', 'Chardonnay', 'brut nature', 'blanc', 12.5, 'sparkling', 'sparkling', 1480, 'B M', '45 45 20 50 70 55 0'],
  ['CREMDS', "Crémant d'Alsace Demi-Sec", 'Crémant', 'Effervescents', 'Dessert', 'Pinot Blanc', 'demi-sec', 'blanc', 12, 'sparkling', 'no_vintage', 880, 'B', '70 50 10 10 45 40 0'],
  ['EDEL', 'Edelzwicker', 'Alsace', 'Blancs légers', 'Quotidien', 'Assemblage', 'sec', 'blanc', 11.5, 'light', 'no_vintage', 560, 'B 3 5', '50 40 15 20 50 30 0'],
  ['GENTIL', 'Gentil de la Petite Cuvée', 'Alsace', 'Blancs légers', 'Quotidien', 'Assemblage', 'sec', 'blanc', 12, 'light', 'early', 640, 'B 3', '60 55 25 15 45 35 0'],
  ['SYLV', 'Sylvaner', 'Alsace', 'Blancs légers', 'Quotidien', 'Sylvaner', 'sec', 'blanc', 11.5, 'light', 'early', 620, 'B 5', '40 35 5 35 65 25 0'],
  ['SYLVVV', 'Sylvaner Vieilles Vignes', 'Alsace', 'Blancs secs', 'Repas', 'Sylvaner', 'sec', 'blanc', 12, 'mineral', 'autumn', 840, 'B', '45 35 5 50 65 40 0'],
  ['PBLANC', 'Pinot Blanc', 'Alsace', 'Blancs légers', 'Quotidien', 'Pinot Blanc', 'sec', 'blanc', 12.5, 'light', 'early', 680, 'B 5', '55 35 5 20 50 40 0'],
  ['AUXER', 'Auxerrois', 'Alsace', 'Blancs légers', 'Repas', 'Auxerrois', 'sec', 'blanc', 12.5, 'light', 'early', 760, 'B', '60 40 10 15 40 50 0'],
  ['CHASS', 'Chasselas', 'Alsace', 'Blancs légers', 'Quotidien', 'Chasselas', 'sec', 'blanc', 11, 'light', 'early', 600, 'B', '40 40 5 30 45 20 0'],
  ['KLEV', 'Klevener de Heiligenstein', 'Alsace', 'Aromatiques', 'Repas', 'Savagnin Rose', 'demi-sec', 'blanc', 12.5, 'aromatic', 'autumn', 890, 'B', '50 55 55 15 40 50 0'],
  ['MUSC', "Muscat d'Alsace", 'Alsace', 'Aromatiques', 'Apéritif', 'Muscat', 'sec', 'blanc', 12, 'aromatic', 'early', 840, 'B', '85 70 20 15 45 35 0'],
  ['MUSCGC', 'Muscat Grand Cru Goldert', 'Alsace', 'Grands crus', 'Garde', 'Muscat', 'sec', 'blanc', 12.5, 'aromatic', 'cellared', 1500, 'B', '80 75 30 40 50 50 0'],
  ['RIESLING', 'Riesling Alsace', 'Riesling', 'Blancs secs', 'Repas', 'Riesling', 'sec', 'blanc', 12, 'mineral', 'early', 980, 'B D', '45 40 5 65 80 35 0'],
  ['RIESVV', 'Riesling Vieilles Vignes', 'Riesling', 'Blancs secs', 'Repas', 'Riesling', 'sec', 'blanc', 12.5, 'mineral', 'autumn', 1220, 'B M', '50 40 5 70 80 45 0'],
  ['RIESSIL', 'Riesling Lieu-dit Silberberg', 'Riesling', 'Blancs secs', 'Repas', 'Riesling', 'sec', 'blanc', 12.5, 'mineral', 'autumn', 1400, 'B', '45 45 5 80 80 45 0'],
  ['RIESGCB', 'Riesling Grand Cru Brand', 'Riesling', 'Grands crus', 'Garde', 'Riesling', 'sec', 'blanc', 13, 'mineral', 'cellared', 2100, 'B M', '50 50 10 85 80 60 0'],
  ['RIESGCS', 'Riesling Grand Cru Schlossberg', 'Riesling', 'Grands crus', 'Garde', 'Riesling', 'sec', 'blanc', 13, 'mineral', 'cellared', 2350, 'B M', '45 60 5 90 85 55 0'],
  ['RIESVT', 'Riesling Vendanges Tardives', 'Vendanges Tardives', 'Liquoreux', 'Dessert', 'Riesling', 'moelleux', 'blanc', 12, 'sweet', 'late_harvest', 2600, 'B D', '75 50 15 55 75 65 0'],
  ['RIESSGN', 'Riesling Sélection de Grains Nobles', 'Vendanges Tardives', 'Liquoreux', 'Garde', 'Riesling', 'doux', 'blanc', 11, 'sweet', 'noble_rot', 4400, 'B D', '85 50 20 50 75 80 0'],
  ['PGRIS', 'Pinot Gris', 'Pinot Gris', 'Blancs tendres', 'Repas', 'Pinot Gris', 'demi-sec', 'blanc', 13, 'round', 'early', 940, 'B D', '60 35 25 20 45 65 0'],
  ['PGRISVV', 'Pinot Gris Vieilles Vignes', 'Pinot Gris', 'Blancs tendres', 'Repas', 'Pinot Gris', 'demi-sec', 'blanc', 13.5, 'round', 'autumn', 1200, 'B M', '60 35 35 25 45 75 0'],
  ['PGRISGC', 'Pinot Gris Grand Cru Hengst', 'Pinot Gris', 'Grands crus', 'Garde', 'Pinot Gris', 'demi-sec', 'blanc', 13.5, 'round', 'cellared', 2000, 'B', '60 35 45 45 50 80 0'],
  ['PGRISVT', 'Pinot Gris Vendanges Tardives', 'Vendanges Tardives', 'Liquoreux', 'Dessert', 'Pinot Gris', 'moelleux', 'blanc', 13, 'sweet', 'late_harvest', 2700, 'B D', '75 35 45 25 50 85 0'],
  ['PGRISSGN', 'Pinot Gris Sélection de Grains Nobles', 'Vendanges Tardives', 'Liquoreux', 'Garde', 'Pinot Gris', 'doux', 'blanc', 12, 'sweet', 'noble_rot', 4200, 'B D', '85 35 50 25 50 95 0'],
  ['GEWTRAD', 'Gewurztraminer Tradition', 'Gewurztraminer', 'Aromatiques', 'Repas', 'Gewurztraminer', 'demi-sec', 'blanc', 13, 'aromatic', 'early', 980, 'B D', '70 80 70 10 30 60 0'],
  ['GEWVV', 'Gewurztraminer Vieilles Vignes', 'Gewurztraminer', 'Aromatiques', 'Repas', 'Gewurztraminer', 'moelleux', 'blanc', 13.5, 'aromatic', 'autumn', 1260, 'B M', '75 80 80 15 30 75 0'],
  ['GEWGC', 'Gewurztraminer Grand Cru Hengst', 'Gewurztraminer', 'Grands crus', 'Garde', 'Gewurztraminer', 'moelleux', 'blanc', 14, 'aromatic', 'cellared', 1950, 'B', '70 75 90 35 35 85 5'],
  ['GEWURZ', 'Gewurztraminer Vendanges Tardives', 'Vendanges Tardives', 'Liquoreux', 'Dessert', 'Gewurztraminer', 'moelleux', 'blanc', 13, 'sweet', 'late_harvest', 1540, 'B D', '85 75 75 10 30 80 0'],
  ['GEWSGN', 'Gewurztraminer Sélection de Grains Nobles', 'Vendanges Tardives', 'Liquoreux', 'Garde', 'Gewurztraminer', 'doux', 'blanc', 12.5, 'sweet', 'noble_rot', 3900, 'B D', '95 70 75 10 35 95 0'],
  ['PNROSE', 'Pinot Noir Rosé', 'Pinot Noir', 'Rosés', 'Apéritif', 'Pinot Noir', 'sec', 'rosé', 12.5, 'rose', 'early', 780, 'B 5', '75 35 10 15 55 30 5'],
  ['OEIL', 'Œil de Perdrix', 'Pinot Noir', 'Rosés', 'Apéritif', 'Pinot Noir', 'sec', 'rosé', 12.5, 'rose', 'early', 860, 'B', '70 45 10 20 55 35 5'],
  ['PNOIR', 'Pinot Noir', 'Pinot Noir', 'Rouges', 'Repas', 'Pinot Noir', 'sec', 'rouge', 13, 'red', 'autumn', 990, 'B M', '70 20 25 20 50 50 40'],
  ['PNLIEU', 'Pinot Noir Lieu-dit Rosenberg', 'Pinot Noir', 'Rouges', 'Repas', 'Pinot Noir', 'sec', 'rouge', 13, 'red', 'autumn', 1380, 'B', '65 25 30 30 50 55 50'],
  ['PNBAR', 'Pinot Noir Élevé en Barrique', 'Pinot Noir', 'Rouges', 'Garde', 'Pinot Noir', 'sec', 'rouge', 13.5, 'red', 'cellared', 1650, 'B M', '60 20 50 25 45 70 65'],
  ['PNGC', 'Pinot Noir Grand Cru Vorbourg', 'Pinot Noir', 'Grands crus', 'Garde', 'Pinot Noir', 'sec', 'rouge', 13.5, 'red', 'cellared', 2600, 'B M', '60 30 50 45 50 75 70'],
  ['MACER', "Blanc de Macération L'Ambre", 'Alsace', 'Blancs secs', 'Garde', 'Assemblage', 'sec', 'orange', 13, 'mineral', 'autumn', 1560, 'B', '50 45 55 35 55 60 45'],
  ['COFDEC', 'Coffret "Découverte" 3 bouteilles', 'Coffrets', 'Cadeaux', 'Cadeau', 'Assemblage', 'sec', 'blanc', 12.5, 'gift', 'no_vintage', 2900, '3C', '55 45 30 35 55 45 0'],
  ['COFPRE', 'Coffret Prestige Grands Crus', 'Coffrets', 'Cadeaux', 'Cadeau', 'Assemblage', 'sec', 'blanc', 13, 'gift', 'no_vintage', 4200, '2C', '55 55 35 65 60 65 0'],
  ['COFDOU', 'Coffret Douceurs de Noël', 'Coffrets', 'Cadeaux', 'Cadeau', 'Assemblage', 'moelleux', 'blanc', 13, 'gift', 'no_vintage', 5600, '3C', '80 60 50 20 45 75 0'],
];

const formatMarks: Readonly<Record<string, Format>> = {
  B: 'BOUTEILLE',
  M: 'MAGNUM',
  D: 'DEMI',
  '3': 'BIB3',
  '5': 'BIB5',
  '2C': 'COFFRET2',
  '3C': 'COFFRET3',
};

/** The cellar of the Domaine de la Petite Cuvée, in the order of its price list. */
export const wines: readonly Wine[] = rows.map(wineOf);

function wineOf(row: Row, index: number): Wine {
  const [stem, label, familleCrm, sousFamille, macroCategorie, cepage, sucrosite, couleur, degre, style, cycle] = row;
  const [, , , , , , , , , , , priceHtCents, formats, aromas] = row;
  return {
    index,
    stem,
    label,
    familleCrm,
    sousFamille,
    macroCategorie,
    cepage,
    sucrosite,
    couleur,
    degre,
    style,
    cycle,
    priceHtCents,
    formats: formats.split(' ').flatMap((mark) => formatMarks[mark] ?? []),
    aromas: aromas.split(' ').map(Number),
  };
}
