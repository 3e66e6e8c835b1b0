/** Prices to a private person: with the tax, and for a unit one can buy (arrêté of 3 December 1987; law.md, 5). */
import { sentence } from '../../../values/sentence.ts';
import { type Amount, isWithoutTax, pricesIn } from '../amounts.ts';
import type { ReadLetter } from '../read-letter.ts';
import type { LintContext, LintHit, LintRule } from '../rule.ts';

const withTax =
  /\bTTC\b|\btoutes taxes comprises\b|\bincl(?:uding|usive|\.)? ?(?:of )?(?:VAT|tax(?:es)?)\b|\btax included\b/iu;
const unit =
  /\b(?:bouteilles?|demi-bouteilles?|cartons?|caisses?|coffrets?|magnums?|jéroboams?|réhoboams?|mathusalems?|salmanazars?|balthazars?|nabuchodonosors?|fontaines?|litres?|bottles?|cases?|box(?:es)?|cl|L)\b/iu;
const comparison = /(?:au lieu de|instead of|was) ?$/iu;

export const priceWithoutTax: LintRule = {
  code: 'PRICE_WITHOUT_TTC',
  severity: 'block',
  check: (read, context) =>
    hitsOf(
      read,
      (price) =>
        !isTaxSaid(price) && !(isWithoutTax(price) && context.letter.audience === 'private') && isForPrivate(context),
      (price) =>
        sentence(
          `Le prix « ${price.text} » n'est pas dit TTC : un prix se donne aux particuliers toutes taxes comprises.`,
          `The price "${price.text}" does not say that VAT is included: private persons are given prices with all taxes.`,
        ),
    ),
};

export const priceExcludingTax: LintRule = {
  code: 'PRICE_HT',
  severity: 'block',
  check: (read, context) =>
    hitsOf(
      read,
      (price) => isWithoutTax(price) && isForPrivate(context),
      (price) =>
        sentence(
          `Le prix « ${price.text} » est donné hors taxes à un particulier. Donnez-le TTC.`,
          `The price "${price.text}" is given without tax to a private person. Give it with VAT.`,
        ),
    ),
};

export const priceWithoutUnit: LintRule = {
  code: 'PRICE_WITHOUT_UNIT',
  severity: 'block',
  check: (read) =>
    hitsOf(
      read,
      (price) => !comparison.test(price.before) && !unit.test(behind(price)) && !unit.test(price.before.slice(-40)),
      (price) =>
        sentence(
          `Le prix « ${price.text} » ne dit pas pour quoi il vaut : la bouteille de 75 cl, le carton de 6…`,
          `The price "${price.text}" does not say what it is for: a 75 cl bottle, a case of 6…`,
        ),
    ),
};

function hitsOf(
  read: ReadLetter,
  isWrong: (price: Amount) => boolean,
  said: (price: Amount) => LintHit['sentence'],
): readonly LintHit[] {
  const places = [
    ['subject', read.rendered.subject],
    ['preheader', read.rendered.preheader],
    ['html', read.visible],
    ['text', read.text],
  ] as const;
  return places.flatMap(([where, text]) =>
    pricesIn(text)
      .filter(isWrong)
      .map((price) => ({ where, sentence: said(price) })),
  );
}

function isForPrivate({ letter }: LintContext): boolean {
  return letter.audience === 'private';
}

function isTaxSaid(price: Amount): boolean {
  return withTax.test(behind(price)) || /(?:TTC|VAT) ?:? ?$/i.test(price.before);
}

/** Up to the next amount: what is said there is said of that one. */
function behind({ after }: Amount): string {
  const next = after.search(/\d(?:[\d ,.]*\d)? ?€|€ ?\d/);
  return next < 0 ? after : after.slice(0, next);
}
