/** Days as whole numbers since 1970-01-01, so that a silence or a gap is a subtraction. No clock and no time zone. */

const msPerDay = 86_400_000;

/** `2023-11-04` → 19665. Throws an Error on anything that is no day: days come parsed from the database. */
export function dayNumberOf(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new Error(`"${day}" is not a day`);
  return ms / msPerDay;
}

/** 19665 → `2023-11-04`. */
export function dayOfNumber(dayNumber: number): string {
  return new Date(dayNumber * msPerDay).toISOString().slice(0, 10);
}

/** The year of a day: 19665 → 2023. */
export function yearOf(dayNumber: number): number {
  return new Date(dayNumber * msPerDay).getUTCFullYear();
}

/** The month of a day, 1 to 12: 19665 → 11. */
export function monthOf(dayNumber: number): number {
  return new Date(dayNumber * msPerDay).getUTCMonth() + 1;
}

/** The same day some years earlier; 29 February becomes 1 March where the year has none. */
export function yearsBefore(dayNumber: number, years: number): number {
  const day = new Date(dayNumber * msPerDay);
  return Date.UTC(day.getUTCFullYear() - years, day.getUTCMonth(), day.getUTCDate()) / msPerDay;
}
