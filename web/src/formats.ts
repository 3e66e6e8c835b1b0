/** Money, days, counts and shares as the reader's language writes them. */
import { currentLanguage, languageTag, t } from './words.ts';

const numberFormats = new Map<string, Intl.NumberFormat>();
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `1 234,50 €`. `amount` in euros. */
export function euros(amount: number | null | undefined): string {
  return amount == null ? noValue : numberFormat({ style: 'currency', currency: 'EUR' }).format(amount);
}

/** `12 400 €`: for a figure read from afar, never for a document. */
export function roundEuros(amount: number | null | undefined): string {
  if (amount == null) return noValue;
  return numberFormat({ style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(amount);
}

/** `12 345`, or with at most `decimals` decimals. */
export function count(value: number | null | undefined, decimals = 0): string {
  return value == null ? noValue : numberFormat({ maximumFractionDigits: decimals }).format(value);
}

/** `27 déc. 2025`, from `YYYY-MM-DD` or an instant. */
export function day(value: string | null | undefined): string {
  return value == null
    ? noValue
    : dayFormat({ day: 'numeric', month: 'short', year: 'numeric' }).format(dayDate(value));
}

/** `lundi 27 décembre 2025`. */
export function longDay(value: string | null | undefined): string {
  if (value == null) return noValue;
  return dayFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(dayDate(value));
}

/** `décembre 2025`, from `YYYY-MM` or a day. */
export function month(value: string | null | undefined): string {
  if (value == null) return noValue;
  return dayFormat({ month: 'long', year: 'numeric' }).format(dayDate(`${value.slice(0, 7)}-01`));
}

/** `27 déc. 2025 à 14:05`, in the reader's own time zone. */
export function instant(value: string | null | undefined): string {
  if (value == null) return noValue;
  const moment = new Date(value);
  const time = moment.toLocaleTimeString(languageTag(), { hour: '2-digit', minute: '2-digit' });
  const date = moment.toLocaleDateString(languageTag(), { day: 'numeric', month: 'short', year: 'numeric' });
  return `${date} ${currentLanguage() === 'fr' ? 'à' : 'at'}\u00a0${time}`;
}

/** `il y a 3 jours`, `dans 2 semaines`: from the session's day, never from the clock. Both `YYYY-MM-DD`. */
export function fromToday(value: string, today: string): string {
  const days = Math.round((dayDate(value).getTime() - dayDate(today).getTime()) / 86_400_000);
  const size = Math.abs(days);
  const relative = new Intl.RelativeTimeFormat(languageTag(), { numeric: 'auto' });
  if (size < 14) return relative.format(days, 'day');
  if (size < 60) return relative.format(Math.round(days / 7), 'week');
  if (size < 730) return relative.format(Math.round(days / 30.44), 'month');
  return relative.format(Math.round(days / 365.25), 'year');
}

/** Fewer cases than this say nothing as a percentage: `3 sur 7` is honest, `43 %` is not (guides/look: no percentage of a handful). */
const enoughCases = 30;

/** `43 %` of enough cases, else `3 sur 7`. */
export function share(part: number, whole: number): string {
  if (whole === 0) return t('pas encore mesurable', 'not yet measurable');
  if (whole < enoughCases) return t(`${count(part)} sur ${count(whole)}`, `${count(part)} of ${count(whole)}`);
  return numberFormat({ style: 'percent', maximumFractionDigits: part / whole < 0.1 ? 1 : 0 }).format(part / whole);
}

/** What stands where there is nothing to say. */
export const noValue = '–';

function dayDate(value: string): Date {
  return new Date(value.length === 10 ? `${value}T12:00:00Z` : value);
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numberFormats, options, () => new Intl.NumberFormat(languageTag(), options));
}

function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dayFormats, options, () => new Intl.DateTimeFormat(languageTag(), options));
}

/** Formatters are slow to make and asked for once per cell. */
function kept<Formatter>(formatters: Map<string, Formatter>, options: object, make: () => Formatter): Formatter {
  const key = `${languageTag()} ${JSON.stringify(options)}`;
  const found = formatters.get(key);
  if (found) return found;
  const made = make();
  formatters.set(key, made);
  return made;
}
