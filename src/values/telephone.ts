import type { CountryCode } from 'libphonenumber-js';
import { type Country, usesFrenchPostCodes } from './country.ts';
import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';
import { stripDecimalArtefact } from './spreadsheet-guard.ts';

/** E.164: `+33123456789`. */
export type Telephone = string;
export type TelephoneProblem = Problem<'TELEPHONE_EMPTY' | 'TELEPHONE_INVALID'>;
export type TelephoneParser = (text: string, country: Country) => Telephone | TelephoneProblem;

const empty = problem('TELEPHONE_EMPTY');
const invalid = problem('TELEPHONE_INVALID');

/**
 * A parser of telephone cells: `01 23 45 67 89` → `+33123456789`, the country being that of the client. The numbering plans of the
 * world take time to load, so they are loaded here, once, by who needs them; French numbers are read without them.
 * A cell with several numbers gives the first that is valid; a lost leading zero is put back (`612345678`).
 */
export async function loadTelephoneParser(): Promise<TelephoneParser> {
  const { parsePhoneNumberFromString, isSupportedCountry } = await import('libphonenumber-js/min');
  const parseForeign = (number: string, country: Country): Telephone | undefined => {
    const plan: CountryCode = isSupportedCountry(country) ? country : 'FR';
    const parsed = parsePhoneNumberFromString(number, plan);
    return parsed?.isValid() ? parsed.number : undefined;
  };
  return (text, country) => {
    if (!/[A-Z0-9]/.test(foldUpper(text)) || !/\d/.test(text)) return empty;
    for (const number of splitNumbers(stripDecimalArtefact(text))) {
      // Overseas departments have numbers of their own, and people there keep those of the mainland.
      const telephone =
        parseFrench(number, country) ??
        parseForeign(number, country) ??
        (usesFrenchPostCodes(country) ? parseFrench(number, 'FR') : undefined);
      if (telephone !== undefined) return telephone;
    }
    return invalid;
  };
}

function splitNumbers(text: string): readonly string[] {
  return [text, ...text.split(/[/;,|\r\n]+|\bou\b|\bet\b/)];
}

/** A French number by its shape: nine figures after `0`, `+33`, `0033`, `33`, or alone when the zero was lost. */
function parseFrench(text: string, country: Country): Telephone | undefined {
  const isInternational = /^\s*(?:\+|00)\s*33/.test(text);
  if (country !== 'FR' && !isInternational) return undefined;
  if (/[^\d\s.()+\-\u00a0\u202f]/.test(text)) return undefined;
  const figures = text.replace('(0)', '').replace(/\D/g, '');
  const national = /^(?:(?:00)?33|0)?0?([1-9]\d{8})$/.exec(figures)?.[1];
  return national === undefined ? undefined : `+33${national}`;
}
