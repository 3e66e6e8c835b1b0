/** What a label says of its wine, and what one unit of a row holds, worked out once for each label and packaging. */
import type { SourceProfile } from '../estate/settings.ts';
import { cleanText } from '../values/clean-text.ts';
import { type Packaging, type SettledPackaging, settlePackaging } from '../values/packaging.ts';
import { produitKey } from '../values/produit-key.ts';
import { readWineIdentity } from '../values/wine-identity.ts';
import { type EncodedCell, emptyCell, encodeCell } from './curated-rows.ts';
import { isNoWine, type KindMatch, matchLabel } from './line-kind.ts';

/** A label as the house knows it. */
export interface LabelCell {
  readonly label: string;
  readonly labelKey: string;
  /** What names the products of this source: where it is the article, the label tells no wine. */
  readonly namedBy: SourceProfile['product_identity'];
  readonly encoded: EncodedCell;
  readonly encodedKey: EncodedCell;
  readonly wineKey: string;
  readonly encodedWineKey: EncodedCell;
  readonly millesime: number | undefined;
  readonly encodedMillesime: EncodedCell;
  readonly packaging: Packaging | undefined;
  readonly match: KindMatch | undefined;
  readonly isRepaired: boolean;
  /** Units settled so far, by the packaging they were settled with. */
  readonly units: Map<Packaging | undefined, UnitCell>;
}

/** A settled unit, with its two words encoded. */
export interface UnitCell {
  readonly packaging: SettledPackaging;
  readonly encodedCode: EncodedCell;
  readonly encodedFormat: EncodedCell;
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
    const wineKey = identity?.wineKey ?? '';
    return {
      label: text,
      labelKey,
      namedBy,
      encoded: encodeCell(text),
      encodedKey: encodeCell(labelKey),
      wineKey,
      encodedWineKey: encodeCell(wineKey),
      millesime: identity?.millesime,
      encodedMillesime: encodeCell(identity?.millesime === undefined ? '' : String(identity.millesime)),
      packaging: identity?.packaging,
      match,
      isRepaired,
      units: new Map(),
    };
  };
}

/** What one unit of a row with this label and packaging is. */
export function unitOf(label: LabelCell, packaging: Packaging | undefined): UnitCell {
  let unit = label.units.get(packaging);
  if (unit === undefined) {
    const settled = settlePackaging(packaging, label.packaging);
    unit = { packaging: settled, encodedCode: encodeCell(settled.code), encodedFormat: encodeCell(settled.format) };
    // Packagings are learned anew when their column is forgotten: old ones must not pile up here.
    if (label.units.size > 256) label.units.clear();
    label.units.set(packaging, unit);
  }
  return unit;
}

/** A unit for lines that hold no wine at all. */
export const noUnit: UnitCell = {
  packaging: { code: '', format: '75CL', bottlesPerUnit: 0, equivalentsPerUnit: 0 },
  encodedCode: emptyCell,
  encodedFormat: emptyCell,
};

function withoutWords(labelKey: string, words: string): string {
  return produitKey(` ${labelKey} `.replace(` ${words} `, ' '));
}
