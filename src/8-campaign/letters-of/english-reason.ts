/**
 * The reason in English. Reasons are written in French, from evidence kept beside them; only what the client bought
 * themselves is said again from that evidence, the rest is left out.
 */
import { monthAndYear, nameInWords } from '../../6-recommend/french.ts';
import { isDay, toDayNumber } from '../../values/day.ts';

const months: Readonly<Record<string, string>> = {
  janvier: 'January',
  février: 'February',
  mars: 'March',
  avril: 'April',
  mai: 'May',
  juin: 'June',
  juillet: 'July',
  août: 'August',
  septembre: 'September',
  octobre: 'October',
  novembre: 'November',
  décembre: 'December',
};

interface Evidence {
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly boughtName: string | null;
}

/** `You bought 12 bottles of Riesling Grand Cru Brand in November 2023.`; null where the evidence is of another kind. */
export function englishReason({ evidence, boughtName }: Evidence): string | null {
  const { kind, lastBottles, lastOn } = evidence;
  if (kind !== 'bought' || boughtName === null) return null;
  if (typeof lastBottles !== 'number' || lastBottles < 1 || typeof lastOn !== 'string' || !isDay(lastOn)) return null;
  const bottles = Math.round(lastBottles);
  const [month = '', year = ''] = monthAndYear(toDayNumber(lastOn)).split(' ');
  const count = bottles === 1 ? 'a bottle' : `${bottles} bottles`;
  return `You bought ${count} of ${nameInWords(boughtName)} in ${months[month] ?? month} ${year}.`;
}
