/** The clock of the week (rules.md, The week): when the house does what by itself, each time editable, in the estate's time zone. */
import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const weekSettings = z
  .strictObject({
    timezone: z.string().refine(isTimezone, 'ex. Europe/Paris').default('Europe/Paris'),
    /** The day of the export, the run and the report. */
    day: z.enum(weekdays).default('monday'),
    export_at: timeOfDay.default('06:00'),
    /** The run begins; every step of the journey follows at once. */
    ingest_at: timeOfDay.default('06:10'),
    report_at: timeOfDay.default('06:45'),
    /** Contacts at Brevo are brought up to date after the run and before anybody sends; only where letters leave live by Brevo. */
    contacts_at: timeOfDay.default('07:00'),
    /** Off: Brevo's lists are kept by hand, or not at all. Letters need none. */
    push_contacts: z.boolean().default(true),
    /** Without an export by then a person is told. */
    missing_export_at: timeOfDay.default('10:00'),
    /** An export that comes after the run of the week is taken in when it comes. */
    run_on_arrival: z.boolean().default(true),
    /** Every night. */
    backup_at: timeOfDay.default('02:00'),
    reconcile_at: timeOfDay.default('03:00'),
    retention_at: timeOfDay.default('04:00'),
    /** Once a week a backup is opened and compared (promises.md 19). */
    drill_day: z.enum(weekdays).default('sunday'),
    drill_at: timeOfDay.default('05:00'),
    /** What was missed is caught up once within so many hours, else skipped and said (promises.md 24). */
    late_hours: z.number().positive().max(24).default(6),
    /** The rules of the automation are looked at this often. */
    automation_minutes: z.number().int().min(1).default(5),
    /** Who gets Monday's report and the alarms. */
    report_to: z.array(z.email()).default([]),
    report_language: z.enum(['fr', 'en']).default('fr'),
    /** A campaign that an approver released leaves by itself in its window; off: only those somebody said `--live` for. */
    sends_live: z.boolean().default(false),
  })
  .prefault({});

export type WeekSettings = z.infer<typeof weekSettings>;

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
