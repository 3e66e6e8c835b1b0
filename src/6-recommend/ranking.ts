/** What ranks the clients of a run: the owner's weights, or what was learned from the estate's sales. */
import type { EstateView } from './estate-view.ts';
import type { Choice } from './learned/choose.ts';
import { learnedRanker, winesOf } from './learned/ranker.ts';
import { batchQuestion, scoresOfClient } from './learned/score-batch.ts';
import { openScoring, type Scoring } from './learned/scoring.ts';
import { partNamesOf } from './learned/teach.ts';
import type { Crew } from './model/crew.ts';
import { type Evaluated, type Proposal, proposalOf } from './proposal.ts';
import { passingClients, type SalesLedger } from './sales-ledger.ts';
import { ruleRanker } from './score.ts';

/** Ranks batches of what the scenarios found, some clients at a time; one proposal each, in their order. */
export type Rankers = (
  found: readonly Evaluated[],
  ledger: SalesLedger,
  estate: EstateView,
) => Promise<readonly Proposal[]>;

/** The rankers of a choice; a learned one scores on the threads of the crew, where there are any. */
export function rankersOf(choice: Choice, crew: Crew): Rankers {
  if (choice.by === 'owner') return byOwner;
  return byLearned(openScoring(choice.learned, crew), partNamesOf(choice.learned));
}

const byOwner: Rankers = async (found, _, estate) => found.map((one) => proposalOf(one, estate, ruleRanker));

// The model is asked what the next order from tomorrow on would hold.
function byLearned(scoring: Scoring, partNames: readonly string[]): Rankers {
  return async (found, ledger, estate) => {
    const asked = found.map(({ client, candidates }) => ({
      client: ledger.rowOfClient.get(client.clientCode) ?? passingClients,
      wines: winesOf(candidates),
    }));
    const question = batchQuestion(estate.asOfDay + 1, asked);
    const scores = await scoring.scores(question);
    return found.map((one, place) => {
      const ofClient = scoresOfClient(question, scores, place);
      return proposalOf(one, estate, learnedRanker(partNames, asked[place]?.wines ?? [], ofClient));
    });
  };
}
