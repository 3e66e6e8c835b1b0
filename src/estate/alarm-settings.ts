/** From when on something is wrong enough to tell a person (promises.md 20). */
import { z } from 'zod';

export const alarmSettings = z
  .strictObject({
    /** A job under way for longer. */
    job_hours: z.number().positive().default(3),
    /** Letters left and Brevo has told nothing for so long. */
    webhook_silence_hours: z.number().positive().default(24),
    /** Free space of the disk that holds the estate's folders. */
    disk_free_gigabytes: z.number().nonnegative().default(2),
    certificate_days: z.number().int().positive().default(14),
    /** Letters the account at Brevo may still send. */
    brevo_credits: z.number().int().nonnegative().default(100),
    /** RPO 24 h (promises.md 19), and the time a night's backup takes. */
    backup_hours: z.number().positive().default(26),
    drill_days: z.number().positive().default(8),
  })
  .prefault({});
