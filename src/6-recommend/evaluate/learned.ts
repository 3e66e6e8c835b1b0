/** The learned model as of an origin, taught as the week teaches it, on what was known that day and nothing later. */
import type { Slot } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import { diversified } from '../diversify.ts';
import { attributesOf, historyOf } from '../learned/estate-history.ts';
import { learnedOrder, winesOf } from '../learned/ranker.ts';
import { learnedFrom, scorerOf, teach } from '../learned/teach.ts';
import { modelOf } from '../model/fit.ts';
import type { FittedModel } from '../model/model.ts';
import { evaluated, proposalOf } from '../proposal.ts';
import { guardedLetter, type ListedWine, slottedLetter } from './letter.ts';
import type { Origin } from './read-origin.ts';

/** So many are asked of the model: the rules of the letter may pass over some. */
const askedOfModel = 12;

export interface LearnedLists {
  /** The list of the week: the scenarios' candidates in the learned order. */
  readonly letter: (client: ClientView) => readonly ListedWine[];
  /** In the same places, but any wine on sale: what the scenarios' own conditions cost is seen beside. */
  readonly letterOfAnyWine: (client: ClientView) => readonly ListedWine[];
  /** The three likeliest, known or new. */
  readonly letterWithoutPlaces: (client: ClientView) => readonly ListedWine[];
  readonly parameters: FittedModel['parameters'];
}

/** Teaches the model and makes letters of what it says. */
export function learnedLists(origin: Origin): LearnedLists {
  const { estate, ledger, day } = origin;
  const attributes = attributesOf(estate.wines, estate.offerPrices, estate.aromaScale);
  const history = historyOf({
    ledger,
    wineOfProduit: Int32Array.from(estate.produits, ({ wine }) => wine.index),
    wineCount: estate.wines.length,
    isLeftOut: leftOut(origin),
    beforeDay: day + 1,
  });
  const learned = learnedFrom(teach(history, attributes), history, attributes);
  const scorer = scorerOf(learned);
  const model = modelOf(learned);
  const onSale = Uint8Array.from(estate.offers, (offer) => (offer ? 1 : 0));
  const rank = (client: ClientView, slot?: Slot): readonly number[] => {
    const allowed = onSale.slice();
    for (const recent of client.recentWines) allowed[recent] = 0;
    const question = { client: rowOf(client, origin), count: askedOfModel, asOfDay: day + 1, allowed };
    return model.rank(slot === undefined ? question : { ...question, slot }).map(({ item }) => item);
  };
  return {
    letter: (client) => {
      const found = evaluated(client, ledger, estate);
      const wines = winesOf(found.candidates);
      const asked = { client: rowOf(client, origin), day: day + 1, wines, isExplained: false };
      const ranker = learnedOrder(wines, scorer.scores(asked));
      const { candidates, rules } = proposalOf(found, estate, ranker);
      return diversified(candidates, rules).map(({ produit, scenario }) => ({ produit, scenario }));
    },
    letterOfAnyWine: (client) =>
      slottedLetter({ repeat: rank(client, 'repeat'), discovery: rank(client, 'discovery') }, client, estate),
    letterWithoutPlaces: (client) => guardedLetter(rank(client), client, estate),
    parameters: model.parameters,
  };
}

function rowOf(client: ClientView, { ledger }: Origin): number {
  return ledger.rowOfClient.get(client.clientCode) ?? 0;
}

/** By row of the ledger, 1 for whoever is judged by no letter: dealers, the till. */
function leftOut({ ledger, clients }: Origin): Uint8Array {
  const isLeftOut = new Uint8Array(ledger.starts.length).fill(1);
  for (const { facts } of clients) isLeftOut[ledger.rowOfClient.get(facts.clientCode) ?? 0] = 0;
  return isLeftOut;
}
