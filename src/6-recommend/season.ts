/**
 * Which wines have a season, and how they are poured then. Source: wine.md, 2 (pairings and season priors). Only how a
 * wine is served is said, never a mood: the advertising law for alcohol allows no more (law.md, 4).
 */
import type { WineFacts } from './estate-view.ts';

export interface Season {
  /** Words of the wine's name, grape, family, sweetness or colour: all must be there. */
  readonly words: readonly string[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** What follows « de saison » in a sentence. */
  readonly served: string;
}

const seasons: readonly Season[] = [
  { words: ['vendanges tardives'], months: [11, 12], served: 'avec le foie gras ou un dessert aux fruits' },
  { words: ['grains nobles'], months: [11, 12], served: 'avec un fromage bleu ou seul' },
  { words: ['cremant'], months: [5, 6, 7, 8, 9, 12], served: "à l'apéritif" },
  { words: ['muscat'], months: [4, 5, 6], served: 'avec les asperges' },
  { words: ['rose'], months: [5, 6, 7, 8], served: 'avec les grillades' },
  { words: ['sylvaner'], months: [5, 6, 7, 8, 9], served: 'avec les salades et les entrées froides' },
  { words: ['edelzwicker'], months: [5, 6, 7, 8, 9], served: 'avec les entrées froides' },
  { words: ['pinot gris'], months: [9, 10, 11, 12], served: 'avec les volailles et le gibier' },
  { words: ['gewurztraminer'], months: [10, 11, 12], served: 'avec le munster ou le foie gras' },
  { words: ['pinot noir'], months: [5, 6, 7, 8, 10, 11], served: 'avec les viandes et les charcuteries' },
  { words: ['coffret'], months: [11, 12], served: 'à offrir' },
];

/** The season of a wine, or undefined: most wines are poured all year. The first that matches wins, sweet before grape. */
export function seasonOf(wine: WineFacts): Season | undefined {
  const text = plainWords([wine.name, wine.grape, wine.family, wine.subFamily, wine.colour]);
  return seasons.find((season) =>
    season.words.every((word) => text.includes(` ${word} `) || text.includes(` ${word}s `)),
  );
}

function plainWords(texts: readonly (string | null)[]): string {
  const words = texts
    .filter((text) => text !== null)
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ');
  return ` ${words} `;
}
