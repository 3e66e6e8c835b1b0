/** Why a week gives no list to anybody: an empty page without a word looks like a fault. */
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { Outcome } from './settle.ts';

/** At most so many reasons are listed. */
const listedReasons = 3;

/** The commonest reasons, each with its clients; undefined where somebody got a list, or the estate has no client yet. */
export function nobodyListed(outcomes: readonly Outcome[]): Sentence | undefined {
  if (outcomes.length === 0 || outcomes.some(({ grants }) => grants.length > 0)) return undefined;
  const reasons = new Map<string, { readonly sentence: string; clients: number }>();
  for (const { refusals } of outcomes) {
    // A client whose scenarios were refused for several reasons is counted under the first of them.
    const [first] = refusals;
    if (first === undefined) continue;
    const known = reasons.get(first.code) ?? { sentence: first.sentence.replace(/\.$/, ''), clients: 0 };
    reasons.set(first.code, { ...known, clients: known.clients + 1 });
  }
  const commonest = [...reasons].sort(
    ([one, left], [other, right]) => right.clients - left.clients || (one < other ? -1 : 1),
  );
  const listed = commonest.slice(0, listedReasons);
  const fr = listed.map(([, reason]) => `${countFr(reason.clients, 'client')} : « ${reason.sentence} »`);
  const en = listed.map(([code, reason]) => `${countEn(reason.clients, 'client')}: ${code}`);
  return sentence(
    `Personne ne reçoit de liste cette semaine. ${fr.join(' ; ')}.`,
    `Nobody gets a list this week. ${en.join('; ')}.`,
  );
}
