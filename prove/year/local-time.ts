/** The clock of the estate, read without the code under proof. */
const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Day, weekday (`Tue`) and minutes since midnight in France. */
export function localTime(at: Date): { readonly day: string; readonly weekday: string; readonly minutes: number } {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday'),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The instant at which the clock there shows a day and a time (`09:30`). */
export function instantAt(day: string, time: string): Date {
  const winter = new Date(`${day}T${time}:00+01:00`);
  const shown = localTime(winter).minutes;
  return shown === Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) ? winter : new Date(`${day}T${time}:00+02:00`);
}
