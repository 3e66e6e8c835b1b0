/**
 * What one unit of a line holds: how many bottles, of which format, and how many 75-cl equivalents. Recognised in a packaging
 * column (`CARTON6`, `6x75cl`, `Magnum`), in an article that is a packaging code, or among the words of a label.
 * Formats and equivalents: wine.md, Formats.
 */
import { type Decimal4, decimalScale, multiplyDecimal, roundDecimal } from './decimal.ts';
import { produitKey } from './produit-key.ts';

/** Every format the house knows, in centilitres: the size of the piece, and its 75-cl equivalents (three places). */
const formatTable = {
  QUART: { centilitres: [20, 18.75, 25], equivalents: 0.25 },
  DEMI: { centilitres: [37.5, 37, 35], equivalents: 0.5 },
  '50CL': { centilitres: [50], equivalents: 0.667 },
  '75CL': { centilitres: [75, 70, 73], equivalents: 1 },
  LITRE: { centilitres: [100], equivalents: 1.333 },
  MAGNUM: { centilitres: [150], equivalents: 2 },
  JEROBOAM: { centilitres: [300], equivalents: 4 },
  REHOBOAM: { centilitres: [450], equivalents: 6 },
  MATHUSALEM: { centilitres: [600], equivalents: 8 },
  SALMANAZAR: { centilitres: [900], equivalents: 12 },
  BALTHAZAR: { centilitres: [1200], equivalents: 16 },
  NABUCHODONOSOR: { centilitres: [1500], equivalents: 20 },
  BIB3L: { centilitres: [], equivalents: 4 },
  BIB5L: { centilitres: [], equivalents: 6.667 },
  BIB10L: { centilitres: [], equivalents: 13.333 },
  VRAC: { centilitres: [], equivalents: 1.333 },
} as const satisfies Record<string, { readonly centilitres: readonly number[]; readonly equivalents: number }>;

export type Format = keyof typeof formatTable;

/** One unit of a line. `pieces`: bottles, or boxes of wine; wine sold loose has none. `format` is undefined when only the count is said. */
export interface Packaging {
  readonly pieces: number;
  readonly format: Format | undefined;
  /** A gift box: the same wine, sold as a present. */
  readonly isGift: boolean;
}

/** A unit with its format settled: what quantities are multiplied by. */
export interface SettledPackaging {
  /** The one way the house writes it: `BOUTEILLE`, `CARTON6`, `MAGNUM`, `CARTON6 MAGNUM`, `COFFRET2`, `VRAC`. */
  readonly code: string;
  readonly format: Format;
  readonly bottlesPerUnit: Decimal4;
  readonly equivalentsPerUnit: Decimal4;
}

/** What a label says of its unit, and its words once those are taken out. */
export interface LabelPackaging {
  readonly packaging: Packaging | undefined;
  readonly otherWords: readonly string[];
}

/** 75-cl equivalents of one piece of a format, in ten-thousandths. */
export function equivalentsOf(format: Format): Decimal4 {
  return Math.round(formatTable[format].equivalents * decimalScale);
}

export function isFormat(word: string): word is Format {
  return Object.hasOwn(formatTable, word);
}

/** The unit a packaging cell names; `undefined` when any of its words is unknown: the caller counts one bottle and warns. */
export function parsePackaging(text: string): Packaging | undefined {
  const words = wordsOf(text);
  const found = readWords(words, 'cell');
  return found.packaging !== undefined && found.otherWords.length === 0 ? found.packaging : undefined;
}

/** Whether a text names a box and not what it holds: `carton`, `caisses bois`. */
export function isBareBox(text: string): boolean {
  const words = wordsOf(text);
  return words.some((word) => boxWord.test(word)) && words.every((word) => boxWord.test(word) || fillers.has(word));
}

/** The unit an article code names when it is a packaging code (`CARTON6`, `MAGNUM`), `undefined` for every real article. */
export function parsePackagingArticle(text: string): Packaging | undefined {
  const words = wordsOf(text);
  const isCode =
    words.length > 0 && words.length <= 2 && words.every((word) => longCode.test(word) || /^\d{1,2}$/.test(word));
  return isCode && longCode.test(words[0] ?? '') ? parsePackaging(text) : undefined;
}

/** What the words of a label (a product key) say of the unit: `CREMANT MAGNUM` a magnum, `BRUT DEMI SEC` nothing. */
export function readLabelPackaging(labelKey: string): LabelPackaging {
  return readWords(wordsOf(labelKey), 'label');
}

/**
 * The unit with its format: the packaging's own, else the label's, else the ordinary bottle; one piece where nothing is said.
 * `CARTON6` of a label that says magnum is six magnums: 6 bottles, 12 equivalents.
 */
export function settlePackaging(packaging: Packaging | undefined, label: Packaging | undefined): SettledPackaging {
  const format = packaging?.format ?? label?.format ?? '75CL';
  const pieces = packaging?.pieces ?? label?.pieces ?? 1;
  const isGift = packaging?.isGift ?? label?.isGift ?? false;
  const isLoose = format === 'VRAC';
  return {
    code: packagingCode(pieces, format, isGift),
    format,
    bottlesPerUnit: isLoose ? 0 : pieces * decimalScale,
    equivalentsPerUnit: pieces * equivalentsOf(format),
  };
}

