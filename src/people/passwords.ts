/** Passwords as they are kept: argon2id, in its own text form, which carries its cost so that it can rise over the years. */
import { hash, parseOptions, verify } from '@node-rs/argon2';

// Above the floor OWASP gives for argon2id (19 MiB, two passes); about 60 ms and 64 MiB on a small server.
const cost = { memoryCost: 65_536, timeCost: 2, parallelism: 1 } as const;

/** What makes and checks password hashes; tests count what is asked of it. */
export interface Hasher {
  /** The hash of a password, salted: never the same twice. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one of that hash. Without a hash the same work is done, and the answer is no. */
  verify(kept: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made at a lower cost than today's. */
  isOutdated(kept: string): boolean;
}

/** The house's own: argon2id at today's cost. */
export const argon2id: Hasher = {
  hash: (password) => hash(password, cost),
  async verify(kept, password) {
    // Nobody's password: looking up an account that is not there must take as long as one that is.
    standIn ??= hash(crypto.randomUUID(), cost);
    const isRight = await verify(kept ?? (await standIn), password);
    return isRight && kept !== undefined;
  },
  isOutdated(kept) {
    const { memoryCost, timeCost } = parseOptions(kept);
    return memoryCost < cost.memoryCost || timeCost < cost.timeCost;
  },
};

let standIn: Promise<string> | undefined;
