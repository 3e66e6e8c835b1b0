/**
 * The token of a letter's own pages: the letter's opaque id and a signature, then the estate's slug. It says nothing of
 * anybody, needs no session and no table to be believed, and never expires: a letter found again in ten years still unsubscribes.
 *
 *   43 characters: base64url of the letter's UUID (16 bytes) and 16 bytes of HMAC-SHA-256 · then the slug
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { secretFor } from '../../estate/secret.ts';

/** What the token lets one do. Each has a key of its own: one cannot be used for the other. */
export const tokenPurposes = ['unsubscribe', 'stay'] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

export interface LetterToken {
  readonly purpose: TokenPurpose;
  readonly estate: string;
  readonly letterId: string;
}

const idBytes = 16;
const signatureBytes = 16;
const signedCharacters = 43;
const tokenShape = /^[A-Za-z0-9_-]{43}[a-z0-9][a-z0-9-]{0,62}$/;

/** The keys of one installation, derived once. */
export type TokenKeys = Readonly<Record<TokenPurpose, string>>;

export function tokenKeys(secret: string): TokenKeys {
  return { unsubscribe: secretFor(secret, 'letter:unsubscribe'), stay: secretFor(secret, 'letter:stay') };
}

/** Signs a letter's id (a UUID). The same letter and purpose always give the same token. */
export function signToken(keys: TokenKeys, { purpose, estate, letterId }: LetterToken): string {
  const id = Buffer.from(letterId.replaceAll('-', ''), 'hex');
  if (id.length !== idBytes) throw new TypeError('a letter id is a UUID');
  return Buffer.concat([id, signatureOf(keys[purpose], estate, id)]).toString('base64url') + estate;
}

/** What a token stands for; undefined when it is not ours. Takes as long for a wrong signature as for a wrong shape. */
export function readToken(keys: TokenKeys, token: string): LetterToken | undefined {
  const isShaped = tokenShape.test(token);
  const signed = isShaped ? token.slice(0, signedCharacters) : 'A'.repeat(signedCharacters);
  const estate = isShaped ? token.slice(signedCharacters) : 'nobody';
  const bytes = Buffer.from(signed, 'base64url');
  const id = bytes.subarray(0, idBytes);
  const given = bytes.subarray(idBytes, idBytes + signatureBytes);
  // Every purpose is tried whatever came before, so that the time says nothing.
  const matches = tokenPurposes.map((purpose) => timingSafeEqual(given, signatureOf(keys[purpose], estate, id)));
  // Two texts may decode to the same bytes; only the one we write is ours.
  const isCanonical = bytes.toString('base64url') === signed;
  const purpose = tokenPurposes.find((_, index) => matches[index] === true);
  return isShaped && isCanonical && purpose !== undefined ? { purpose, estate, letterId: uuidOf(id) } : undefined;
}

function signatureOf(key: string, estate: string, id: Buffer): Buffer {
  return createHmac('sha256', key).update(id).update(estate).digest().subarray(0, signatureBytes);
}

function uuidOf(id: Buffer): string {
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
