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
/** Letters of another country before its figures: `B-1000`, `CH-1204`, `D-67655`, `L-1234`. */
const abroad = /^(?:B|BE|CH|D|DE|L|LU|A|AT|NL|I|IT|E|ES|PT|DK|S|SE) ?- ?\d{4,5}(?: ?[A-Z]{2})?$/;

/**
 * The post code of a cell, by its country (`undefined`: one we do not know). In France five figures, the lost zero restored:
 * `6000` → `06000`, `67 000` and `F-67000` → `67000`, `B-1000` as it is; anything else is CODE_POSTAL_INVALID. Elsewhere the text in capitals.
 */
export function parseCodePostal(
  text: string,
  country: Country | undefined,
): CodePostal | Problem<'CODE_POSTAL_EMPTY' | 'CODE_POSTAL_INVALID'> {
  const code = foldUpper(text).trim().replace(/\s+/g, ' ').replace(/\.0$/, '');
  if (!/[A-Z0-9]/.test(code)) return empty;
  if (country === undefined || !usesFrenchPostCodes(country) || abroad.test(code)) return elsewhere(code, country);
  const figures = code
    .replace(/^F(?:R|RANCE)?[ -]*(?=\d)/, '')
    .replace(/ ?CEDEX.*$/, '')
    .replaceAll(' ', '');
  if (/^\d{5}$/.test(figures)) return { codePostal: figures, isRestored: false };
  // Only departments 01 to 09 begin with a zero, so only four figures can have lost one.
  return /^[1-9]\d{3}$/.test(figures) ? { codePostal: `0${figures}`, isRestored: true } : invalid;
}

/** Beside France, those whose codes have five figures and may begin with a zero: `1067` + Germany → `01067` (Dresden). */
const fiveFigures = new Set(['DE', 'ES', 'IT']);

function elsewhere(code: string, country: Country | undefined): CodePostal {
  const isShort = country !== undefined && fiveFigures.has(country) && /^[1-9]\d{3}$/.test(code);
  return { codePostal: isShort ? `0${code}` : code, isRestored: isShort };
}
