/** The cells that name someone or something, as several datasets write them: client codes, days, articles, packagings, places. */
import { parseClientCode } from '../values/client-code.ts';
import { cleanText } from '../values/clean-text.ts';
import { parseCodePostal } from '../values/code-postal.ts';
import type { Country } from '../values/country.ts';
import { type Day, type DayOrder, oneYearAfter, parseDay } from '../values/day.ts';
import { parseEmailCell } from '../values/email.ts';
import { foldUpper, isAscii } from '../values/fold.ts';
import { isBareBox, type Packaging, parsePackaging, parsePackagingArticle } from '../values/packaging.ts';
import { produitKey } from '../values/produit-key.ts';
import { stripDecimalArtefact } from '../values/spreadsheet-guard.ts';
import { type EncodedCell, emptyCell, encodeCell, encodeLike } from './curated-rows.ts';
import type { RejectCode } from './reject.ts';

/** A client code, and the code as the source wrote it. Both empty where the cell is: the passing client. */
export interface ClientCell {
  readonly encoded: EncodedCell;
  readonly encodedSource: EncodedCell;
  readonly reject: RejectCode | undefined;
}

/** An empty cell is the passing client; one that holds something but neither letter nor figure is refused. */
export function clientCell(raw: string): ClientCell {
  const { text } = cleanText(raw);
  if (text === '') return { encoded: emptyCell, encodedSource: emptyCell, reject: undefined };
  const code = parseClientCode(text);
  if (typeof code !== 'string') return { encoded: emptyCell, encodedSource: emptyCell, reject: code.problem };
  return { encoded: encodeLike(raw, code), encodedSource: encodeLike(raw, text), reject: undefined };
}

/** A day, or why it is refused. */
export interface DayCell {
  readonly day: Day;
  readonly encoded: EncodedCell;
  readonly reject: RejectCode | undefined;
}

/** Reads the days of a column; a day more than a year after the export is refused. */
export function dayCells(order: DayOrder, exportedDay: Day): (raw: string) => DayCell {
  const lastDay = oneYearAfter(exportedDay);
  return (raw) => {
    const day = parseDay(cleanText(raw).text, order);
    if (typeof day !== 'string') return { day: '', encoded: emptyCell, reject: day.problem };
    return { day, encoded: encodeCell(day), reject: day > lastDay ? 'DAY_FUTURE' : undefined };
  };
}

/** An article code in capitals, the packaging it may be, and whether a spreadsheet destroyed it. */
export interface ArticleCell {
  readonly article: string;
  readonly key: string;
  /** As the source writes it, small letters too: what a sales line keeps. Room 4 compares articles in capitals. */
  readonly asWritten: string;
  readonly packaging: Packaging | undefined;
  readonly isLost: boolean;
}

/** `3,76001E+12` was a bar code and cannot be restored: the article is left empty. */
export function articleCell(raw: string): ArticleCell {
  const written = stripDecimalArtefact(cleanText(raw).text);
  const text = foldUpper(written);
  const isLost = /^\d(?:[.,]\d+E\+?|E\+)\d{1,2}$/.test(text);
  const article = isLost ? '' : text;
  return {
    article,
    key: produitKey(article),
    // Capitals of an accented letter differ from one server to another: such a code is kept in ours.
    asWritten: !isLost && isAscii(written) ? written : article,
    packaging: parsePackagingArticle(article),
    isLost,
  };
}

/** The unit of a packaging cell; `isUnknown`: something is written and nothing is understood. */
export interface PackagingCell {
  readonly packaging: Packaging | undefined;
  readonly isUnknown: boolean;
}

/** What one unit of the row is, by its packaging column. `perCarton`: the bottles of a carton that does not say them itself. */
export function packagingCell(raw: string, perCarton: number | undefined): PackagingCell {
  const { text } = cleanText(raw);
  const isCounted = perCarton !== undefined && isBareBox(text);
  const packaging = isCounted ? { pieces: perCarton, format: undefined, isGift: false } : parsePackaging(text);
  return { packaging, isUnknown: packaging === undefined && text !== '' };
}

/** A cell of e-mails: the first valid one, and whether others are listed or could not be read. */
export interface EmailsCell {
  readonly encoded: EncodedCell;
  readonly hasOthers: boolean;
  readonly hasInvalid: boolean;
}

export function emailsCell(raw: string): EmailsCell {
  const { email, others, invalid } = parseEmailCell(cleanText(raw).text);
  return {
    encoded: encodeLike(raw, email ?? ''),
    hasOthers: others.length > 0,
    hasInvalid: invalid.length > 0,
  };
}

export interface CodePostalCell {
  readonly encoded: EncodedCell;
  readonly isRestored: boolean;
  readonly isInvalid: boolean;
}

/** A post code of a country (`undefined`: one we do not know); an impossible one is left empty. */
export function codePostalCell(raw: string, country: Country | undefined): CodePostalCell {
  const parsed = parseCodePostal(cleanText(raw).text, country);
  if ('problem' in parsed)
    return { encoded: emptyCell, isRestored: false, isInvalid: parsed.problem === 'CODE_POSTAL_INVALID' };
  return { encoded: encodeLike(raw, parsed.codePostal), isRestored: parsed.isRestored, isInvalid: false };
}
