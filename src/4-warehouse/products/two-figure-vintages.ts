/**
 * « Riesling 22 »: two figures behind a wine may be its vintage, or part of its name (« Parcelle 12 »). One label cannot tell; what the
 * estate writes elsewhere can.
 */

/** What a name or a row of the catalogue says of its wine: its words, and its vintage where it has four figures. */
interface SaidWine {
  readonly wineKey: string;
  readonly millesime: number | null;
}

/** The vintage that the last two figures of a wine mean, and the wine without them; undefined where they are part of its name. */
export type TwoFigureVintage = (
  wineKey: string,
) => { readonly wineKey: string; readonly millesime: number } | undefined;

/** So many wines with so many different endings each: then it is how the house writes its vintages. */
const [fewestWines, fewestVintages] = [3, 2];
/** From here on two figures are of the last century (formats.md: pivot 70). */
const pivotYear = 70;

/** Prepares the answer from all that the estate says of its wines, in whatever order. `decided`: wines of which a person spoke. */
export function twoFigureVintages(said: readonly SaidWine[], decided: ReadonlySet<string>): TwoFigureVintage {
  const inFull = new Set(
    said.flatMap(({ wineKey, millesime }) => (millesime === null ? [] : [`${wineKey} ${millesime}`])),
  );
  const endings = new Map<string, Set<string>>();
  for (const { wineKey, millesime } of said) {
    const parts = millesime === null ? cut(wineKey) : undefined;
    if (parts) endings.set(parts.wine, (endings.get(parts.wine) ?? new Set()).add(parts.figures));
  }
  const isCustom = [...endings.values()].filter(({ size }) => size >= fewestVintages).length >= fewestWines;
  return (wineKey) => {
    const parts = decided.has(wineKey) ? undefined : cut(wineKey);
    if (parts === undefined) return undefined;
    const { wine, figures } = parts;
    const millesime = (Number(figures) >= pivotYear ? 1900 : 2000) + Number(figures);
    return isCustom || inFull.has(`${wine} ${millesime}`) ? { wineKey: wine, millesime } : undefined;
  };
}

function cut(wineKey: string): { readonly wine: string; readonly figures: string } | undefined {
  const [whole, wine = '', figures = ''] = /^(.*[A-Z]{3}.*) (\d\d)$/.exec(wineKey) ?? [];
  return whole === undefined ? undefined : { wine, figures };
}
