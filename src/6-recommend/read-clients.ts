/** Reads the clients: what may forbid a letter for all of them at once, and the customer 360 some thousand at a time. */
import { aromaAxes } from '../5-customer360/purchases.ts';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { type Day, toDayNumber } from '../values/day.ts';
import type { ClientFacts, Favourite, Taste } from './client-view.ts';
import type { GuardFacts } from './guardrails.ts';

const selectGuardFacts = loadSql(import.meta.url, './guard-facts.sql');
const selectClientFacts = loadSql(import.meta.url, './client-facts.sql');

/** The pages of twice so many clients are in memory at a time. */
const clientsPerBatch = 250;

export interface ClientToGuard extends GuardFacts {
  /** Null without a page: the till has none. */
  readonly segment: string | null;
  /** The day the client's page was computed for. */
  readonly pageAsOf: Day | null;
}

interface GuardRow {
  readonly client_code: string;
  readonly household_key: string;
  readonly segment: string | null;
  readonly has_email: boolean;
  readonly is_bounced: boolean;
  readonly is_opted_out: boolean;
  readonly is_trade: boolean;
  readonly is_till: boolean;
  readonly refuses_profiling: boolean;
  readonly legal_basis: GuardFacts['legalBasis'];
  readonly date_naissance: Day | null;
  readonly last_contact_on: Day | null;
  readonly contact_count_365d: number;
  readonly net_ht: number;
  readonly last_order_on: Day | null;
  readonly as_of_on: Day | null;
}

/** Every client, in the order of the codes. */
export async function readClientsToGuard(session: Session, estate: string): Promise<readonly ClientToGuard[]> {
  const rows = await session.rows<GuardRow>(selectGuardFacts, { estate_id: estate });
  return rows.map((row) => ({
    clientCode: row.client_code,
    householdKey: row.household_key,
    segment: row.segment,
    hasEmail: row.has_email,
    isBounced: row.is_bounced,
    isOptedOut: row.is_opted_out,
    isTrade: row.is_trade,
    isTill: row.is_till,
    refusesProfiling: row.refuses_profiling,
    legalBasis: row.legal_basis,
    bornOn: row.date_naissance,
    lastContactOn: row.last_contact_on,
    contactCount365d: row.contact_count_365d,
    netHt: row.net_ht,
    lastOrderOn: row.last_order_on,
    pageAsOf: row.as_of_on,
  }));
}

interface ClientRow {
  readonly client_code: string;
  readonly segment: string;
  readonly tier: string;
  readonly order_count: number;
  readonly line_count: number;
  readonly net_ht: number;
  readonly value_12m_ht: number | null;
  readonly last_order_on: Day | null;
  readonly own_gap_days: number | null;
  readonly gap_days: number | null;
  readonly median_price_75cl_ttc: number | null;
  readonly favourite_families: readonly Favourite[];
  readonly favourite_grapes: readonly Favourite[];
  readonly favourite_sweetness: readonly Favourite[];
  readonly taste: ({ readonly confidence: number } & Readonly<Record<string, unknown>>) | null;
}

/** The clients in batches, in the order of the codes; the next batch is read while one is being looked at. */
export async function* readClientFacts(session: Session, estate: string): AsyncGenerator<readonly ClientFacts[]> {
  let coming = readAfter(session, estate, '');
  for (;;) {
    const rows = await coming;
    const last = rows.at(-1);
    if (!last) return;
    coming = readAfter(session, estate, last.client_code);
    // Whoever waits for it hears of its failure; a reader that leaves early does not.
    coming.catch(() => {});
    yield rows.map(clientFacts);
  }
}

function readAfter(session: Session, estate: string, code: string): Promise<readonly ClientRow[]> {
  return session.rows<ClientRow>(selectClientFacts, { estate_id: estate, after_code: code, limit: clientsPerBatch });
}

function clientFacts(row: ClientRow): ClientFacts {
  return {
    clientCode: row.client_code,
    segment: row.segment,
    tier: row.tier,
    orderCount: row.order_count,
    lineCount: row.line_count,
    netHt: row.net_ht,
    value12mHt: row.value_12m_ht,
    lastOrderDay: row.last_order_on === null ? null : toDayNumber(row.last_order_on),
    ownGapDays: row.own_gap_days,
    gapDays: row.gap_days,
    medianPrice75clTtc: row.median_price_75cl_ttc,
    families: row.favourite_families,
    grapes: row.favourite_grapes,
    sweetness: row.favourite_sweetness,
    taste: row.taste === null ? null : tasteOf(row.taste),
  };
}

function tasteOf(taste: { readonly confidence: number } & Readonly<Record<string, unknown>>): Taste {
  const axes = aromaAxes.map((axis) => {
    const value = taste[axis];
    return typeof value === 'number' ? value : null;
  });
  return { axes, confidence: taste.confidence };
}
