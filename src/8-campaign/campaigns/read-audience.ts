/** Reads whom a filter finds and everything that may forbid a letter, as it stands now. */
import { type ClientToGuard, readClientsToGuard } from '../../6-recommend/read-clients.ts';
import type { GuardFacts } from '../../6-recommend/guardrails.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Settings } from '../../estate/settings.ts';
import { addDays, type Day } from '../../values/day.ts';
import { parseEmail } from '../../values/email.ts';
import { type CampaignKind, needsWines } from '../letters-of/letter-kind.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { type CampaignFilter, scenariosOf, segmentsOf } from './filter.ts';
import type { ExclusionFacts, FoundClient } from './exclusion.ts';

const selectFound = loadSql(import.meta.url, './audience-found.sql');
const selectGuardsNow = loadSql(import.meta.url, './guards-now.sql');

/** « Restez-vous ? » is asked after three years (law.md, 1). */
const staySilenceDays = 3 * 365;

export interface AudienceQuestion {
  readonly estate: string;
  readonly settings: Settings;
  readonly kind: CampaignKind;
  readonly filter: CampaignFilter;
  /** The campaign being made: its own letters do not stand in its way. */
  readonly campaignId: string;
  readonly now: Date;
}

export interface AudienceFacts {
  readonly found: readonly FoundClient[];
  readonly facts: ExclusionFacts;
}

/** Clients in the order of their codes, and the facts `exclusionsOf` decides on. */
export async function readAudience(session: Session, question: AudienceQuestion): Promise<AudienceFacts> {
  const { estate, settings, kind, filter, now } = question;
  const asOf = localTimeOf(now, settings.week.timezone).day;
  const found = await session.rows<FoundClient>(selectFound, {
    estate_id: estate,
    scenarios: scenariosOf(kind, filter) ?? [],
    segments: segmentsOf(kind, filter) ?? null,
    clusters: filter.clusters ?? null,
    clients: filter.clients ?? null,
    needs_wines: needsWines(kind),
    last_order_before: kind === 'stay' ? addDays(asOf, -staySilenceDays) : null,
    at: now.toISOString(),
  });
  return {
    found,
    facts: {
      ...(await readExclusionFacts(session, question)),
      needsWines: needsWines(kind),
      isThankYou: kind === 'thank_you',
    },
  };
}

interface GuardQuestion extends Pick<AudienceQuestion, 'estate' | 'settings'> {
  /** Null: every campaign counts. */
  readonly campaignId: string | null;
}

/** What may forbid a letter to any client, now. */
export async function readExclusionFacts(
  session: Session,
  question: GuardQuestion & Pick<AudienceQuestion, 'now'>,
): Promise<Omit<ExclusionFacts, 'needsWines' | 'isThankYou'>> {
  const { estate, settings, now } = question;
  const asOf = localTimeOf(now, settings.week.timezone).day;
  const holdout = { estate, year: asOf.slice(0, 4), share: settings.guardrails.holdout_share };
  const rules = { asOf, guardrails: settings.guardrails, holdout };
  return { ...(await readGuards(session, question)), rules };
}

interface GuardNow {
  readonly clientCode: string;
  readonly email: string | null;
  readonly isRefusing: boolean;
  readonly isBounced: boolean;
  readonly handedOn: Day | null;
  readonly thankedOn: Day | null;
  readonly newerCount: number;
  readonly waitsFor: string | null;
}

async function readGuards(
  session: Session,
  { estate, settings, campaignId }: GuardQuestion,
): Promise<Pick<ExclusionFacts, 'guards' | 'waitingElsewhere' | 'thankedOn'>> {
  const pages = await readClientsToGuard(session, estate);
  const rows = await session.rows<GuardNow>(selectGuardsNow, {
    estate_id: estate,
    campaign_id: campaignId,
    timezone: settings.week.timezone,
    pages_as_of: pages.reduce<Day | null>((latest, { pageAsOf }) => later(latest, pageAsOf), null),
  });
  const now = new Map(rows.map((row) => [row.clientCode, row]));
  const waitingElsewhere = new Map<string, string>();
  const thankedOn = new Map(rows.flatMap((row) => (row.thankedOn === null ? [] : [[row.clientCode, row.thankedOn]])));
  const own = pages.map((page): GuardFacts => {
    const row = now.get(page.clientCode);
    if (row?.waitsFor != null) waitingElsewhere.set(page.householdKey, row.waitsFor);
    return row ? factsNow(page, row) : page;
  });
  return { guards: withHouseholds(own), waitingElsewhere, thankedOn };
}

function factsNow(page: ClientToGuard, now: GuardNow): GuardFacts {
  return {
    ...page,
    hasEmail: now.email !== null && typeof parseEmail(now.email) === 'string',
    isOptedOut: page.isOptedOut || now.isRefusing,
    isBounced: page.isBounced || now.isBounced,
    lastContactOn: later(page.lastContactOn, now.handedOn),
    contactCount365d: page.contactCount365d + now.newerCount,
  };
}

/** What reached one member of a household counts for all, those included whom the filter does not find. */
function withHouseholds(clients: readonly GuardFacts[]): ReadonlyMap<string, GuardFacts> {
  const households = new Map<string, Pick<GuardFacts, 'lastContactOn' | 'contactCount365d'>>();
  for (const { householdKey, lastContactOn, contactCount365d } of clients) {
    const known = households.get(householdKey);
    households.set(householdKey, {
      lastContactOn: later(known?.lastContactOn ?? null, lastContactOn),
      contactCount365d: Math.max(known?.contactCount365d ?? 0, contactCount365d),
    });
  }
  return new Map(clients.map((client) => [client.clientCode, { ...client, ...households.get(client.householdKey) }]));
}

function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
