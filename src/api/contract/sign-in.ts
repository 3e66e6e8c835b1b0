/** Signing in and out, who is signed in, and what is theirs to change. */
import { z } from 'zod';
import { languageSchema, personEmail, personName, roleSchema } from './users.ts';

/** Long enough for any phrase; what a password must be is said by the server (`WEAK_PASSWORD`). */
const password = z.string().min(1).max(1024);
const code = z.string().trim().min(6).max(64);

export const signInSchema = z.strictObject({
  /** The estate's slug; needed where this installation serves several. */
  estate: z.string().max(63).optional(),
  email: z.string().trim().min(1).max(254),
  password,
});
export type SignInRequest = z.infer<typeof signInSchema>;

/**
 * What comes next: nothing (`done`), the code of the application or a recovery code (`code`, POST /sign-in/second-factor), or setting
 * a second factor up (`set_up`, POST /account/second-factor), which the role asks for.
 */
export const signedInSchema = z.object({
  next: z.enum(['done', 'code', 'set_up']),
  /** Goes into `x-csrf-token` of every write from now on; each step of signing in gives a new one. */
  csrf: z.string(),
});
export type SignedIn = z.infer<typeof signedInSchema>;

export const codeSchema = z.strictObject({ code });

export const linkSignInSchema = z.strictObject({
  /** What follows `#lien=` in the address: `<estate>.<secret>`. */
  link: z.string().min(1).max(200),
  /** Left out at first: the answer says what is waited for, and nothing is used up. */
  password: password.optional(),
  /** Both needed where the answer gave an empty `email`. */
  name: personName.optional(),
  email: personEmail.optional(),
});
export type LinkSignInRequest = z.infer<typeof linkSignInSchema>;

export const linkSignedInSchema = z.union([
  signedInSchema,
  z.object({
    next: z.literal('password'),
    name: z.string(),
    email: z.string(),
    purpose: z.enum(['first', 'invitation', 'reset']),
  }),
]);
export type LinkSignedIn = z.infer<typeof linkSignedInSchema>;

export const sessionSchema = z.object({
  estate: z.object({ slug: z.string(), name: z.string(), isDemo: z.boolean() }),
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    language: languageSchema,
    hasPassword: z.boolean(),
  }),
  /** Goes into `x-csrf-token` of every write. */
  csrf: z.string(),
  /** `owed`: this session may do nothing until `next` is done. */
  secondFactor: z.enum(['on', 'off', 'owed']),
  next: z.enum(['done', 'code', 'set_up']),
  /** The estate's day, `YYYY-MM-DD`. */
  today: z.string(),
});
export type SessionAnswer = z.infer<typeof sessionSchema>;

export const confirmSchema = z.strictObject({ password });

export const accountSchema = z.object({
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  language: languageSchema,
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Whether the estate's rule (`security.second_factor`) asks this role for one. */
  needsSecondFactor: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  sessions: z.array(z.object({ startedAt: z.iso.datetime(), seenAt: z.iso.datetime(), isThisOne: z.boolean() })),
});
export type Account = z.infer<typeof accountSchema>;

export const accountChangeSchema = z.strictObject({ name: personName.optional(), language: languageSchema.optional() });

/** `current` may be left out by somebody who has none yet; `email` is taken, and needed, from somebody who has none yet. */
export const passwordChangeSchema = z.strictObject({
  current: password.optional(),
  password,
  email: personEmail.optional(),
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const factorSetupSchema = z.object({
  /** An SVG document to show as a picture (`data:image/svg+xml,…`), never to put into the page as it is. */
  qrSvg: z.string(),
  key: z.string(),
  address: z.string(),
});
export type FactorSetup = z.infer<typeof factorSetupSchema>;

/** Shown this once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;

/** The session was renewed: so is its token. */
export const factorSetSchema = recoveryCodesSchema.extend({ csrf: z.string() });
