/** How a wine is said in a letter: its name, its line of facts, its unit and its price, in French and in English. */
import { nameInWords } from '../../6-recommend/french.ts';
import { foldUpper } from '../../values/fold.ts';
import { formatEuros } from '../../values/french.ts';
import type { Format } from '../../values/packaging.ts';
import { produitKey } from '../../values/produit-key.ts';
import type { Language } from '../../values/sentence.ts';
import type { LetterWine, PriceUnit } from './letter.ts';

interface Vessel {
  readonly one: string;
  readonly many: string;
  /** Its size as it is said behind it: `75 cl`; empty where the word says it. */
  readonly size: string;
  readonly article: 'le' | 'la';
}

const nbsp = '\u00a0';
const bottle = (size: string): Vessel => ({ one: 'bouteille', many: 'bouteilles', size, article: 'la' });
const named = (one: string, size: string): Vessel => ({ one, many: `${one}s`, size, article: 'le' });

const vessels: Readonly<Record<Format, Readonly<Record<Language, Vessel>>>> = {
  QUART: inBoth(bottle('20 cl')),
  DEMI: {
    fr: { one: 'demi-bouteille', many: 'demi-bouteilles', size: '37,5 cl', article: 'la' },
    en: { one: 'half bottle', many: 'half bottles', size: '37.5 cl', article: 'la' },
  },
  '50CL': inBoth(bottle('50 cl')),
  '75CL': inBoth(bottle('75 cl')),
  LITRE: inBoth(bottle('1 L')),
  MAGNUM: inBoth(named('magnum', '1,5 L')),
  JEROBOAM: inBoth(named('jéroboam', '3 L')),
  REHOBOAM: inBoth(named('réhoboam', '4,5 L')),
  MATHUSALEM: inBoth(named('mathusalem', '6 L')),
  SALMANAZAR: inBoth(named('salmanazar', '9 L')),
  BALTHAZAR: inBoth(named('balthazar', '12 L')),
  NABUCHODONOSOR: inBoth(named('nabuchodonosor', '15 L')),
  BIB3L: wineBox('3 L'),
  BIB5L: wineBox('5 L'),
  BIB10L: wineBox('10 L'),
  VRAC: {
    fr: { one: 'litre', many: 'litres', size: '', article: 'le' },
    en: { one: 'litre', many: 'litres', size: '', article: 'le' },
  },
};

/** The name as a label says it, with its vintage once: `Riesling Grand Cru Brand 2021`. */
export function wineTitle(wine: LetterWine): string {
  const name = nameInWords(wine.name.trim());
  const { millesime } = wine;
  return millesime === null || new RegExp(`(?<!\\d)${millesime}(?!\\d)`).test(name) ? name : `${name} ${millesime}`;
}

/** `bouteille de 75 cl`, `carton de 6 bouteilles de 75 cl`, `coffret de 2 magnums (1,5 L)`. */
export function unitInWords(unit: PriceUnit, language: Language): string {
  const vessel = vessels[unit.format][language];
  if (unit.pieces === 1 && !unit.isGift) return withSize(vessel.one, vessel, language);
  const content = withSize(unit.pieces === 1 ? vessel.one : vessel.many, vessel, language);
  if (language === 'fr') return `${unit.isGift ? 'coffret' : 'carton'} de ${unit.pieces}${nbsp}${content}`;
  return `${unit.isGift ? 'gift box' : 'case'} of ${unit.pieces}${nbsp}${content}`;
}

/** `14,50 € TTC la bouteille de 75 cl`, `€14.50 incl. VAT per bottle (75 cl)`. Never without the tax and the unit (law.md, 5). */
export function priceInWords(priceTtcCents: number, unit: PriceUnit, language: Language): string {
  const amount = formatEuros(priceTtcCents / 100, language);
  const words = unitInWords(unit, language);
  if (language === 'en') return `${amount} incl.${nbsp}VAT per ${words}`;
  const article = unit.pieces > 1 || unit.isGift ? 'le' : vessels[unit.format].fr.article;
  return `${amount} TTC ${article} ${words}`;
}

/** `au lieu de 16,00 € TTC, prix le plus bas des 30 derniers jours`. */
export function referenceInWords(referencePriceTtcCents: number, language: Language): string {
  const amount = formatEuros(referencePriceTtcCents / 100, language);
  return language === 'fr'
    ? `au lieu de ${amount} TTC, prix le plus bas des 30 derniers jours`
    : `instead of ${amount} incl.${nbsp}VAT, the lowest price of the last 30 days`;
}

/** The line of facts: `Blanc · demi-sec`; what is unknown is left out. The format stands with the price. */
export function factsLine(wine: LetterWine, language: Language): string {
  const facts = [colourWord(wine.couleur, language), sweetnessWord(wine.sucrosite)];
  const line = facts.filter((fact) => fact !== '').join(' · ');
  return line.slice(0, 1).toUpperCase() + line.slice(1);
}

/** The sweetness as the label prints it, the same word in every language: `demi-sec`, `extra brut`; empty when unknown. */
export function sweetnessWord(sucrosite: string | null): string {
  const key = produitKey(sucrosite ?? '');
  return key === 'DEMI SEC' ? 'demi-sec' : key.toLowerCase();
}

/** `blanc`, `rosé`, `white`; a colour we do not know stays as the estate writes it. */
function colourWord(couleur: string | null, language: Language): string {
  const known = colours.find(({ key }) => key === foldUpper(couleur?.trim() ?? ''));
  return known ? known[language] : (couleur ?? '').trim().toLowerCase();
}

/** The tint of a wine on paper: only a hint beside the word. */
export function colourTint(couleur: string | null): string {
  return colours.find(({ key }) => key === foldUpper(couleur?.trim() ?? ''))?.tint ?? '#c9b99b';
}

const colours = [
  { key: 'BLANC', fr: 'blanc', en: 'white', tint: '#d3b352' },
  { key: 'ROUGE', fr: 'rouge', en: 'red', tint: '#7a1f3d' },
  { key: 'ROSE', fr: 'rosé', en: 'rosé', tint: '#d58a86' },
] as const;

function withSize(word: string, vessel: Vessel, language: Language): string {
  const size = vessel.size.replace(' ', nbsp);
  if (size === '') return word;
  if (language === 'en') return `${word} (${size})`;
  return vessel.article === 'le' && !word.startsWith('fontaine') ? `${word} (${size})` : `${word} de ${size}`;
}

function inBoth(french: Vessel): Readonly<Record<Language, Vessel>> {
  const isBottle = french.one === 'bouteille';
  const english = isBottle ? { ...french, one: 'bottle', many: 'bottles' } : french;
  return { fr: french, en: { ...english, size: french.size.replace(',', '.') } };
}

function wineBox(size: string): Readonly<Record<Language, Vessel>> {
  return {
    fr: { one: 'fontaine à vin', many: 'fontaines à vin', size, article: 'la' },
    en: { one: 'wine box', many: 'wine boxes', size, article: 'la' },
  };
}
