import { type Country, usesFrenchPostCodes } from './country.ts';
import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';

/** A post code, text always. `isRestored`: a leading zero that a spreadsheet had eaten is back. */
export interface CodePostal {
  readonly codePostal: string;
  readonly isRestored: boolean;
}

const empty = problem('CODE_POSTAL_EMPTY');
const invalid = problem('CODE_POSTAL_INVALID');

/**
 * The post code of a cell, by its country (`undefined`: one we do not know). In France five figures, the lost zero restored:
 * `6000` → `06000`, `67 000` and `F-67000` → `67000`; anything else is CODE_POSTAL_INVALID. Elsewhere the text in capitals.
 */
export function parseCodePostal(
  text: string,
  country: Country | undefined,
): CodePostal | Problem<'CODE_POSTAL_EMPTY' | 'CODE_POSTAL_INVALID'> {
  const code = foldUpper(text).trim().replace(/\s+/g, ' ').replace(/\.0$/, '');
  if (!/[A-Z0-9]/.test(code)) return empty;
  if (country === undefined || !usesFrenchPostCodes(country)) return { codePostal: code, isRestored: false };
  const figures = code
    .replace(/^F(?:R|RANCE)?[ -]*(?=\d)/, '')
    .replace(/ ?CEDEX.*$/, '')
    .replaceAll(' ', '');
  if (/^\d{5}$/.test(figures)) return { codePostal: figures, isRestored: false };
  // Only departments 01 to 09 begin with a zero, so only four figures can have lost one.
  return /^[1-9]\d{3}$/.test(figures) ? { codePostal: `0${figures}`, isRestored: true } : invalid;
}
