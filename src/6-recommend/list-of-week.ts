/** The list the estate reads on Monday: whom to propose what to, and why. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { spreadsheetCsv } from '../values/csv-safety.ts';
import type { ScenarioId, Slot } from './candidate.ts';

const selectList = loadSql(import.meta.url, './list-of-week.sql');

export interface ListedRecommendation {
  readonly clientCode: string;
  readonly nom: string;
  readonly prenom: string;
  readonly segment: string;
  readonly scenario: ScenarioId;
  readonly slot: Slot;
  readonly produitKey: string;
  readonly label: string;
  readonly reason: string;
  /** Exact decimal, as text. */
  readonly prixTtc: string | null;
  readonly score: number;
  readonly rank: number;
  readonly millesime: number | null;
  readonly asOf: string;
}

/** The current list of an estate, the most valuable clients first, each with their ranks in order. */
export async function listOfWeek(
  session: Session,
  { estate, limit }: { readonly estate: string; readonly limit?: number },
): Promise<ListedRecommendation[]> {
  return session.rows<ListedRecommendation>(selectList, { estate, limit: limit ?? null });
}

/** The list as a CSV for French spreadsheets, in which no cell can run a formula. */
export function listCsv(list: readonly ListedRecommendation[]): string {
  const header = [
    'client',
    'nom',
    'prenom',
    'segment',
    'rang',
    'scenario',
    'vin',
    'millesime',
    'prix_ttc',
    'score',
    'raison',
  ];
  const rows = list.map((item) => [
    item.clientCode,
    item.nom,
    item.prenom,
    item.segment,
    String(item.rank),
    item.scenario,
    item.label,
    String(item.millesime ?? ''),
    (item.prixTtc ?? '').replace('.', ','),
    String(item.score).replace('.', ','),
    item.reason,
  ]);
  return spreadsheetCsv(header, rows);
}
