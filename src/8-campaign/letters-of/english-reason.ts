/**
 * The reason in English. Reasons are written in French, from evidence kept beside them; the same evidence is said again here, each
 * kind in one plain sentence. What the evidence does not hold is not said.
 */
import { z } from 'zod';
import { nameInWords } from '../../6-recommend/french.ts';
import { monthName } from '../../values/month-names.ts';
import { countEn } from '../../values/sentence.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().min(1).transform(Math.round);

/** `crm.recommendation_details.evidence`, as far as a sentence needs it (6-recommend/evidence-record.ts). */
const kept = z.object({
  kind: z.enum([
    'bought',
    'bought_together',
    'popular_in_family',
    'popular_in_segment',
    'popular',
    'step_up',
    'entry_level',
  ]),
  lastBottles: count.optional().catch(undefined),
  lastOn: day.optional().catch(undefined),
  firstOn: day.optional().catch(undefined),
  clients: count.optional().catch(undefined),
  baskets: count.optional().catch(undefined),
  family: z.string().optional().catch(undefined),
  bottles12m: z.number().optional().catch(undefined),
  buyers12m: count.optional().catch(undefined),
  common: z.enum(['family', 'grape']).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  bottles: count.optional().catch(undefined),
  month: z.number().int().min(1).max(12).optional().catch(undefined),
  served: z.string().nullish().catch(undefined),
});
type Kept = z.infer<typeof kept>;

interface Evidence {
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The wine the evidence speaks of, where it is one the client bought. */
  readonly boughtName: string | null;
}

/** Fewer bottles in a year are no argument: four cartons, as in the French (6-recommend/reason.ts). */
const notableBottles = 24;

/** `You bought 12 bottles of Riesling Grand Cru Brand in November 2023.`; null where the evidence is of no kind we know. */
export function englishReason({ evidence, boughtName }: Evidence): string | null {
  const read = kept.safeParse(evidence);
  if (!read.success) return null;
  const said = sentenceOf(read.data, boughtName);
  return said === null ? null : `${said}.`;
}

function sentenceOf(facts: Kept, boughtName: string | null): string | null {
  switch (facts.kind) {
    case 'bought':
      return bought(facts, boughtName);
    case 'bought_together':
      return boughtTogether(facts, boughtName);
    case 'popular_in_family':
      return facts.family === undefined
        ? null
        : `Most of what you buy is of the family “${facts.family}”${askedFor(facts)}`;
    case 'popular_in_segment':
      return newToYou(facts, facts.buyers12m);
    case 'popular':
      return newToYou(facts, undefined);
    case 'step_up':
      return stepUp(facts);
    case 'entry_level':
    default:
      return entryLevel(facts);
  }
}

function bought({ lastBottles, lastOn }: Kept, boughtName: string | null): string | null {
  if (boughtName === null || lastBottles === undefined || lastOn === undefined) return null;
  return `You bought ${bottlesOf(lastBottles)} of ${nameInWords(boughtName)} in ${monthOf(lastOn)}`;
}

function boughtTogether(facts: Kept, boughtName: string | null): string | null {
  const { clients = 0, baskets = 0 } = facts;
  const both =
    clients >= baskets
      ? `${countEn(clients, 'client')} who bought it also chose this one`
      : `${countEn(baskets, 'order')} held both`;
  const own = bought(facts, boughtName);
  return own === null || clients + baskets === 0 ? own : joined(own, both);
}

function newToYou(facts: Kept, buyers: number | undefined): string {
  const others =
    buyers === undefined ? '' : `, chosen by ${countEn(buyers, 'client')} with habits like yours in a year`;
  const own = takenOf(facts);
  return own === null ? `New to you${others}` : joined(own, `this wine is new to you${others}`);
}

function stepUp(facts: Kept): string | null {
  const own = takenOf(facts);
  return own === null ? null : joined(own, 'this wine is a step above');
}

function takenOf({ common, name, bottles, firstOn, lastOn }: Kept): string | null {
  if (common === undefined || name === undefined || bottles === undefined) return null;
  if (firstOn === undefined || lastOn === undefined) return null;
  const of = common === 'family' ? `the family “${name}”` : nameInWords(name);
  const when = monthOf(firstOn) === monthOf(lastOn) ? `in ${monthOf(firstOn)}` : `since ${monthOf(firstOn)}`;
  return `You bought ${bottlesOf(bottles)} of ${of} ${when}`;
}

function entryLevel(facts: Kept): string {
  const { month, served } = facts;
  const inSeason = month === undefined || typeof served !== 'string' ? undefined : monthName(month).en;
  return `${inSeason === undefined ? 'A first wine of the estate' : `In season in ${inSeason}`}${askedFor(facts)}`;
}

function askedFor({ bottles12m = 0 }: Kept): string {
  return bottles12m < notableBottles ? '' : `; ${bottlesOf(Math.round(bottles12m))} of this wine were sold in a year`;
}

function joined(first: string, second: string): string {
  return `${first}; ${second}`;
}

function bottlesOf(bottles: number): string {
  return bottles === 1 ? 'a bottle' : `${bottles} bottles`;
}

function monthOf(on: string): string {
  return `${monthName(Number(on.slice(5, 7))).en} ${on.slice(0, 4)}`;
}
