/** The tokens scripts use, as an administrator sees them. */
import { z } from 'zod';
import { pageOf } from './lists.ts';

const scopeSchema = z.enum(['read', 'exports:write', 'runs:write', 'campaigns:write']);

export const tokenSchema = z.object({
  tokenId: z.uuid(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

export const tokenListSchema = pageOf(tokenSchema);

export const tokenParams = z.object({ tokenId: z.uuid() });

export const newTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  scopes: z.array(scopeSchema).min(1),
  /** How many days it lasts; null: until it is revoked. */
  days: z.number().int().min(1).max(3660).nullable().default(365),
});
export type NewToken = z.input<typeof newTokenSchema>;

/** The token itself is shown this once. */
export const madeTokenSchema = z.object({ tokenId: z.uuid(), token: z.string() });
export type MadeToken = z.infer<typeof madeTokenSchema>;
