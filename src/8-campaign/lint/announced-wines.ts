/** Where a letter announces each of its wines: the stretch of words from its name to the next wine's. */
import type { LetterWine } from '../letters/letter.ts';
import { wineTitle } from '../letters/wine-words.ts';
import { plainFold } from './plain-fold.ts';
import { plainSigns } from './read-letter.ts';

export interface Announcement {
  readonly wine: LetterWine;
  /** Folded (`plainFold`), one per mention of the wine, from its name on. */
  readonly stretches: readonly string[];
}

/** A line about a wine is hardly longer: what follows is about something else. */
const longestStretch = 600;

/** The announcements of a text; a wine that the text does not name has no stretch. */
export function announcementsIn(text: string, wines: readonly LetterWine[]): readonly Announcement[] {
  const folded = plainFold(text);
  const titles = wines.map((wine) => titleIn(folded, wine));
  const mentions = titles.flatMap((title, index) => positionsOf(folded, title).map((at) => ({ at, index })));
  mentions.sort((a, b) => a.at - b.at);
  return wines.map((wine, index) => ({
    wine,
    stretches: mentions.flatMap((mention, place) => {
      if (mention.index !== index) return [];
      const next = mentions.slice(place + 1).find((other) => other.index !== index)?.at ?? folded.length;
      return [folded.slice(mention.at, Math.min(next, mention.at + longestStretch))];
    }),
  }));
}

/** With its vintage where the text says so, else the bare name. */
function titleIn(folded: string, wine: LetterWine): string {
  const title = plainFold(plainSigns(wineTitle(wine)));
  return folded.includes(title) ? title : plainFold(plainSigns(wine.name)).trim();
}

function positionsOf(text: string, part: string): readonly number[] {
  const positions: number[] = [];
  if (part === '') return positions;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) positions.push(at);
  return positions;
}
