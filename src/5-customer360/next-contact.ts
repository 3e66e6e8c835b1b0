/** When a client may next be written to: silence per client, cap per household. Source: rules.md, Guardrails. */
import type { Settings } from '../estate/settings.ts';
import { addDays, type Day, daysBetween } from '../values/day.ts';

export interface ContactState {
  /** The last marketing message handed over to this client. */
  readonly lastContactOn: Day | null;
  /** Marketing messages handed over to the household in the rolling year. */
  readonly contactCount365d: number;
  /** The first day, from as-of on, that silence and cap allow. */
  readonly nextContactOn: Day;
}

export interface ContactFacts {
  /** Days of the marketing messages handed over to this client, up to as-of. */
  readonly ownMessageDays: readonly Day[];
  /** The same for everybody of the household, this client included. */
  readonly householdMessageDays: readonly Day[];
  readonly asOf: Day;
}

const yearDays = 365;

/** The contacts of one client, and the first day that silence (per client) and cap (per household) both allow. */
export function nextContact(facts: ContactFacts, guardrails: Settings['guardrails']): ContactState {
  const lastContactOn = latestFirst(facts.ownMessageDays)[0] ?? null;
  const ofTheYear = latestFirst(facts.householdMessageDays).filter((day) => daysBetween(day, facts.asOf) < yearDays);
  const silentUntil = lastContactOn === null ? facts.asOf : addDays(lastContactOn, guardrails.silence_days);
  const days = [facts.asOf, silentUntil, cappedUntil(ofTheYear, guardrails.messages_per_year, facts.asOf)];
  return {
    lastContactOn,
    contactCount365d: ofTheYear.length,
    nextContactOn: days.reduce((latest, day) => (day > latest ? day : latest)),
  };
}

/** With a cap of four, the day the fourth latest message is a year old. */
function cappedUntil(latest: readonly Day[], messagesPerYear: number, asOf: Day): Day {
  const oldestThatCounts = latest[messagesPerYear - 1];
  return oldestThatCounts === undefined ? asOf : addDays(oldestThatCounts, yearDays);
}

function latestFirst(days: readonly Day[]): readonly Day[] {
  return [...days].sort((left, right) => (left < right ? 1 : -1));
}
