/** A table of invented sales of an estate, the same at every call: what the polluted files are made from. */

export interface Cell {
  readonly text: string;
  /** Whether its column is written in quotes, needed or not. */
  readonly isQuoted: boolean;
}

/** Of the size of the paper's own source: a header and 83 rows of nine columns. */
const rowCount = 83;

const columns = ['Code client', 'Date', 'Désignation', 'Qté', 'Montant HT', 'Type', 'N° pièce', 'Ville', 'Commentaire'];
const quotedColumns = new Set(['Désignation', 'Commentaire']);
const wines = [
  'Riesling Alsace',
  'Crémant d’Alsace, extra brut',
  'Pinot Noir "Vieilles Vignes"',
  'Gewurztraminer Vendanges Tardives, Clos du Prélat, mise d’avril',
  "Muscat de l'Étoile",
  'Sylvaner "S"',
  'Pinot Gris',
];
const towns = ['Strasbourg', 'Colmar', 'Sélestat', 'Paris', "L'Isle-sur-la-Sorgue", ''];
const comments = ['', '', 'retrait au caveau', '', 'livrer chez la voisine, 2e étage', 'carton dit "cadeau"', ''];

/** The header row and the rows below it. */
export function estateTable(): Cell[][] {
  const rows = Array.from({ length: rowCount }, (_, index) => saleRow(index));
  return [columns, ...rows].map((texts) =>
    texts.map((text, place) => ({
      text,
      isQuoted: text !== '' && (quotedColumns.has(columns[place] ?? '') || text.includes(',')),
    })),
  );
}

function saleRow(index: number): string[] {
  const bottles = 1 + ((index * 5) % 12);
  const cents = bottles * (850 + ((index * 137) % 1900));
  return [
    `CL${String(100 + ((index * 37) % 61)).padStart(5, '0')}`,
    `${two(1 + ((index * 11) % 28))}/${two(1 + (index % 12))}/2025`,
    wines[index % wines.length] ?? '',
    String(bottles),
    `${Math.floor(cents / 100)},${two(cents % 100)}`,
    index % 9 === 8 ? 'AVOIR' : 'VENTE',
    `V${String(1000 + Math.floor(index / 2))}`,
    towns[(index * 5) % towns.length] ?? '',
    comments[(index * 3) % comments.length] ?? '',
  ];
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
