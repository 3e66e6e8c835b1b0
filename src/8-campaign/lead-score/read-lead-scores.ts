/** Reads what lead scores are made of, and gives them: of every client, or of some. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Settings } from '../../estate/settings.ts';
import type { Day } from '../../values/day.ts';
import { type LeadFacts, type LeadScore, leadScoreOf, type LedgerEntry } from './lead-score.ts';

const unscoredClient = loadSql(import.meta.url, './unscored-client.sql');
const selectLeadFacts = loadSql(import.meta.url, './lead-facts.sql');

const clientsAtOnce = 5000;

export interface ClientLeadScore extends LeadScore {
  readonly clientCode: string;
  readonly facts: LeadFacts;
}

export interface LeadQuestion {
  readonly estate: string;
  readonly asOf: Day;
  readonly settings: Settings;
  /** Without it every client that has a page. */
  readonly clientCodes?: readonly string[];
}

interface LeadRow {
  readonly clientCode: string;
  readonly rfmMean: string | null;
  readonly engagements: number;
  readonly purchases: number;
  readonly lastOrderOn: Day | null;
  readonly ledger: readonly LedgerEntry[];
}

/** The lead scores as of a day, in the order of the codes; the till has none. */
export async function leadScores(session: Session, question: LeadQuestion): Promise<readonly ClientLeadScore[]> {
  const scores: ClientLeadScore[] = [];
  for await (const batch of leadScoreBatches(session, question)) scores.push(...batch);
  return scores;
}

/** Why a client (code) has no lead score. */
export async function whyUnscored(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<'unknown' | 'till' | 'no_profiling' | 'no_page'> {
  const client = await session.one<{ is_till: boolean; is_profiled: boolean }>(unscoredClient, {
    estate_id: estate,
    client_code: clientCode,
  });
  if (!client) return 'unknown';
  if (client.is_till) return 'till';
  return client.is_profiled ? 'no_page' : 'no_profiling';
}

/** The same some thousand clients at a time. */
export async function* leadScoreBatches(
  session: Session,
  { estate, asOf, settings, clientCodes }: LeadQuestion,
): AsyncGenerator<readonly ClientLeadScore[]> {
  const rules = { asOf, halfLifeDays: settings.automation.half_life_days };
  let afterCode = '';
  for (;;) {
    const rows = await session.rows<LeadRow>(selectLeadFacts, {
      estate_id: estate,
      as_of: asOf,
      timezone: settings.week.timezone,
      client_codes: clientCodes ?? null,
      after_code: afterCode,
      limit: clientsAtOnce,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ clientCode, ...row }) => {
      const facts = { ...row, rfmMean: row.rfmMean === null ? null : Number(row.rfmMean) };
      return { clientCode, facts, ...leadScoreOf(facts, rules) };
    });
    afterCode = last.clientCode;
  }
}
