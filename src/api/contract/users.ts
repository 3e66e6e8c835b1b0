/** The people of an estate, as an administrator sees them. */
import { z } from 'zod';
import { pageOf } from './lists.ts';

export const roleSchema = z.enum(['lecteur', 'operateur', 'approbateur', 'administrateur']);
export const languageSchema = z.enum(['fr', 'en']);
export const personName = z.string().trim().min(1).max(120);
export const personEmail = z.email().max(254);

/** One person; `version` comes as the ETag too. */
export const userSchema = z.object({
  userId: z.uuid(),
  name: z.string(),
  /** Empty for the first administrator of a demo estate. */
  email: z.string(),
  role: roleSchema,
  state: z.enum(['invited', 'active', 'disabled']),
  language: languageSchema,
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  version: z.number().int(),
});
export type User = z.infer<typeof userSchema>;

export const userListSchema = pageOf(userSchema);

export const userParams = z.object({ userId: z.uuid() });

export const inviteSchema = z.strictObject({
  name: personName,
  email: personEmail,
  role: roleSchema,
  language: languageSchema.default('fr'),
});
export type Invite = z.input<typeof inviteSchema>;

/** The link is shown this once: the administrator hands it over. It lasts 72 hours and works once. */
export const invitedSchema = z.object({ user: userSchema, link: z.string() });
export type Invited = z.infer<typeof invitedSchema>;

export const userChangeSchema = z.strictObject({
  name: personName.optional(),
  role: roleSchema.optional(),
  isDisabled: z.boolean().optional(),
});

/** A link to choose a new password by: shown this once, good for 24 hours and once. */
export const linkSchema = z.object({ link: z.string() });
