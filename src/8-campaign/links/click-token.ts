/** The token of a click link: 22 characters that cannot be guessed, then the estate's slug. It is looked up, never decoded. */
import { createHmac } from 'node:crypto';

const drawnCharacters = 22;
const tokenShape = /^[A-Za-z0-9_-]{22}[a-z0-9][a-z0-9-]{0,62}$/;

/** The same letter and rank always give the same token: a letter rendered again carries the same links. */
export function clickToken(key: string, link: { estate: string; letterId: string; rank: number }): string {
  const drawn = createHmac('sha256', key).update(`${link.estate}:${link.letterId.toLowerCase()}:${link.rank}`).digest();
  return drawn.subarray(0, 16).toString('base64url').slice(0, drawnCharacters) + link.estate;
}

/** The estate a click token belongs to; undefined when it is no such token. */
export function estateOfClickToken(token: string): string | undefined {
  return tokenShape.test(token) ? token.slice(drawnCharacters) : undefined;
}

/** The click token at the end of an address of ours (`…/c/<token>`), as Brevo quotes it when it tells of a click. */
export function clickTokenIn(link: string): string | undefined {
  const token = /\/c\/([A-Za-z0-9_-]{23,85})(?:[?#].*)?$/.exec(link)?.[1];
  return token !== undefined && tokenShape.test(token) ? token : undefined;
}
