/**
 * The reason of a recommendation: one French sentence of at most 255 characters that a good clerk could say, from real
 * evidence only. It names the client's own purchases and counts of others, never another client.
 */
import { countFr } from '../values/sentence.ts';
import type { Evidence } from './candidate.ts';
import type { Purchase } from './client-view.ts';
import type { CommonGround } from './common-ground.ts';
import type { EstateProduit, EstateWine } from './estate-view.ts';
import { bottlesInWords, de, fitted, inMonthOf, monthAndYear, monthWord, nameInWords } from './french.ts';

export const longestReason = 255;
/** A history this short is said to be. */
const thinHistoryOrders = 3;
/** Fewer bottles in a year are not mentioned: four cartons. */
const notableBottles = 24;
/** A vintage first sold within this many days « vient d'arriver ». */
const newArrivalDays = 180;

export interface ReasonFacts {
  readonly produit: EstateProduit;
  readonly evidence: Evidence;
  readonly orderCount: number;
  readonly asOfDay: number;
}

/** The sentence, closed by a full stop. */
export function reasonOf(facts: ReasonFacts): string {
  const { must, may } = partsOf(facts);
  return fitted({ must: spaced(must), may: may.map(spaced), limit: longestReason });
}

interface Parts {
  /** Without the full stop. */
  readonly must: string;
  /** Said where there is room. */
  readonly may: readonly string[];
}

function partsOf(facts: ReasonFacts): Parts {
  const { evidence, produit } = facts;
  switch (evidence.kind) {
    case 'bought':
      return boughtBefore(evidence.purchase, facts);
    case 'bought_together':
      return boughtTogether(evidence, facts);
    case 'popular_in_family':
      return {
        must: `Vos achats vont d'abord à la famille ${quoted(evidence.family)}`,
        may: [
          ` ; ${bottlesInWords(evidence.bottles12m)} ${de(productName(produit))} ont été prises en un an`,
          ', un vin nouveau pour vous',
          ...thin(facts),
        ],
      };
    case 'popular_in_segment':
      return newToYou(evidence.shared, facts, [
        `, que ${countFr(evidence.buyers12m, 'client')} aux habitudes proches des vôtres ont pris depuis un an`,
      ]);
    case 'popular':
      return newToYou(evidence.shared, facts, askedFor(evidence.bottles12m));
    case 'step_up':
      return stepUp(evidence, facts);
    case 'entry_level':
    default:
      return entryLevel(evidence, facts);
  }
}

function boughtBefore(purchase: Purchase, facts: ReasonFacts): Parts {
  const taken = bottlesInWords(purchase.lastBottles, purchase.produit.format);
  const again = purchase.orders > 1 ? `, pour la ${purchase.orders}e fois` : '';
  return {
    must: `Vous avez pris ${taken} ${ofWine(purchase.produit)} ${inMonthOf(purchase.lastDay)}${again}`,
    may: [` ; ${whatIsPoured(purchase, facts)}`],
  };
}

/** What became of the wine since: the same product, the vintage that follows it, or another size. */
function whatIsPoured(purchase: Purchase, { produit, asOfDay }: ReasonFacts): string {
  const { millesime } = produit;
  if (produit.produitKey === purchase.produit.produitKey) return 'ce vin est toujours à la carte';
  if (millesime === null || millesime === purchase.produit.millesime) return `${productName(produit)} est à la carte`;
  const isYounger = millesime > (purchase.produit.millesime ?? Number.POSITIVE_INFINITY);
  const isNew = produit.firstSoldDay !== null && asOfDay - produit.firstSoldDay < newArrivalDays;
  return isYounger && isNew ? `le ${millesime} vient d'arriver` : `le ${millesime} est à la carte`;
}

