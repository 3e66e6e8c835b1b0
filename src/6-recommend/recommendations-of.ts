/** What a page shows of one client: the list with its reasons, and why the other scenarios gave nothing. */
import type { Session } from '../db/database.ts';
import { loadSql, prepared } from '../db/sql.ts';
import { type ScenarioId, scenarioIds, type Slot } from './candidate.ts';
import { type ComponentColumns, componentsKept } from './components-record.ts';
import type { Component } from './score.ts';

const selectCurrentRun = prepared(loadSql(import.meta.url, './current-run.sql'));
const selectList = prepared(loadSql(import.meta.url, './list-of-client.sql'));
const selectRefusals = prepared(loadSql(import.meta.url, './refusals-of-client.sql'));

export interface RecommendationShown {
  readonly rank: number;
  readonly scenario: ScenarioId;
  readonly slot: Slot;
  readonly produitKey: string;
  readonly label: string;
  readonly millesime: number | null;
  readonly format: string;
  /** Exact decimal, as text. */
  readonly prixTtc: string | null;
  readonly score: number;
  readonly reason: string;
  readonly promisedBottles: number | null;
  readonly components: readonly Component[];
  /** What the reason says, with keys and days: see `evidenceRecord`. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface RefusalShown {
  readonly scenario: ScenarioId;
  readonly code: string;
  /** French, read at the estate. */
  readonly sentence: string;
}

export interface ClientRecommendations {
  readonly inputsHash: string;
  readonly asOf: string;
  readonly recommendations: readonly RecommendationShown[];
  /** In the order of the scenarios. */
  readonly refusals: readonly RefusalShown[];
}

interface ListRow {
  readonly rank: number;
  readonly scenario: ScenarioId;
  readonly slot: Slot;
  readonly produit_key: string;
  readonly produit_label: string;
  readonly millesime: number | null;
  readonly format: string;
  readonly prix_ttc: string | null;
  readonly score: number;
  readonly reason: string;
  readonly promised_bottles: number | null;
  readonly components: ComponentColumns | readonly Component[];
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** The current list and refusals of one client; undefined before the first computation. */
export async function recommendationsOf(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<ClientRecommendations | undefined> {
  const run = await session.one<{ inputs_hash: string; as_of_on: string }>(selectCurrentRun, { estate_id: estate });
  if (!run) return undefined;
  const key = { estate_id: estate, client_code: clientCode };
  const list = await session.rows<ListRow>(selectList, key);
  const refusals = await session.rows<{ scenario: ScenarioId; code: string; sentence_fr: string }>(selectRefusals, key);
  return {
    inputsHash: run.inputs_hash,
    asOf: run.as_of_on,
    recommendations: list.map(shown),
    refusals: refusals
      .map(({ scenario, code, sentence_fr: sentence }) => ({ scenario, code, sentence }))
      .sort((a, b) => scenarioIds.indexOf(a.scenario) - scenarioIds.indexOf(b.scenario)),
  };
}

function shown({
  produit_key: produitKey,
  produit_label: label,
  prix_ttc: prixTtc,
  promised_bottles: promisedBottles,
  components,
  ...row
}: ListRow): RecommendationShown {
  return { ...row, produitKey, label, prixTtc, promisedBottles, components: componentsKept(components) };
}