/** Bottles and 75-cl equivalents of so many units, to three places. */
export function quantitiesOf(
  units: Decimal4,
  packaging: Pick<SettledPackaging, 'bottlesPerUnit' | 'equivalentsPerUnit'>,
): { readonly bottles: Decimal4; readonly equivalents: Decimal4 } {
  return {
    bottles: roundDecimal(multiplyDecimal(units, packaging.bottlesPerUnit), 3),
    equivalents: roundDecimal(multiplyDecimal(units, packaging.equivalentsPerUnit), 3),
  };
}

function packagingCode(pieces: number, format: Format, isGift: boolean): string {
  const box = isGift ? `COFFRET${pieces}` : `CARTON${pieces}`;
  if (pieces === 1 && !isGift) return format === '75CL' ? 'BOUTEILLE' : format;
  return format === '75CL' ? box : `${box} ${format}`;
}

const longCode =
  /^(?:CARTON|CAISSE|COFFRET|COLIS|PACK|MAGNUM|DEMI|BOUTEILLE|JEROBOAM|REHOBOAM|MATHUSALEM|SALMANAZAR|BALTHAZAR|NABUCHODONOSOR|BIB)(?:\d{1,2}L?)?$/;
const boxWord = /^(?:CARTONS?|CRT|CTN|CT|CAISSES?|CBO|COLIS|PACKS?|CASE|BOX|CARTONNAGE)$/;
const giftWord = /^(?:COFFRETS?|COFFRET CADEAU)$/;
const bottleWord =
  /^(?:BOUTEILLES?|BLLES?|BTLES?|BTLLES?|BTLS?|BTS?|BTES?|BOUT|BLL|FLUTES?|UNITES?|UNIT|PIECES?|PCE|BOTTLES?)$/;
const fillers = new Set(['DE', 'BOIS', 'D', 'PAR', 'DES']);
const formatWords: Readonly<Record<string, Format>> = {
  QUART: 'QUART',
  MAGNUM: 'MAGNUM',
  MAGNUMS: 'MAGNUM',
  MAG: 'MAGNUM',
  MGN: 'MAGNUM',
  JEROBOAM: 'JEROBOAM',
  JEROBOAMS: 'JEROBOAM',
  JERO: 'JEROBOAM',
  REHOBOAM: 'REHOBOAM',
  MATHUSALEM: 'MATHUSALEM',
  SALMANAZAR: 'SALMANAZAR',
  BALTHAZAR: 'BALTHAZAR',
  NABUCHODONOSOR: 'NABUCHODONOSOR',
  VRAC: 'VRAC',
  LITRE: 'LITRE',
};
/** Abbreviations that mean a format in a packaging cell and too many other things in a label. */
const onlyInCells = new Set(['MAG', 'MGN', 'JERO', 'QUART', 'LITRE', 'VRAC']);
/** How many bottles a box may hold: beyond it the figure is something else. */
const mostPiecesInBox = 60;

/** `½`, decimals and signs as words: `6×37,5 cl` → `6`, `X`, `37.5`, `CL`. */
function wordsOf(text: string): string[] {
  const spaced = text
    .replaceAll('×', 'x')
    .replace(/½|(?<!\d)1\/2(?!\d)/g, ' demi ')
    .replace(/(\d)[,.](\d)/g, '$1DECIMAL$2');
  return produitKey(spaced)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('DECIMAL', '.'));
}

interface Reading {
  pieces: number | undefined;
  format: Format | undefined;
  isGift: boolean;
  isSaid: boolean;
}

/** Walks the words once, taking those that speak of the unit, by the longest form first. */
function readWords(words: readonly string[], where: 'cell' | 'label'): LabelPackaging {
  const reading: Reading = { pieces: undefined, format: undefined, isGift: false, isSaid: false };
  const otherWords: string[] = [];
  let index = 0;
  while (index < words.length) {
    const taken =
      takeTimes(words, index, reading) ||
      takeVolume(words, index, reading) ||
      takeBox(words, index, reading) ||
      takeWord(words, index, reading, where);
    if (taken === 0) otherWords.push(words[index] ?? '');
    index += taken || 1;
  }
  const packaging = reading.isSaid
    ? { pieces: reading.pieces ?? 1, format: reading.format, isGift: reading.isGift }
    : undefined;
  return { packaging, otherWords };
}

/** `6X75CL`, `6X75`, `6 X 75 CL`, `6X37.5 CL`, `X6`, and `6 MAGNUMS`, `6 BOUTEILLES`. Gives how many words it took. */
function takeTimes(words: readonly string[], index: number, reading: Reading): number {
  const joined = words.slice(index, index + 4).join(' ');
  const times = /^(\d{1,2}) ?X ?(\d{2,3}(?:\.\d{1,2})?)( ?CL)?(?= |$)/.exec(joined);
  const format = times ? formatOfCentilitres(Number(times[2])) : undefined;
  if (times && format && setPieces(reading, Number(times[1]))) {
    reading.format = format;
    return times[0].split(' ').length;
  }
  const counted = /^(\d{1,2}) ([A-Z]+)(?= |$)/.exec(joined);
  const noun = counted?.[2] ?? '';
  if (counted && (formatWords[noun] || bottleWord.test(noun)) && setPieces(reading, Number(counted[1]))) {
    reading.format ??= formatWords[noun];
    return 2;
  }
  const behind = /^X(\d{1,2})$/.exec(words[index] ?? '');
  return behind && setPieces(reading, Number(behind[1])) ? 1 : 0;
}

