/** Who is asking, as every route of the API sees them, and what a route asks of them. */
import type { Role } from '../../people/roles.ts';
import type { Scope } from '../../people/scopes.ts';
import type { Language } from '../../values/sentence.ts';

export interface Person {
  /** The one estate this person or token belongs to. */
  readonly estate: string;
  readonly kind: 'user' | 'token';
  /** The user's or the token's id. */
  readonly id: string;
  /** What the journal calls them. */
  readonly name: string;
  /** Empty for a token. */
  readonly email: string;
  readonly role: Role;
  /** What a token may do; empty for a user, whose role says it. */
  readonly scopes: readonly Scope[];
  readonly language: Language;
  /** Whether the second factor is still owed: then only `anyone` and `signing_in` routes answer. */
  readonly isComplete: boolean;
  /** When this person last proved who they are. */
  readonly confirmedAt: Date | null;
  /** What a write under a cookie must show; empty for a token. */
  readonly csrf: string;
}

/**
 * Who may call a route: anyone; whoever gave a password, second factor still owed (`signing_in`); whoever is signed in; or that
 * role and every one above it. A token needs the route's `scope` instead, and may never call a route that names none.
 */
export type Access = 'anyone' | 'signing_in' | 'signed_in' | Role;

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
    readonly scope?: Scope;
    /** The person must have proved who they are within the last fifteen minutes. */
    readonly fresh?: boolean;
    /** What is asked or answered holds a secret: nothing of it is kept for an Idempotency-Key. */
    readonly isSecret?: boolean;
  }
  interface FastifyRequest {
    /** Null where nobody is signed in: only on routes for `anyone`. */
    caller: Person | null;
  }
}
