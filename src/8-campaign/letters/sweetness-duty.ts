/** Which wines must say their sweetness in every announcement: still white AOC Alsace since the vintage 2021 (law.md, 5). */
import { produitKey } from '../../values/produit-key.ts';

/** The first vintage of the duty (arrêté of 28 May 2021). */
const firstVintage = 2021;
const lateHarvest = / (?:VENDANGES? TARDIVES?|VT|SELECTION (?:DE )?GRAINS NOBLES|SGN) /;
const sparkling = / (?:CREMANT|EFFERVESCENTS?|MOUSSEUX|PETILLANT|METHODE TRADITIONNELLE|BRUT) /;
const otherColours = / (?:ROUGE|ROSE|RED) /;
/** Pinot noir is the one grape of the appellation that is not white, whatever the cell says. */
const notWhiteGrape = / PINOT NOIR /;
const blancDeNoirs = / BLANC DE NOIRS? /;

/** What the warehouse knows of a wine; null where it does not. */
export interface DutyFacts {
  /** Whether the wine is AOC Alsace or Alsace Grand Cru: for most estates of the region, all their still wines are. */
  readonly isAlsace: boolean;
  readonly label: string;
  readonly couleur: string | null;
  readonly millesime: number | null;
  readonly famille: string | null;
  readonly macroCategorie: string | null;
}

/**
 * Whether the sweetness word is mandatory. An unknown colour counts as white and an unknown vintage as recent: the duty is
 * met too often rather than missed.
 */
export function hasSweetnessDuty(wine: DutyFacts): boolean {
  if (!wine.isAlsace) return false;
  const words = keyed([wine.label, wine.famille, wine.macroCategorie]);
  const isWhite =
    !otherColours.test(keyed([wine.couleur])) && (!notWhiteGrape.test(keyed([wine.label])) || blancDeNoirs.test(words));
  const isRecent = wine.millesime === null || wine.millesime >= firstVintage;
  return isWhite && isRecent && !lateHarvest.test(words) && !sparkling.test(words);
}

function keyed(texts: readonly (string | null)[]): string {
  return ` ${produitKey(texts.filter((text) => text !== null).join(' '))} `;
}
