/** What a person writes behind the commands of campaigns, read once: kinds, filters, days and hours on the estate's clock. */
import { scenarioIds } from '../6-recommend/candidate.ts';
import type { AudienceFilter } from '../8-campaign/campaigns/filter.ts';
import type { CampaignKind } from '../8-campaign/letters-of/letter-kind.ts';
import { type LetterKind, letterKinds } from '../8-campaign/letters/letter.ts';
import { instantOf } from '../8-campaign/outbox/estate-clock.ts';
import { Failure } from '../errors.ts';
import { isDay } from '../values/day.ts';
import { type Language, sentence } from '../values/sentence.ts';

export interface FilterOptions {
  readonly scenario?: readonly string[];
  readonly segment?: readonly string[];
  readonly cluster?: readonly string[];
  readonly client?: readonly string[];
}

/** The filter of the options; codes of clients in capitals, as the warehouse keeps them. */
export function readFilter({ scenario, segment, cluster, client }: FilterOptions): AudienceFilter {
  return {
    ...(scenario === undefined ? {} : { scenarios: scenario.map((word) => oneOf('--scenario', word, scenarioIds)) }),
    ...(segment === undefined ? {} : { segments: segment.map((word) => oneOf('--segment', word, segments)) }),
    ...(cluster === undefined ? {} : { clusters: cluster }),
    ...(client === undefined ? {} : { clients: client.map((code) => code.toUpperCase()) }),
  };
}

const segments = ['VIP', 'Loyal', 'New', 'Standard', 'At Risk', 'Churn', 'Prospect'] as const;
const languages = ['fr', 'en'] as const;
const channels = ['brevo', 'smtp'] as const;

export function readLetterKind(word: string): LetterKind {
  return oneOf('<kind>', word.replaceAll('-', '_'), letterKinds);
}

export function readCampaignKind(word: string): CampaignKind {
  return oneOf('--kind', word.replaceAll('-', '_'), ['mixed', ...letterKinds]);
}

export function readLanguage(word: string): Language {
  return oneOf('--language', word, languages);
}

export function readChannel(word: string): 'brevo' | 'smtp' {
  return oneOf('--channel', word, channels);
}

/** `2026-11-24`, or `2026-11-24 10:00`, as the clock of the estate shows it. */
export function readInstant(option: string, text: string, timezone: string): Date {
  const [day = '', time = '00:00'] = text.trim().split(/[ T]+/);
  const clock = /^(\d{1,2})[:h](\d{2})$/.exec(time);
  const [hours, minutes] = [Number(clock?.[1]), Number(clock?.[2])];
  if (!isDay(day) || !clock || hours > 23 || minutes > 59) throw wrongInstant(option, text);
  return instantOf(day, hours * 60 + minutes, timezone);
}

function oneOf<Word extends string>(option: string, word: string, words: readonly Word[]): Word {
  const found = words.find((known) => known.toLowerCase() === word.trim().toLowerCase());
  if (found !== undefined) return found;
  const known = words.join(', ');
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `${option} : « ${word} » n’existe pas ; au choix : ${known}.`,
      `${option}: no "${word}"; choose from ${known}.`,
    ),
  );
}

function wrongInstant(option: string, text: string): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `${option} demande un jour, et une heure si besoin : 2026-11-24 10:00 ; « ${text} » n’en est pas un.`,
      `${option} takes a day, and a time if need be: 2026-11-24 10:00; "${text}" is none.`,
    ),
  );
}
