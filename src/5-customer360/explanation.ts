/** Why a client is in their segment, in sentences an owner can check. French first. */
import type { Settings } from '../estate/settings.ts';
import { type Day, daysBetween } from '../values/day.ts';
import { formatDayFr } from '../values/french.ts';
import { monthName } from '../values/month-names.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { NextOrder } from './next-order.ts';
import type { Rfm } from './rfm.ts';
import { minimumPurchases, type Rhythm } from './rhythm.ts';
import { keptFromChurnAt, type Segment, type SilenceLimits } from './segment.ts';

export interface Explanation {
  /** At risk beyond so many days of silence, and lost beyond so many, for this client. */
  readonly atRiskDays: number;
  readonly churnDays: number;
  /** What raised them above the estate's days: the client's gap, their season, or nothing. */
  readonly raisedBy: SilenceLimits['raisedBy'];
  /** How many dated purchases the rhythm is read from. */
  readonly purchaseDays: number;
  readonly sentences: { readonly fr: readonly string[]; readonly en: readonly string[] };
}

export interface ExplanationFacts {
  readonly segment: Segment;
  readonly rfm: Rfm | null;
  readonly recencyDays: number | null;
  readonly totals: { readonly orderCount: number; readonly lastOrderOn: Day | null };
  readonly rhythm: Rhythm;
  readonly limits: SilenceLimits;
  readonly pAlive: number | null;
  readonly nextOrder: NextOrder | null;
  readonly rules: Settings['segments'];
}

/** The limits this client is held to, and the sentences that say how the segment was found. */
export function explain(facts: ExplanationFacts): Explanation {
  const { limits, rhythm, totals, rules } = facts;
  const churnDays = totals.orderCount === 1 ? rules.churn_days_single_order : limits.churnDays;
  const sentences = [
    historyOf(facts),
    ruleOf(facts, churnDays),
    limitsOf(facts),
    rhythmOf(facts),
    nextOrderOf(facts),
  ].filter((one) => one !== null);
  return {
    atRiskDays: limits.atRiskDays,
    churnDays,
    raisedBy: limits.raisedBy,
    purchaseDays: rhythm.purchaseDays,
    sentences: { fr: sentences.map(({ fr }) => fr), en: sentences.map(({ en }) => en) },
  };
}

/** Why nothing is concluded about a client who objected to being profiled. */
export function explainUnprofiled(rules: Settings['segments']): Explanation {
  return {
    atRiskDays: rules.at_risk_days,
    churnDays: rules.churn_days,
    raisedBy: null,
    purchaseDays: 0,
    sentences: {
      fr: ['S’oppose au profilage : ni score, ni goûts, ni recommandation. Ses achats sont seulement additionnés.'],
      en: ['Objects to profiling: no score, no taste, no recommendation. Their purchases are only added up.'],
    },
  };
}

function historyOf({ totals, recencyDays, rfm }: ExplanationFacts): Sentence | null {
  const { orderCount, lastOrderOn } = totals;
  if (lastOrderOn === null || recencyDays === null) return null;
  const code = rfm === null ? '' : ` ; RFM ${rfm.code}`;
  return sentence(
    `${countFr(orderCount, 'commande')}, la dernière le ${formatDayFr(lastOrderOn)}, il y a ${countFr(recencyDays, 'jour')}${code}.`,
    `${countEn(orderCount, 'order')}, the last on ${lastOrderOn}, ${countEn(recencyDays, 'day')} ago${code.replace(' ;', ';')}.`,
  );
}

function ruleOf(facts: ExplanationFacts, churnDays: number): Sentence {
  const { segment, rfm, totals, limits } = facts;
  const frequency = rfm?.frequency ?? 0;
  const rules: Readonly<Record<Segment, Sentence>> = {
    Prospect:
      totals.orderCount === 0
        ? sentence('Prospect : aucune commande nette.', 'Prospect: no net order.')
        : sentence('Prospect : tout ce qui a été acheté a été repris.', 'Prospect: all that was bought came back.'),
    Churn: sentence(
      `Perdu (Churn) : plus de ${churnDays} jours sans commande${totals.orderCount === 1 ? ', après une seule' : ''}.`,
      `Churn: over ${churnDays} days without an order${totals.orderCount === 1 ? ', after a single one' : ''}.`,
    ),
    VIP: sentence('VIP : R, F et M valent tous 4 ou 5.', 'VIP: R, F and M are all 4 or 5.'),
    'At Risk':
      keptFromChurn(facts) ??
      sentence(
        `À risque : plus de ${limits.atRiskDays} jours sans commande, au moins deux commandes.`,
        `At risk: over ${limits.atRiskDays} days without an order, at least two orders.`,
      ),
    Loyal: sentence(`Fidèle : F vaut ${frequency} (3 ou plus).`, `Loyal: F is ${frequency} (3 or more).`),
    New: sentence(
      'Nouveau : une seule commande, récente (R vaut 4 ou 5).',
      'New: a single, recent order (R is 4 or 5).',
    ),
    Standard: sentence('Standard : aucune autre règle ne s’applique.', 'Standard: no other rule applies.'),
  };
  return rules[segment];
}

