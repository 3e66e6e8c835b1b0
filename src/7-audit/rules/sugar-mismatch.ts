import { foldUpper } from '../../values/fold.ts';
import { sentence } from '../../values/sentence.ts';
import type { AuditRule, Share } from '../audited-list.ts';

/** A client whose spend goes so far into one level has a taste; a wine of a level below the other share is none of it. */
const settledShare = 0.6;
const strangeShare = 0.05;

type Level = 'dry' | 'half' | 'sweet';
const levelOf: Readonly<Record<string, Level>> = {
  'BRUT NATURE': 'dry',
  'EXTRA BRUT': 'dry',
  BRUT: 'dry',
  'EXTRA DRY': 'dry',
  SEC: 'dry',
  'DEMI SEC': 'half',
  MOELLEUX: 'sweet',
  DOUX: 'sweet',
};
const inFrench = { dry: 'secs', half: 'demi-secs', sweet: 'doux' } as const;
const inEnglish = { dry: 'dry', half: 'off-dry', sweet: 'sweet' } as const;

/** A sweet wine for who only drinks dry, or the other way round. */
export const sugarMismatch: AuditRule = {
  code: 'SUGAR_MISMATCH',
  severity: 'warning',
  check({ items, sweetness }) {
    const shares = sharesByLevel(sweetness);
    const [favourite] = [...shares].filter(([, share]) => share >= settledShare);
    if (!favourite) return [];
    return items.flatMap(({ rank, label, sweetness: word }) => {
      const level = word === null ? undefined : levelOf[foldUpper(word)];
      if (!word || level === undefined || (shares.get(level) ?? 0) >= strangeShare) return [];
      return [
        {
          rank,
          sentence: sentence(
            `${label} est ${word.toLowerCase()}, et ce client achète des vins ${inFrench[favourite[0]]}.`,
            `${label} is ${inEnglish[level]}, and this client buys ${inEnglish[favourite[0]]} wines.`,
          ),
        },
      ];
    });
  },
};

function sharesByLevel(sweetness: readonly Share[]): ReadonlyMap<Level, number> {
  const shares = new Map<Level, number>();
  for (const { name, share } of sweetness) {
    const level = levelOf[foldUpper(name)];
    if (level) shares.set(level, (shares.get(level) ?? 0) + share);
  }
  return shares;
}
