/**
 * The cookie of a session: `<estate>.<secret>`. No script reads it, no other site's request carries it; under https its name
 * begins with `__Host-`, so that no other host of the domain can plant one (ASVS 3.3.1 to 3.3.4).
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface SessionCookie {
  readonly estate: string;
  readonly secret: string;
}

/** What the browser holds, or undefined: no cookie, or nothing of ours. */
export function readSessionCookie(
  request: Pick<FastifyRequest, 'headers'>,
  publicUrl: string,
): SessionCookie | undefined {
  const ours = `${cookieName(publicUrl)}=`;
  const held = (request.headers.cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(ours));
  const [, estate, secret] = /^([a-z0-9][a-z0-9-]{0,62})\.([\w-]{43})$/.exec(held?.slice(ours.length) ?? '') ?? [];
  return estate === undefined || secret === undefined ? undefined : { estate, secret };
}

/** Gives the browser a session to hold: seven days, the longest a session lasts. */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, { estate, secret }: SessionCookie): void {
  reply.header(
    'set-cookie',
    `${cookieName(publicUrl)}=${estate}.${secret}${attributes(publicUrl)}; Max-Age=${7 * 86_400}`,
  );
}

/** Takes the session away from the browser. */
export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.header('set-cookie', `${cookieName(publicUrl)}=${attributes(publicUrl)}; Max-Age=0`);
}

function cookieName(publicUrl: string): string {
  return isHttps(publicUrl) ? '__Host-cuvee_session' : 'cuvee_session';
}

function attributes(publicUrl: string): string {
  return `; Path=/; HttpOnly; SameSite=Strict${isHttps(publicUrl) ? '; Secure' : ''}`;
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