/** Only said of a client at risk whom the limits alone would call lost. */
function keptFromChurn({ recencyDays, limits, pAlive }: ExplanationFacts): Sentence | null {
  if (recencyDays === null || pAlive === null || recencyDays <= limits.churnDays) return null;
  const [chance, needed] = [Math.round(pAlive * 100), Math.round(keptFromChurnAt * 100)];
  return sentence(
    `À risque, non perdu : plus de ${limits.churnDays} jours sans commande, mais commande chaque année et a ${chance} % de chances d’être encore client (il en faut ${needed}).`,
    `At risk, not churn: over ${limits.churnDays} days without an order, but orders once a year and is still a client with ${chance}% probability (${needed}% needed).`,
  );
}

/** Only said when the client's own rhythm moved the limits. */
function limitsOf({ limits, rhythm, rules }: ExplanationFacts): Sentence | null {
  if (limits.raisedBy === null || rhythm.ownGapDays === null) return null;
  const gap = Math.round(rhythm.ownGapDays);
  const season = rhythm.usualMonth === null ? undefined : monthName(rhythm.usualMonth);
  const isChurnRaised = limits.churnDays > rules.churn_days;
  return sentence(
    `Commande d’ordinaire tous les ${gap} jours${season ? `, surtout en ${season.fr}` : ''} : « à risque » seulement après ${limits.atRiskDays} jours de silence (${rules.at_risk_days} par défaut)${isChurnRaised ? `, « perdu » après ${limits.churnDays} (${rules.churn_days})` : ''}.`,
    `Usually orders every ${gap} days${season ? `, mostly in ${season.en}` : ''}: "at risk" only after ${limits.atRiskDays} days of silence (${rules.at_risk_days} by default)${isChurnRaised ? `, "churn" after ${limits.churnDays} (${rules.churn_days})` : ''}.`,
  );
}

/** Only said when there are too few purchases for a rhythm of one's own. */
function rhythmOf({ segment, rhythm }: ExplanationFacts): Sentence | null {
  if (segment === 'Prospect' || rhythm.purchaseDays === 0 || rhythm.purchaseDays >= minimumPurchases) return null;
  const gap = rhythm.gapDays === null ? null : Math.round(rhythm.gapDays);
  return sentence(
    `Rythme d’après ${countFr(rhythm.purchaseDays, 'achat')} seulement${gap === null ? '' : ` : celui du domaine (${gap} jours) est pris`}.`,
    `Rhythm from ${countEn(rhythm.purchaseDays, 'purchase')} only${gap === null ? '' : `: the estate's (${gap} days) is taken`}.`,
  );
}

function nextOrderOf({ segment, nextOrder, totals, recencyDays }: ExplanationFacts): Sentence | null {
  const { lastOrderOn } = totals;
  if (segment === 'Prospect' || nextOrder === null || lastOrderOn === null || recencyDays === null) return null;
  const source = nextOrderSources[nextOrder.from];
  const isLate = daysBetween(lastOrderOn, nextOrder.on) < recencyDays;
  return sentence(
    `Prochaine commande attendue ${isLate ? 'depuis le' : 'vers le'} ${formatDayFr(nextOrder.on)}, d’après ${source.fr}.`,
    `Next order expected ${isLate ? 'since' : 'around'} ${nextOrder.on}, by ${source.en}.`,
  );
}

const nextOrderSources: Readonly<Record<NextOrder['from'], Sentence>> = {
  rhythm: sentence('ses propres achats', 'their own purchases'),
  model: sentence(
    'le modèle de valeur (clients semblables : trop peu d’achats pour un rythme propre)',
    'the value model (similar clients: too few purchases for a rhythm of their own)',
  ),
  estate: sentence('le rythme moyen des clients du domaine', 'the usual rhythm of the estate’s clients'),
};
