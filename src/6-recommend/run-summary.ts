/** What a computation of recommendations comes to, in counts: kept with the run, and shown on its page. */
import { scenarioIds } from './candidate.ts';
import type { Outcome } from './settle.ts';

export interface RunSummary extends Readonly<Record<string, unknown>> {
  /** Clients who get a list, and how many lists hold 1, 2 or 3 wines. */
  readonly clientsListed: number;
  readonly listLengths: Readonly<Record<string, number>>;
  readonly byScenario: Readonly<Record<string, number>>;
  /** Refusals by scenario and code. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly promisedBottles: number;
  readonly holdoutClients: number;
}

/** Counts the outcomes of a run. */
export function summaryOfRun(outcomes: readonly Outcome[]): RunSummary {
  const published = outcomes.filter(({ isHoldout, grants }) => !isHoldout && grants.length > 0);
  const grants = published.flatMap((outcome) => outcome.grants);
  return {
    clientsListed: published.length,
    listLengths: counted(published.map((outcome) => String(outcome.grants.length))),
    byScenario: counted(grants.map(({ candidate }) => candidate.scenario)),
    refusals: Object.fromEntries(
      scenarioIds.map((id) => [
        id,
        counted(
          outcomes.flatMap(({ refusals }) =>
            refusals.filter(({ scenario }) => scenario === id).map(({ code }) => code),
          ),
        ),
      ]),
    ),
    promisedBottles: grants.reduce((sum, { promisedBottles }) => sum + (promisedBottles ?? 0), 0),
    holdoutClients: outcomes.filter(({ isHoldout }) => isHoldout).length,
  };
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
