/** What may be expected of a client, in sentences: their value with its interval, and the clients they resemble. French first. */
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { ClusterProfile } from '../clusters/cluster-name.ts';

/** The cluster of a client, as the page shows it. */
export interface ClusterOnPage {
  readonly clusterId: number;
  readonly nameFr: string;
  readonly nameEn: string;
  readonly clientCount: number;
  readonly profile: ClusterProfile & {
    readonly kind: string;
    readonly clientShare: number;
    readonly turnoverShare: number;
  };
}

/** What there is to say of the clusters of a computation, whoever is in them. */
export interface ClusteringOnPage {
  readonly status: 'fitted' | 'not_enough_clients' | 'too_alike';
  readonly clientCount: number;
  readonly minimumClients: number;
}

export interface OutlookFacts {
  readonly valueStatus: 'estimated' | 'not_enough_data';
  /** Decimals as text. */
  readonly pAlive: string | null;
  readonly expectedOrders12m: string | null;
  readonly value12mHt: string | null;
  readonly value12mLowHt: string | null;
  readonly value12mHighHt: string | null;
  readonly cluster: ClusterOnPage | null;
  /** Null before the first computation that had clusters. */
  readonly clustering: ClusteringOnPage | null;
  readonly isTrade: boolean;
  readonly orderCount: number;
  readonly rfmCode: string | null;
}

/** The sentences, in both languages; none for a client without net order, of whom nothing is expected. */
export function outlookOf(facts: OutlookFacts): { readonly fr: readonly string[]; readonly en: readonly string[] } {
  if (facts.rfmCode === null) return { fr: [], en: [] };
  const sentences = [...valueOf(facts), clusterOf(facts)].filter((one) => one !== null);
  return { fr: sentences.map(({ fr }) => fr), en: sentences.map(({ en }) => en) };
}

function valueOf(facts: OutlookFacts): readonly Sentence[] {
  if (facts.valueStatus === 'not_enough_data' || facts.value12mHt === null) return [notEnough(facts.isTrade)];
  const [value, low, high] = [facts.value12mHt, facts.value12mLowHt, facts.value12mHighHt].map(Number);
  return [
    sentence(
      `Valeur attendue sur 12 mois : ${eurosFr(value)} HT (80 % : ${wholeFr(low)} à ${eurosFr(high)}).`,
      `Value expected over 12 months: ${eurosEn(value)} net of tax (80%: ${eurosEn(low)} to ${eurosEn(high)}).`,
    ),
    ordersOf(facts),
  ];
}

/**
 * The chance and the orders expected. After a single order the chance is left out: several of the models let nobody leave
 * before a second one, so that it would read "over 99 %" of somebody silent for years.
 */
function ordersOf({ pAlive, expectedOrders12m, orderCount }: OutlookFacts): Sentence {
  const orders = Number(expectedOrders12m);
  const chance = Number(pAlive);
  const fr = `${oneDigit(orders, ',')} ${orders < 2 ? 'commande attendue' : 'commandes attendues'} en 12 mois`;
  const english = oneDigit(orders, '.');
  const en = `${english} ${english === '1.0' ? 'order' : 'orders'} expected in 12 months`;
  if (orderCount < 2) return sentence(`Après une seule commande : ${fr}.`, `After a single order: ${en}.`);
  return sentence(
    `Chance d’être encore client : ${chanceOf(chance, 'moins de ', 'plus de ')} % ; ${fr}.`,
    `Chance of still being a client: ${chanceOf(chance, 'under ', 'over ')}%; ${en}.`,
  );
}

function notEnough(isTrade: boolean): Sentence {
  return isTrade
    ? sentence(
        'Valeur attendue sur 12 mois : pas assez de données (les professionnels sont comptés à part).',
        'Value expected over 12 months: not enough data (trade clients are counted apart).',
      )
    : sentence(
        'Valeur attendue sur 12 mois : pas assez de données.',
        'Value expected over 12 months: not enough data.',
      );
}

function clusterOf({ cluster, clustering, isTrade }: OutlookFacts): Sentence | null {
  if (isTrade || clustering === null) return null;
  if (cluster !== null) return membersOf(cluster);
  const { clientCount, minimumClients, status } = clustering;
  if (status === 'too_alike')
    return sentence('Groupe : aucun, les clients se ressemblent trop.', 'Group: none, the clients are too much alike.');
  return sentence(
    `Groupe : pas assez de données (${countFr(clientCount, 'client particulier', 'clients particuliers')} avec une commande, il en faut ${minimumClients}).`,
    `Group: not enough data (${countEn(clientCount, 'private client')} with an order, ${minimumClients} needed).`,
  );
}

function membersOf({ nameFr, nameEn, clientCount, profile }: ClusterOnPage): Sentence {
  const days = Math.round(profile.medianRecencyDays);
  const orders = Math.round(profile.medianOrderCount);
  const share = Math.round(profile.turnoverShare * 100);
  return sentence(
    `Groupe « ${nameFr} » : ${countFr(clientCount, 'client')}, en médiane ${countFr(orders, 'commande')} et ${eurosFr(profile.medianNetHt)} HT, la dernière il y a ${countFr(days, 'jour')} ; ${share} % du chiffre d’affaires des particuliers.`,
    `Group "${nameEn}": ${countEn(clientCount, 'client')}, in the median ${countEn(orders, 'order')} and ${eurosEn(profile.medianNetHt)} net of tax, the last ${countEn(days, 'day')} ago; ${share}% of private turnover.`,
  );
}

/** Whole euros: a forecast to the cent would promise what nobody knows. */
function eurosFr(amount: number | undefined): string {
  return `${wholeFr(amount)} €`;
}

function wholeFr(amount: number | undefined): string {
  return countFr(Math.round(amount ?? 0), '', '').trimEnd();
}

function eurosEn(amount: number | undefined): string {
  return `€${countEn(Math.round(amount ?? 0), '', '').trimEnd()}`;
}

/** A chance in whole per cents, never said to be none or certain. */
function chanceOf(chance: number, under: string, over: string): string {
  if (chance < 0.01) return `${under}1`;
  return chance > 0.99 ? `${over}99` : String(Math.round(chance * 100));
}

function oneDigit(value: number, sign: string): string {
  return value.toFixed(1).replace('.', sign);
}
