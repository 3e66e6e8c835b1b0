/** The fields that Brevo's events share, whatever they are called there. */
import { sentence } from '../values/sentence.ts';
import { type EventKind, keyOf, type UnreadableEvent } from './event.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** An object's members; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The first of the members that is a text worth having. */
export function textAt(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** An address in lower case; undefined when there is none. */
export function addressAt(fields: Fields, name: string): string | undefined {
  const text = textAt(fields, name)?.toLowerCase();
  return text !== undefined && /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 320 ? text : undefined;
}

/** Whole numbers of a member that is one or a list of them. */
export function numbersAt(fields: Fields, name: string): readonly number[] {
  const value = fields[name];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(wholeNumber).filter((number) => number !== undefined);
}

/** `tags` is a list; `tag` its JSON, or one word, or the name of a template (anymail, live captures). */
export function tagsOf(fields: Fields): readonly string[] {
  const tags = fields.tags;
  if (Array.isArray(tags)) return texts(tags);
  const tag = textAt(fields, 'tag');
  if (tag === undefined) return [];
  if (!tag.startsWith('[')) return [tag];
  try {
    const list: unknown = JSON.parse(tag);
    return Array.isArray(list) ? texts(list) : [tag];
  } catch {
    return [tag];
  }
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.filter((item) => typeof item === 'string');
}

/** Years in which a letter can have been answered: before, Cuvée was not; after, nobody knows. */
const earliestMs = Date.UTC(2015, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);
/** Seconds stay below this until the year 5138; milliseconds have passed it since 1973. */
const firstMilliseconds = 100_000_000_000;

/**
 * The instant told by the first believable of the members: seconds or milliseconds since 1970, as number or digits, or a date text (taken as UTC when it
 * names no zone). Says whether there was none, or none to believe.
 */
export function instantAt(fields: Fields, names: readonly string[]): Date | 'NO_DATE' | 'ABSURD_DATE' {
  let isAny = false;
  for (const name of names) {
    const ms = milliseconds(fields[name]);
    if (ms === undefined) continue;
    isAny = true;
    if (ms >= earliestMs && ms < latestMs) return new Date(ms);
  }
  return isAny ? 'ABSURD_DATE' : 'NO_DATE';
}

function milliseconds(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? inMilliseconds(value) : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return inMilliseconds(Number(text));
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}

function inMilliseconds(number: number): number {
  return Math.abs(number) < firstMilliseconds ? number * 1000 : number;
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

export function shortReason(fields: Fields): string | undefined {
  return textAt(fields, 'reason')?.slice(0, 1000);
}

/** One fact has one key by whichever way it came. An e-mail bounces once, but may be clicked at several links. */
export function factKeyOf(fact: {
  readonly kind: EventKind;
  readonly about: string | number | undefined;
  readonly email: string;
  readonly link: string | undefined;
}): string {
  return keyOf(fact.kind, fact.about, fact.email, fact.kind === 'click' ? fact.link : undefined);
}

const unreadableWords: Record<UnreadableEvent['code'], UnreadableEvent['reason']> = {
  NOT_JSON: sentence("Le message reçu n'est pas du JSON.", 'What came is not JSON.'),
  NOT_AN_EVENT: sentence("Le message reçu n'est pas un événement de Brevo.", 'What came is not an event of Brevo.'),
  UNKNOWN_EVENT: sentence(
    'Brevo nomme un événement que Cuvée ne connaît pas.',
    'Brevo names an event that Cuvée does not know.',
  ),
  NO_ADDRESS: sentence(
    "L'événement ne dit pas de quelle adresse il parle.",
    'The event does not say which address it is about.',
  ),
  NO_DATE: sentence("L'événement ne porte pas de date.", 'The event bears no date.'),
  ABSURD_DATE: sentence("La date de l'événement n'est pas croyable.", 'The date of the event is not to be believed.'),
};

export function unreadable(code: UnreadableEvent['code']): UnreadableEvent {
  return { kind: 'unreadable', code, reason: unreadableWords[code] };
}
