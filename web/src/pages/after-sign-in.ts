/** Where a sign-in leads: the next thing owed, else the page that was wanted. */
import { useQueryClient } from '@tanstack/react-query';
import type { SignedIn } from '../../../src/api/contract/sign-in.ts';
import { type Search, writeSearch } from '../address.ts';
import { to } from '../addresses.ts';
import { useGo } from '../parts/go-link.tsx';
import { forgetSession } from '../session.ts';

const pageOf: Readonly<Record<Exclude<SignedIn['next'], 'done'>, string>> = {
  code: '/connexion/code',
  set_up: '/connexion/second-facteur',
};

/** Goes on after a step of signing in; the session is read anew, for it changed. */
export function useAfterSignIn(back: string): (next: SignedIn['next']) => void {
  const go = useGo();
  const queries = useQueryClient();
  return (next) => {
    forgetSession(queries);
    if (next === 'done') go(back);
    else go(pageOf[next] + writeSearch({ retour: back === to.home() ? undefined : back }));
  };
}

/** The page that was wanted, only if it is one of ours: a link in a letter must not send anyone elsewhere after signing in. */
export function backFrom(search: Search): string {
  const address = search['retour'];
  return address?.startsWith('/') && !/^\/[/\\]/.test(address) ? address : to.home();
}
