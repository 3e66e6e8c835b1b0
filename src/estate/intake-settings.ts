/** The settings of what fetches exports for the estate: a mailbox, and folders that are not ours. */
import { z } from 'zod';

export const intakeSettings = z
  .strictObject({
    mail: z
      .strictObject({
        /** Empty: no mailbox is read. The password is never here (intake/mail-password.ts). */
        host: z.string().default(''),
        port: z.number().int().min(1).max(65535).default(993),
        /** TLS from the first byte. False: STARTTLS, which only this machine itself may do without. */
        secure: z.boolean().default(true),
        user: z.string().default(''),
        mailbox: z.string().min(1).default('INBOX'),
        /** Addresses, or `@domain` for all of one. Nobody else's messages are opened. */
        senders: z.array(z.string().regex(/^[^\s@]*@[^\s@]+$/, 'an address, or @domain')).default([]),
        /** Where a message goes once its exports are taken, `/` between a mailbox and the one inside; empty: it stays, read. */
        done_mailbox: z.string().default('Cuvée/lus'),
        source: z.string().min(1).default('isavigne'),
        max_megabytes: z.number().positive().default(40),
      })
      .prefault({}),
    /** Folders that are looked into and only read: a share of the estate's PC, the home of an SFTP account. */
    folders: z
      .array(z.strictObject({ path: z.string().min(1), source: z.string().min(1).default('isavigne') }))
      .default([]),
  })
  .prefault({});