/** `75CL`, `37.5 CL`, `150 CL`, `0.75L`, `1.5 L`, `3L`, `750ML`, and `BIB 5L`. Gives how many words it took. */
function takeVolume(words: readonly string[], index: number, reading: Reading): number {
  const joined = words.slice(index, index + 3).join(' ');
  const box = /^(?:BIB|CUBI|FONTAINE|BAG IN BOX) ?(3|5|10)(?: ?L(?:ITRES)?)?(?= |$)/.exec(
    words.slice(index, index + 5).join(' '),
  );
  if (box) return takeFormat(reading, box[1] === '3' ? 'BIB3L' : box[1] === '5' ? 'BIB5L' : 'BIB10L', box[0]);
  const volume = /^(\d{1,4}(?:\.\d{1,3})?) ?(CL|L|ML)(?= |$)/.exec(joined);
  if (!volume) return 0;
  const factor = volume[2] === 'CL' ? 1 : volume[2] === 'L' ? 100 : 0.1;
  const format = formatOfCentilitres(Number(volume[1]) * factor);
  return format ? takeFormat(reading, format, volume[0]) : 0;
}

function takeFormat(reading: Reading, format: Format, words: string): number {
  reading.format = format;
  reading.isSaid = true;
  return words.split(' ').length;
}

/** `CARTON6`, `CARTON 6`, `CARTON DE 6 BOUTEILLES`, `COFFRET 2`, `C6`. Gives how many words it took. */
function takeBox(words: readonly string[], index: number, reading: Reading): number {
  const glued = /^([A-Z]+)(\d{1,2})$/.exec(words[index] ?? '');
  const word = glued?.[1] ?? words[index] ?? '';
  const isGift = giftWord.test(word);
  if (!isGift && !boxWord.test(word) && !(glued && (word === 'C' || word === 'B'))) return 0;
  if ((word === 'C' || word === 'B') && words.length > 1) return 0;
  let next = index + 1;
  if (!glued) while (fillers.has(words[next] ?? '')) next++;
  const figures = glued?.[2] ?? words[next] ?? '';
  if (!/^\d{1,2}$/.test(figures) || !setPieces(reading, Number(figures))) return 0;
  reading.isGift ||= isGift;
  if (!glued) next++;
  return (bottleWord.test(words[next] ?? '') ? next + 1 : next) - index;
}

function takeWord(words: readonly string[], index: number, reading: Reading, where: 'cell' | 'label'): number {
  const word = words[index] ?? '';
  if (word === 'DEMI' || word === 'DEMIE') return takeHalf(words, index, reading, where);
  const glued = /^(BIB)(3|5|10)L?$/.exec(word);
  if (glued) return takeFormat(reading, glued[2] === '3' ? 'BIB3L' : glued[2] === '5' ? 'BIB5L' : 'BIB10L', word);
  const format = formatWords[word];
  if (format && (where === 'cell' || !onlyInCells.has(word))) return takeFormat(reading, format, word);
  if (where === 'label') return 0;
  return takeCellWord(word, reading);
}

/** `DEMI BOUTEILLE`, or `DEMI` that ends the text: `DEMI SEC` is a sweetness. */
function takeHalf(words: readonly string[], index: number, reading: Reading, where: 'cell' | 'label'): number {
  const next = words[index + 1] ?? '';
  if (bottleWord.test(next)) return takeFormat(reading, 'DEMI', 'DEMI BOUTEILLE');
  const isLast = next === '' || /^(?:19|20)\d\d$/.test(next);
  return isLast || (where === 'cell' && next !== 'SEC') ? takeFormat(reading, 'DEMI', 'DEMI') : 0;
}

function takeCellWord(word: string, reading: Reading): number {
  if (bottleWord.test(word) || word === 'U' || word === 'B' || word === '1') {
    reading.isSaid = true;
    return 1;
  }
  const format = word === 'L' ? 'LITRE' : formatOfCentilitres(Number(word));
  if (format && (word === 'L' || Number(word) > 30)) return takeFormat(reading, format, word);
  return fillers.has(word) ? 1 : 0;
}

function setPieces(reading: Reading, pieces: number): boolean {
  if (pieces < 1 || pieces > mostPiecesInBox) return false;
  reading.pieces = pieces;
  reading.isSaid = true;
  return true;
}

function formatOfCentilitres(centilitres: number): Format | undefined {
  for (const [format, { centilitres: sizes }] of Object.entries(formatTable)) {
    if (isFormat(format) && sizes.some((size) => Math.abs(size - centilitres) < 0.01)) return format;
  }
  return undefined;
}
