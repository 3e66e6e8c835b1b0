/** The templates the house brings, version 0: one per kind of letter and language. */
import type { Language } from '../../values/sentence.ts';
import type { LetterKind } from './letter.ts';
import type { TemplateSource, TemplateWords } from './template-source.ts';
import { crossSell } from './templates/cross-sell.ts';
import { nurture } from './templates/nurture.ts';
import { rebuy } from './templates/rebuy.ts';
import { selection } from './templates/selection.ts';
import { stay } from './templates/stay.ts';
import { thankYou } from './templates/thank-you.ts';
import { upsell } from './templates/upsell.ts';
import { vipOffer } from './templates/vip-offer.ts';
import { winback } from './templates/winback.ts';

/** The version of a built-in template; an estate's own begin at 1. */
export const builtInVersion = 0;

const words: Readonly<Record<LetterKind, TemplateWords>> = {
  rebuy,
  cross_sell: crossSell,
  upsell,
  winback,
  nurture,
  selection,
  thank_you: thankYou,
  vip_offer: vipOffer,
  stay,
};

/** The built-in source of a kind in a language. */
export function builtInSource(kind: LetterKind, language: Language): TemplateSource {
  return { kind, language, ...words[kind][language], design: null };
}
