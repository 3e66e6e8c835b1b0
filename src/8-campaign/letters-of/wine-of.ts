/** One approved recommendation as a wine of a letter, from what the warehouse knows of it. */
import type { Settings } from '../../estate/settings.ts';
import { equivalentsOf, isFormat, parsePackaging } from '../../values/packaging.ts';
import { decimalScale } from '../../values/decimal.ts';
import { produitKey } from '../../values/produit-key.ts';
import type { Language } from '../../values/sentence.ts';
import { withUtm } from '../letters/links.ts';
import type { LetterWine, PriceUnit, Utm } from '../letters/letter.ts';
import { hasSweetnessDuty } from '../letters/sweetness-duty.ts';
import { englishReason } from './english-reason.ts';
import { winePage } from './letter-estate.ts';
import type { OutboxItem } from './outbox-letter.ts';

/** A recommendation, the words that were approved, and what the warehouse knows of its product. */
export interface LetterItem extends OutboxItem {
  readonly label: string;
  readonly millesime: number | null;
  readonly format: string;
  /** Exact decimals as text, in euros. */
  readonly prixTtc: string | null;
  readonly prix75clTtc: string | null;
  readonly packaging: string | null;
  readonly reason: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The wine the evidence speaks of, where it is one the client bought. */
  readonly boughtName: string | null;
  readonly wineName: string;
  readonly couleur: string | null;
  readonly sucrosite: string | null;
  readonly famille: string | null;
  readonly macroCategorie: string | null;
}

export interface WineContext {
  readonly settings: Settings;
  readonly language: Language;
  readonly utm: Utm;
  /** 1 to 3, as the wine is shown. */
  readonly place: number;
}

/** The wine as it is printed; undefined without a price or a format, which no letter may do without. */
export function wineOf(item: LetterItem, { settings, language, utm, place }: WineContext): LetterWine | undefined {
  const priceTtcCents = centsOf(item.prixTtc);
  const unit = unitOf(item);
  if (priceTtcCents === undefined || unit === undefined) return undefined;
  const page = winePage(settings, item.produitKey);
  const { millesime, couleur, sucrosite, famille, macroCategorie } = item;
  const label = `${item.wineName} ${item.label}`;
  return {
    name: item.wineName,
    millesime,
    couleur,
    sucrosite,
    isSweetnessRequired: hasSweetnessDuty({
      isAlsace: isAlsace(label, settings),
      label,
      couleur,
      millesime,
      famille,
      macroCategorie,
    }),
    unit,
    priceTtcCents,
    referencePriceTtcCents: null,
    reason: language === 'fr' ? item.reason : englishReason(item),
    link: page === null ? null : withUtm(page, utm, `vin-${place}`),
  };
}

/** Exact euros as text to whole cents; undefined for no price, or none above zero. */
export function centsOf(euros: string | null): number | undefined {
  const cents = euros === null ? 0 : Math.round(Number(euros) * 100);
  return Number.isSafeInteger(cents) && cents > 0 ? cents : undefined;
}

/**
 * What the price is for. The catalogue keeps a price beside the one of a 75-cl equivalent: their ratio says how many pieces
 * the price is for, however the packaging is spelled.
 */
function unitOf({ format, prixTtc, prix75clTtc, packaging }: LetterItem): PriceUnit | undefined {
  if (!isFormat(format)) return undefined;
  const per75cl = Number(prix75clTtc ?? 0);
  const equivalents = per75cl > 0 ? Number(prixTtc) / per75cl : 0;
  const pieces = Math.max(1, Math.round((equivalents * decimalScale) / equivalentsOf(format)));
  return { format, pieces, isGift: parsePackaging(packaging ?? '')?.isGift ?? false };
}

/** For an estate of the region all its wines count as AOC Alsace unless they say otherwise; elsewhere those that say so. */
function isAlsace(label: string, { sender }: Settings): boolean {
  const words = ` ${produitKey(label)} `;
  if (/ VIN DE FRANCE | VSIG | IGP /.test(words)) return false;
  return / ALSACE /.test(words) || /\b(?:67|68)\d{3}\b/.test(sender.postal_address.join(' '));
}
