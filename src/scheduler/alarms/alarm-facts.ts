/** The facts alarms are judged by, from the database; what the world outside tells is asked by `outer-facts.ts`. */
import { z } from 'zod';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { jobKinds } from '../jobs.ts';
import type { OuterFacts } from './outer-facts.ts';

const selectFacts = loadSql(import.meta.url, './alarm-facts.sql');

const sentenceSchema = z.object({ fr: z.string(), en: z.string() });
const errorSchema = z.object({ code: z.string(), sentence: sentenceSchema.optional() }).nullable();
const instant = z.coerce.date();
const kind = z.enum(jobKinds);

const factsSchema = z.object({
  createdAt: instant,
  /** When the newest sales export came; null: none ever did. */
  lastExportAt: instant.nullable(),
  latestRun: z
    .object({ run_id: z.string(), status: z.string(), error: errorSchema, ended_at: instant.nullable() })
    .nullable(),
  /** Kinds of job whose latest end was a bad one. */
  failedJobs: z.array(z.object({ kind, state: z.enum(['failed', 'refused']), error: errorSchema, ended_at: instant })),
  runningJobs: z.array(z.object({ jobId: z.string(), kind, startedAt: instant })),
  /** Slots skipped since the work was last done. */
  skippedSlots: z.array(z.object({ kind, lastSlotAt: instant, slots: z.number() })),
  /** The last letters that have been gone for longer than Brevo may say nothing. */
  lastAcceptedAt: instant.nullable(),
  lastWebhookAt: instant.nullable(),
  heldCampaigns: z.array(z.object({ campaignId: z.string(), name: z.string(), reason: z.string().nullable() })),
  heldLetters: z.number(),
  lastBackupAt: instant.nullable(),
  latestBackupState: z.enum(['done', 'failed']).nullable(),
  /** Files that the latest backup did not find, or found with other bytes than they came with. */
  lostFiles: z.number(),
  latestDrill: z.object({ ok: z.boolean(), ended_at: instant }).nullable(),
});

export type DatabaseFacts = z.infer<typeof factsSchema>;
export type AlarmFacts = DatabaseFacts & OuterFacts;

/** What the database knows now. Throws what the database throws. */
export async function readDatabaseFacts(
  session: Session,
  { estate, silentSince }: { readonly estate: string; readonly silentSince: Date },
): Promise<DatabaseFacts> {
  const row = await session.one<Record<string, unknown>>(selectFacts, {
    estate_id: estate,
    silent_since: silentSince.toISOString(),
  });
  return factsSchema.parse(row);
}
