/** What a label says of its wine. */
import type { SourceProfile } from '../estate/settings.ts';
import { cleanText } from '../values/clean-text.ts';
import type { Packaging } from '../values/packaging.ts';
import { produitKey } from '../values/produit-key.ts';
import { readWineIdentity } from '../values/wine-identity.ts';
import { isNoWine, type KindMatch, matchLabel } from './line-kind.ts';

/** A label as the house knows it. */
export interface LabelCell {
  readonly label: string;
  readonly labelKey: string;
  readonly wineKey: string;
  readonly millesime: number | undefined;
  readonly packaging: Packaging | undefined;
  readonly match: KindMatch | undefined;
  readonly isRepaired: boolean;
}

type LineKindRules = SourceProfile['line_kinds'];

/**
 * Reads labels. Words that say a line is a sample or a loss are no part of its wine: `Échantillon Riesling 2022` is Riesling.
 * Where articles name the products (`namedBy`), a label is only words: it tells no wine, vintage or unit.
 */
export function labelCells(
  rules: LineKindRules,
  namedBy: SourceProfile['product_identity'],
): (raw: string) => LabelCell {
  return (raw) => {
    const { text, isRepaired } = cleanText(raw);
    const labelKey = produitKey(text);
    const match = matchLabel(labelKey, rules);
    const words = match === undefined ? text : withoutWords(labelKey, match.words);
    const identity = namedBy === 'article' || isNoWine(match?.kind) ? undefined : readWineIdentity(words);
    return {
      label: text,
      labelKey,
      wineKey: identity?.wineKey ?? '',
      millesime: identity?.millesime,
      packaging: identity?.packaging,
      match,
      isRepaired,
    };
  };
}

function withoutWords(labelKey: string, words: string): string {
  return produitKey(` ${labelKey} `.replace(` ${words} `, ' '));
}