function boughtTogether(evidence: Extract<Evidence, { kind: 'bought_together' }>, facts: ReasonFacts): Parts {
  const { with: purchase, clients, baskets } = evidence;
  const taken = `Vous avez pris ${bottlesInWords(purchase.lastBottles, purchase.produit.format)}`;
  const both =
    clients >= baskets
      ? `${countFr(clients, 'client')} qui en ont pris ont aussi choisi ${wineName(facts.produit.wine)}`
      : `${countFr(baskets, 'commande')} l'associent à ${wineName(facts.produit.wine)}`;
  return {
    must: `${taken} ${ofWine(purchase.produit)} ${inMonthOf(purchase.lastDay)}`,
    may: [` ; ${both}`, ', nouveau pour vous', ...thin(facts)],
  };
}

/** From what the client knows of its family or grape, else as a wine new in both, with what others make of it. */
function newToYou(shared: CommonGround | undefined, facts: ReasonFacts, others: readonly string[]): Parts {
  const name = productName(facts.produit);
  if (!shared) return { must: `Nouveau pour vous : ${name}`, may: others };
  return { must: `${takenOf(shared)} ; nouveau pour vous : ${name}`, may: [...others, ...thin(facts)] };
}

function stepUp(evidence: Extract<Evidence, { kind: 'step_up' }>, facts: ReasonFacts): Parts {
  return {
    must: takenOf(evidence.shared),
    may: [` ; ${productName(facts.produit)} est un cran au-dessus`, ...thin(facts)],
  };
}

function takenOf({ common, name, bottles, firstDay, lastDay }: CommonGround): string {
  const of = common === 'family' ? `de la famille ${quoted(name)}` : de(nameInWords(name));
  const isOneMonth = monthAndYear(firstDay) === monthAndYear(lastDay);
  const when = isOneMonth ? inMonthOf(firstDay) : `depuis ${monthAndYear(firstDay)}`;
  return `Vous avez pris ${bottlesInWords(bottles)} ${of} ${when}`;
}

function entryLevel(evidence: Extract<Evidence, { kind: 'entry_level' }>, { produit }: ReasonFacts): Parts {
  const opening =
    evidence.served === null
      ? `Pour découvrir le domaine : ${productName(produit)}`
      : `De saison en ${monthWord(evidence.month)}, ${evidence.served} : ${productName(produit)}`;
  return { must: opening, may: askedFor(evidence.bottles12m) };
}

/** How much of a wine left the cellar; few bottles are no argument. */
function askedFor(bottles12m: number): readonly string[] {
  return bottles12m < notableBottles ? [] : [`, dont ${bottlesInWords(bottles12m)} sont parties en un an`];
}

/** Said of what is inferred from few orders; a plain fact about a purchase needs no such caution. */
function thin({ orderCount }: ReasonFacts): readonly string[] {
  if (orderCount > thinHistoryOrders) return [];
  return [orderCount === 1 ? " (d'après un seul achat)" : ` (d'après ${orderCount} achats seulement)`];
}

function wineName(wine: EstateWine): string {
  return nameInWords(wine.name);
}

function nameWithVintage({ wine, millesime }: EstateProduit): string {
  const name = wineName(wine);
  return millesime === null || name.includes(String(millesime)) ? name : `${name} ${millesime}`;
}

/** What stands behind a number of bottles: `de Riesling 2021`, `d'Edelzwicker`, `en Coffret Découverte`. */
function ofWine(produit: EstateProduit): string {
  const name = nameWithVintage(produit);
  return /^coffret/i.test(name) ? `en ${name}` : de(name);
}

function productName(produit: EstateProduit): string {
  const size = sizes.find(([prefix]) => produit.format.startsWith(prefix))?.[1];
  return size === undefined ? nameWithVintage(produit) : `${nameWithVintage(produit)} ${size}`;
}

const sizes: readonly (readonly [prefix: string, words: string])[] = [
  ['MAGNUM', 'en magnum'],
  ['DEMI', 'en demi-bouteille'],
  ['BIB', 'en fontaine à vin'],
];

function quoted(words: string): string {
  return `«\u00a0${nameInWords(words)}\u00a0»`;
}

// Signs that a French line never begins with are kept to their word.
function spaced(text: string): string {
  return text.replaceAll(/ ([;:!?])/g, '\u00a0$1');
}
