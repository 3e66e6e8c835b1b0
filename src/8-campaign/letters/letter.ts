/**
 * What one letter needs, as the campaign hands it over: who writes, to whom, which wines and why. Everything is a value; what
 * nobody knows is null or an empty text, never a guess. No field holds a tracking pixel: letters carry none (law.md, 3).
 */
import type { Format } from '../../values/packaging.ts';
import type { Language } from '../../values/sentence.ts';

/** What a letter is for. The first five are the scenarios of room 6; `selection` has wines of several of
 * them; the others are sent by rules and by hand. */
export const letterKinds = [
  'rebuy',
  'cross_sell',
  'upsell',
  'winback',
  'nurture',
  'selection',
  'thank_you',
  'vip_offer',
  'stay',
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** At most this many wines in one letter (rules.md, Scenarios). */
export const mostWinesPerLetter = 3;

/** The house that writes: its name and postal address stand in every letter, by law. */
export interface LetterEstate {
  readonly name: string;
  /** Postal address, line by line: `['12 rue des Vignes', '68420 Eguisheim']`. */
  readonly addressLines: readonly string[];
  /** `SIRET 123 456 789 00012` or `RCS Colmar 123 456 789`, as the estate writes it. */
  readonly registration: string | null;
  readonly website: string | null;
  readonly phone: string | null;
  /** Who signs, and the address the letter comes from. */
  readonly sender: { readonly name: string; readonly email: string };
  readonly replyTo: string;
  /** https address of a picture and its width in pixels. */
  readonly logo: { readonly url: string; readonly widthPx: number } | null;
  /** Said under the prices: `Franco de port dès 36 bouteilles en France métropolitaine.` */
  readonly deliveryTerms: string | null;
}

/** The client as the warehouse knows them; empty texts where it does not. */
export interface Addressee {
  /** As `parsePersonName` writes it: `M.`, `Mme`, `M. et Mme`, … or empty. */
  readonly civilite: string;
  readonly nom: string;
  readonly prenom: string;
}

/** What a price is for: one bottle, a carton of six, a gift box of two magnums. */
export interface PriceUnit {
  readonly format: Format;
  readonly pieces: number;
  readonly isGift: boolean;
}

/** One wine of the letter, in the order it is shown. */
export interface LetterWine {
  /** As it is printed, without vintage: `Riesling Grand Cru Brand`. */
  readonly name: string;
  readonly millesime: number | null;
  /** As the exports say it: `blanc`, `rouge`, `rosé`. */
  readonly couleur: string | null;
  /** The word of the regulation, any case: `DEMI SEC`, `brut`. */
  readonly sucrosite: string | null;
  /** The word must be printed (`hasSweetnessDuty`). */
  readonly isSweetnessRequired: boolean;
  readonly unit: PriceUnit;
  /** With VAT, per unit. */
  readonly priceTtcCents: number;
  /** The lowest price of the last 30 days, when this one is announced as a reduction (L112-1-1 C. conso); else null. */
  readonly referencePriceTtcCents: number | null;
  /** One sentence in the letter's language; null leaves it out. */
  readonly reason: string | null;
  /** https address of the wine's page, or of our own click counter; null for an estate without a shop. */
  readonly link: string | null;
}

/** Why this person may be written to (law.md, 1); it decides the sentence at the foot of the letter. */
export type LetterBasis = 'soft_opt_in' | 'consent' | 'b2b';

export interface LetterLinks {
  /** The page with the button: shown in HTML and text. */
  readonly unsubscribe: string;
  /** Where a mail program posts (RFC 8058); may be the same address as the page. */
  readonly oneClick: string;
  readonly privacy: string;
  readonly shop: string | null;
  /** « Oui, je souhaite rester »: only of the letter `stay`. */
  readonly stay: string | null;
}

/** What is written behind the estate's own links, so that its web statistics know where a visit came from. */
export interface Utm {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
}

export interface Letter {
  readonly kind: LetterKind;
  readonly language: Language;
  /** A private person never sees a price without VAT. */
  readonly audience: 'private' | 'trade';
  readonly campaignName: string;
  readonly estate: LetterEstate;
  readonly client: Addressee;
  /** At most three. */
  readonly wines: readonly LetterWine[];
  /** The purchase a thank-you letter speaks of; day `YYYY-MM-DD`. */
  readonly purchase: { readonly day: string; readonly bottles: number } | null;
  /** What a VIP offer grants, in the letter's language, and its last day `YYYY-MM-DD`. */
  readonly offer: { readonly text: string; readonly untilDay: string | null } | null;
  readonly basis: LetterBasis;
  readonly links: LetterLinks;
}
