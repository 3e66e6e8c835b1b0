/** Who is signed in, and what they may do. */
import type { SessionAnswer } from '../../src/api/contract/sign-in.ts';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { get, keepCsrf } from './api.ts';
import { speak } from './words.ts';

export type Role = SessionAnswer['user']['role'];

/** `GET /session`. Its `today` is the estate's day: the page looks at no clock for what it says. */
export type Session = SessionAnswer;

/** From the one who reads to the one who may do everything: each may what the one before may. */
const ladder: readonly Role[] = ['lecteur', 'operateur', 'approbateur', 'administrateur'];

export const sessionQuery = queryOptions({
  queryKey: ['/session'],
  queryFn: readSession,
  staleTime: 5 * 60_000,
  retry: false,
});

async function readSession(): Promise<Session> {
  const session = await get<Session>('/session');
  keepCsrf(session.csrf);
  speak(session.user.language);
  return session;
}

/** The session of a page that is only drawn to a person signed in. Throws elsewhere. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('This page was drawn before the session was read');
  return data;
}

/** Whether the person signed in may do what asks for `role`. The API refuses anyway: this only hides what would be refused. */
export function useMay(role: Role): boolean {
  return may(useSession().user.role, role);
}

/** Whether one role includes another. */
export function may(has: Role, asked: Role): boolean {
  return ladder.indexOf(has) >= ladder.indexOf(asked);
}

/** Forgets everything read under the session that ended. */
export function forgetSession(queries: QueryClient): void {
  keepCsrf('');
  queries.clear();
}
