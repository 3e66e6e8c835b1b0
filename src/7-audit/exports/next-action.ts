/** The next thing to do about a client, in one word and one sentence: pure. */
import type { Day } from '../../values/day.ts';

export interface ActionFacts {
  readonly scenario: string | null;
  readonly label: string | null;
  readonly isEligible: boolean | null;
  readonly hasEmail: boolean;
  readonly isOptedOut: boolean;
  readonly isBounced: boolean;
  readonly isTrade: boolean;
  readonly orderCount: number;
  readonly nextContactOn: Day | null;
  readonly nextOrderOn: Day | null;
  readonly asOf: Day;
}

export interface NextAction {
  readonly action: 'lettre' | 'verifier' | 'demander_email' | 'corriger_email' | 'attendre' | 'visite' | 'aucune';
  /** The day from which it makes sense. */
  readonly on: Day | null;
  readonly why: string;
}

/** The first that applies: what forbids comes before what could be done. */
export function nextActionOf(client: ActionFacts): NextAction {
  const { asOf, scenario, label } = client;
  if (client.isOptedOut) return { action: 'aucune', on: null, why: 'Ne veut plus recevoir de lettres.' };
  if (client.isTrade)
    return { action: 'visite', on: null, why: 'Client professionnel : un appel plutôt qu’une lettre.' };
  if (client.isBounced) return { action: 'corriger_email', on: asOf, why: 'Son adresse e-mail ne reçoit plus.' };
  if (!client.hasEmail && client.orderCount > 0) {
    return { action: 'demander_email', on: client.nextOrderOn, why: 'Bon client sans adresse e-mail connue.' };
  }
  if (scenario !== null && client.isEligible === true) {
    return { action: 'lettre', on: asOf, why: `${scenario} : ${label ?? ''}` };
  }
  if (scenario !== null) return { action: 'verifier', on: asOf, why: 'Le contrôle a trouvé une erreur dans sa liste.' };
  if (client.nextContactOn !== null && client.nextContactOn > asOf) {
    return { action: 'attendre', on: client.nextContactOn, why: 'Une lettre est partie à ce foyer il y a peu.' };
  }
  return { action: 'aucune', on: null, why: 'Rien à proposer cette semaine.' };
}
