import type { Random } from './random.ts';
import { type Style, type Wine, wines } from './wines.ts';

export const tastes = [
  'riesling_sec',
  'moelleux',
  'cremant',
  'pinot_noir',
  'pinot_gris',
  'leger',
  'eclectique',
] as const;
export type Taste = (typeof tastes)[number];

/** How much each taste wants each style: what a buyer's habits are made of, and what a good recommendation finds again. */
const styleWeights: Record<Taste, Record<Style, number>> = {
  riesling_sec: weights(10, 2, 1.5, 0.5, 0.15, 1, 0.7, 0.5),
  moelleux: weights(0.4, 0.4, 1, 5, 7, 1.5, 0.3, 0.3),
  cremant: weights(0.8, 1.2, 10, 0.8, 0.5, 0.6, 0.6, 1.5),
  pinot_noir: weights(0.8, 0.6, 1, 0.4, 0.2, 1, 9, 3),
  pinot_gris: weights(1, 1, 1, 1.2, 1.2, 9, 1, 0.4),
  leger: weights(1, 8, 1.5, 1, 0.2, 1, 0.6, 1.5),
  eclectique: weights(1.5, 1.2, 1.6, 1.3, 0.8, 1.4, 1.3, 1),
};

/** What moves a purchase beside the taste: the purse, the season and the habit. */
export interface Mood {
  readonly taste: Taste;
  /** The HT price of a bottle the buyer feels at ease with, in cents. */
  readonly budgetCents: number;
  /** 1 for January. */
  readonly month: number;
  readonly isGift: boolean;
  readonly isSummer: boolean;
}

/** A wine drawn as a buyer in this mood would choose it. */
export function chooseWine(mood: Mood, random: Random): Wine {
  const drawn = wines[random.index(wines.map((wine) => styleWeights[mood.taste][wine.style] * wineAppeal(wine, mood)))];
  if (drawn === undefined) throw new RangeError('the cellar is empty');
  return drawn;
}

/** The names of the wines of the styles a taste wants at least half as much as the one it wants most: what a good letter finds. */
export function winesOfTaste(taste: Taste): readonly string[] {
  const weightOf = styleWeights[taste];
  const half = Math.max(...Object.values(weightOf)) / 2;
  return wines.filter(({ style }) => weightOf[style] >= half).map(({ label }) => label);
}

/** How much the purse, the season and the occasion favour a wine, whatever the taste. */
export function wineAppeal(wine: Wine, mood: Mood): number {
  const priceGap = Math.log(wine.priceHtCents / mood.budgetCents);
  const purse = mood.isGift ? 1 : Math.exp(-1.6 * priceGap * priceGap);
  return purse * seasonFactor(wine.style, mood.month) * occasionFactor(wine.style, mood);
}

// wine.md, season priors: asparagus and muscat in spring, rosé in summer, crémant and sweet wines towards Christmas.
function seasonFactor(style: Style, month: number): number {
  if (style === 'rose') return month >= 5 && month <= 8 ? 3 : 0.5;
  if (style === 'aromatic') return month >= 4 && month <= 6 ? 1.4 : 1;
  if (style === 'sweet') return month >= 11 ? 1.6 : 1;
  if (style === 'sparkling') return month === 12 || (month >= 5 && month <= 8) ? 1.4 : 1;
  return style === 'gift' && month < 11 ? 0.15 : 1;
}

function occasionFactor(style: Style, mood: Mood): number {
  if (mood.isGift)
    return { gift: 90, sparkling: 2, sweet: 2, red: 1, round: 1, mineral: 1, aromatic: 1, light: 0.3, rose: 0.2 }[
      style
    ];
  if (mood.isSummer) return style === 'sparkling' ? 4 : style === 'rose' ? 4 : 1;
  return 1;
}

function weights(
  ...of: readonly [number, number, number, number, number, number, number, number]
): Record<Style, number> {
  const [mineral, light, sparkling, aromatic, sweet, round, red, rose] = of;
  return { mineral, light, sparkling, aromatic, sweet, round, red, rose, gift: 0.12 };
}
