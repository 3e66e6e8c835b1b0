/** How long things are kept: backups by their age, and what is known of people by the law. */
import { z } from 'zod';

/** Where copies of each backup go besides the home folder. Credentials of S3 are never settings: see .env.example. */
const backupTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('s3'),
    endpoint: z.url({ protocol: /^https?$/ }),
    bucket: z.string().min(1),
    prefix: z.string().default(''),
    region: z.string().min(1).default('us-east-1'),
  }),
]);

export const backupSettings = z
  .strictObject({
    /** How many are kept: the newest of each of so many days, weeks and months. The newest good one is kept whatever these say. */
    keep: z
      .strictObject({
        daily: z.number().int().min(1).default(7),
        weekly: z.number().int().min(0).default(4),
        monthly: z.number().int().min(0).default(12),
      })
      .prefault({}),
    targets: z.array(backupTarget).default([]),
  })
  .prefault({});

/** CNIL reference for commerce (law.md 1): three years after the end of the relation, or the last contact that came from the person. */
export const retentionSettings = z
  .strictObject({
    client_months: z.number().int().min(1).default(36),
    prospect_months: z.number().int().min(1).default(36),
    /** The letter « Restez-vous ? » promises that who does not answer within so many days is forgotten. */
    stay_days: z.number().int().min(1).default(30),
    /** Forget by itself those beyond the time whom no letter could ask; without it, a task counts them for a person to decide. */
    forget_unasked: z.boolean().default(false),
  })
  .prefault({});

export type BackupTargetSetting = z.infer<typeof backupTarget>;
export type BackupKeep = z.infer<typeof backupSettings>['keep'];
