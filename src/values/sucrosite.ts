/**
 * The sweetness of a wine. The same word means different sugar for still and sparkling wine, so where grams are known the
 * word is computed from them (EU 607/2009 and 2019/33 annex III; wine.md, Sweetness).
 */
import { type Decimal4, decimalScale, parseDecimal } from './decimal.ts';
import { produitKey } from './produit-key.ts';
import { type Problem, problem } from './problem.ts';

const stillWords = ['SEC', 'DEMI SEC', 'MOELLEUX', 'DOUX'] as const;
const sparklingWords = ['BRUT NATURE', 'EXTRA BRUT', 'BRUT', 'EXTRA DRY', 'SEC', 'DEMI SEC', 'DOUX'] as const;
export type Sucrosite = (typeof stillWords)[number] | (typeof sparklingWords)[number];

const empty = problem('SUCROSITE_EMPTY');
const unknown = problem('SUCROSITE_UNKNOWN');
const otherWords: Readonly<Record<string, Sucrosite>> = {
  SECS: 'SEC',
  DRY: 'SEC',
  TROCKEN: 'SEC',
  DEMISEC: 'DEMI SEC',
  'OFF DRY': 'DEMI SEC',
  'NON DOSE': 'BRUT NATURE',
  'DOSAGE ZERO': 'BRUT NATURE',
  'ZERO DOSAGE': 'BRUT NATURE',
  'BRUT ZERO': 'BRUT NATURE',
  EXTRABRUT: 'EXTRA BRUT',
  'EXTRA SEC': 'EXTRA DRY',
  LIQUOREUX: 'DOUX',
  SWEET: 'DOUX',
};

/** The word a cell means: one of the regulation's words, or computed when the cell gives grams per litre (`4,5 g/L`). */
export function parseSucrosite(
  text: string,
  isSparkling: boolean,
): Sucrosite | Problem<'SUCROSITE_EMPTY' | 'SUCROSITE_UNKNOWN'> {
  const key = produitKey(text);
  if (key === '') return empty;
  const word = [...stillWords, ...sparklingWords].find((known) => known === key) ?? otherWords[key];
  if (word !== undefined) return word;
  const grams = parseDecimal(text.replace(/\s*(?:g|gr|grammes)(?:\s*\/\s*l)?\.?\s*$/i, ''));
  if (typeof grams !== 'number' || grams < 0) return unknown;
  return isSparkling ? sparklingWord(grams) : stillWord(grams);
}

/** The word for a still wine from its sugar, and total acidity (tartaric) where known, both in g/L as ten-thousandths. */
export function stillWord(sugar: Decimal4, acidity?: Decimal4): Sucrosite {
  const grams = decimalScale;
  const excess = acidity === undefined ? undefined : sugar - acidity;
  if (sugar <= 4 * grams || (sugar <= 9 * grams && excess !== undefined && excess <= 2 * grams)) return 'SEC';
  if (sugar <= 12 * grams || (sugar <= 18 * grams && excess !== undefined && excess <= 10 * grams)) return 'DEMI SEC';
  return sugar <= 45 * grams ? 'MOELLEUX' : 'DOUX';
}

/** The word for a sparkling wine from its sugar in g/L (ten-thousandths); where two words are allowed, the drier one. */
export function sparklingWord(sugar: Decimal4): Sucrosite {
  const grams = sugar / decimalScale;
  if (grams < 3) return 'BRUT NATURE';
  if (grams <= 6) return 'EXTRA BRUT';
  if (grams < 12) return 'BRUT';
  if (grams <= 17) return 'EXTRA DRY';
  if (grams <= 32) return 'SEC';
  return grams <= 50 ? 'DEMI SEC' : 'DOUX';
}
