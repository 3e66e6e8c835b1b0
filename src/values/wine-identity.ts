/**
 * Which wine a label means: its words without vintage and format (`wineKey`), its vintage, and the unit it speaks of. Vintage and
 * format are children of the wine, so that a new vintage is the same wine (wine.md, Vintage succession).
 */
import { type Packaging, readLabelPackaging } from './packaging.ts';
import { produitKey } from './produit-key.ts';
import { type Problem, problem } from './problem.ts';

export interface WineIdentity {
  /** The product key of the whole label. */
  readonly labelKey: string;
  /** The same without vintage and format words; never empty while the label is not. */
  readonly wineKey: string;
  /** 1950 to 2100; `undefined` for a blend of vintages, or when the label does not say. */
  readonly millesime: number | undefined;
  readonly packaging: Packaging | undefined;
}

const emptyVintage = problem('MILLESIME_EMPTY');
const wrongVintage = problem('MILLESIME_INVALID');
const firstVintage = 1950;
const lastVintage = 2100;
/** "Non millésimé", "sans année", non-vintage. `SA` alone may be part of a name: only at the end of a label. */
const withoutVintage = / (?:NON MILLESIMEE?|SANS ANNEE|N M|NM|NV)(?= )| SA(?= $)/g;
const vintageWords = / (?:MILLESIME|MILL|MIL)(?= $)| (?:MILLESIME|MILL) (?=(?:19|20|21)\d\d )/g;

/** The wine, vintage and unit a label names: `Pinot Noir (2022) Magnum` → `PINOT NOIR`, 2022, one magnum. */
export function readWineIdentity(label: string): WineIdentity {
  const labelKey = produitKey(label);
  // The label itself, not its key: a decimal comma (`37,5 cl`) is still there.
  const { packaging, otherWords } = readLabelPackaging(label);
  const words = ` ${otherWords.join(' ').replaceAll('.', ' ')} `
    .replace(withoutVintage, ' ')
    .replace(vintageWords, ' ');
  const vintage = lastVintageIn(words);
  const withoutYear = vintage === undefined ? words : removeLast(words, String(vintage));
  const wineKey = produitKey(withoutYear.replace(vintageWords, ' '));
  return { labelKey, wineKey: wineKey === '' ? labelKey : wineKey, millesime: vintage, packaging };
}

/** The vintage of a cell: four figures, 1950 to 2100. `NM`, `SA` and an empty cell are MILLESIME_EMPTY. */
export function parseMillesime(text: string): number | Problem<'MILLESIME_EMPTY' | 'MILLESIME_INVALID'> {
  const word = produitKey(text.trim().replace(/[.,]0+$/, ''));
  if (word === '' || ` ${word} `.replace(withoutVintage, ' ').trim() === '') return emptyVintage;
  if (!/^\d{4}$/.test(word)) return wrongVintage;
  const year = Number(word);
  return year >= firstVintage && year <= lastVintage ? year : wrongVintage;
}

/** The last of several: a cuvée may carry a year in its name, and its vintage comes behind it. */
function lastVintageIn(words: string): number | undefined {
  const years = words.match(/(?<= )(?:19[5-9]\d|20\d\d|2100)(?= )/g);
  const last = years?.at(-1);
  return last === undefined ? undefined : Number(last);
}

function removeLast(words: string, word: string): string {
  const at = words.lastIndexOf(` ${word} `);
  return `${words.slice(0, at)} ${words.slice(at + word.length + 2)}`;
}
