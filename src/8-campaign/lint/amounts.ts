/** The amounts of money a letter names, with the words around each: prices, and not what delivery costs or a share capital is. */

export interface Amount {
  readonly text: string;
  /** What stands before it on its line, and behind it. */
  readonly before: string;
  readonly after: string;
}

const amount = /€ ?\d(?:[\d ,.]*\d)?|\d(?:[\d .,]*\d)? ?(?:€|euros?\b|EUR\b)/gi;
const reach = 70;
/** Amounts that are no price of a wine. */
const otherAmounts =
  /\b(?:port|franco|livraison|expédition|frais|capital|commandes? de|achats? de|dès|à partir de|delivery|shipping|postage|orders? (?:of|over|above|from)|free from)\b[^€]*$/iu;

/** The prices of a text, in their order. */
export function pricesIn(text: string): readonly Amount[] {
  return text.split('\n').flatMap((line) =>
    [...line.matchAll(amount)]
      .map((match) => ({
        text: match[0],
        before: line.slice(Math.max(0, match.index - reach), match.index),
        after: line.slice(match.index + match[0].length, match.index + match[0].length + reach),
      }))
      .filter(({ before }) => !otherAmounts.test(before)),
  );
}

/** `18,50 € HT`. */
export function isWithoutTax({ after }: Amount): boolean {
  return /^[^€]{0,12}?\b(?:H\.?T\b\.?|hors taxes?|excl(?:uding|\.)? ?(?:VAT|tax))/iu.test(after);
}
