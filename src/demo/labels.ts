import type { FlawName } from './flaws.ts';
import { itemAt, type Random } from './random.ts';

/** A text as the estate's software holds it, and what is unusual about it. */
export interface WrittenText {
  readonly text: string;
  readonly marks: readonly FlawName[];
}

/** One of the ways the wine stands on the estate's documents: renamed cards, abbreviations, typing by hand, the vintage inside. */
export function writeLabel(
  label: string,
  millesime: number | null,
  needsVintage: boolean,
  random: Random,
): WrittenText {
  if (needsVintage && millesime !== null) return { text: `${label} ${millesime}`, marks: ['vintage_in_label'] };
  const drawn = random.unit();
  if (drawn < 0.66) return { text: label, marks: [] };
  if (drawn < 0.86 && millesime !== null) {
    const text =
      drawn < 0.78 ? `${label} ${millesime}` : drawn < 0.84 ? `${label} (${millesime})` : `${millesime} ${label}`;
    return { text, marks: ['vintage_in_label'] };
  }
  return rewrite(label, random);
}

/** UTF-8 read as Windows-1252 and saved again: `Crémant` becomes `CrÃ©mant`. */
export function damageEncoding(text: string): string {
  return windows1252.decode(Buffer.from(text, 'utf8'), { stream: true });
}

// Always streaming: otherwise Node 20 reads 0x80–0x9F as control characters.
const windows1252 = new TextDecoder('windows-1252');

/** The text without its accents and ligatures, as an old till prints it. */
export function withoutAccents(text: string): string {
  return text.replaceAll('Œ', 'OE').replaceAll('œ', 'oe').normalize('NFD').replace(/\p{M}/gu, '');
}

function rewrite(label: string, random: Random): WrittenText {
  const text = itemAt(rewritings, random.index([30, 35, 12, 8, 6, 4]))(label, random);
  if (text === label) return { text, marks: [] };
  return { text, marks: text.includes('Ã') ? ['label_variant', 'encoding_damage'] : ['label_variant'] };
}

const rewritings: readonly ((label: string, random: Random) => string)[] = [
  (label) => withoutAccents(label).toUpperCase(),
  (label, random) => abbreviate(label, random),
  (label) => label.replaceAll(' ', '-'),
  (label) => withoutAccents(label).toLowerCase(),
  (label) => `${label.replace(' ', '  ')} `,
  (label) => damageEncoding(label),
];

// What growers write when the column is narrow. Each gives another normalised key, so only an alias brings it home.
const abbreviations: readonly (readonly [string, readonly string[]])[] = [
  ['Vendanges Tardives', ['VT', 'V.T.', 'Vend. Tardives']],
  ['Sélection de Grains Nobles', ['SGN', 'S.G.N.']],
  ['Grand Cru', ['GC', 'Gd Cru']],
  ['Grands Crus', ['GC']],
  ['Vieilles Vignes', ['VV', 'V.V.']],
  ["Crémant d'Alsace", ['Crémant', "Cr. d'Alsace"]],
  ['Crémant Alsace', ["Crémant d'Alsace"]],
  ['Élevé en Barrique', ['Barrique', 'Barr.']],
  ['Lieu-dit ', ['']],
  ['Tradition', ['Trad.']],
  ['Riesling Alsace', ["Riesling d'Alsace"]],
  ["Muscat d'Alsace", ['Muscat']],
  ['de Macération ', ['macéré ']],
  ['Klevener de Heiligenstein', ['Klevener']],
];

function abbreviate(label: string, random: Random): string {
  let text = label;
  for (const [long, shorts] of abbreviations) if (text.includes(long)) text = text.replace(long, random.pick(shorts));
  return random.chance(0.4) ? text.replace('Gewurztraminer', random.pick(['Gewurzt.', 'Gewurz'])) : text;
}
