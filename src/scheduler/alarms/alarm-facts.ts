/** The facts alarms are judged by, from the database; what the world outside tells is asked by `outer-facts.ts`. */
import { z } from 'zod';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { JobKind } from '../jobs.ts';
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

/** What each kind of work is called at the estate. */
export const workNames: Readonly<Record<JobKind, { readonly fr: string; readonly en: string }>> = {
  run: { fr: 'le traitement de la semaine', en: 'the run of the week' },
  send_campaign: { fr: 'l’envoi des lettres', en: 'the sending of letters' },
  reconcile: { fr: 'le rapprochement avec Brevo', en: 'the reconciliation with Brevo' },
  automation: { fr: 'le passage des règles', en: 'the pass of the rules' },
  evaluate: { fr: 'le rejeu des ventes passées', en: 'the replay of past sales' },
  report: { fr: 'le rapport de la semaine', en: 'the report of the week' },
  backup: { fr: 'la sauvegarde', en: 'the backup' },
  restore_drill: { fr: 'l’essai de restauration', en: 'the restore drill' },
  retention: { fr: 'l’oubli des données anciennes', en: 'the forgetting of old data' },
  collect_mail: { fr: 'la relève des exports', en: 'the collecting of exports' },
  push_contacts: { fr: 'la mise à jour des contacts chez Brevo', en: 'the update of contacts at Brevo' },
  erase_client: { fr: 'l’effacement d’un client', en: 'the erasure of a client' },
};
