/** Signing in: address and password; or, behind `#lien=`, the link of a first day or of a forgotten password. */
import { TextInput } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { SignedIn, SignInRequest } from '../../../src/api/contract/sign-in.ts';
import { useFilters } from '../address.ts';
import { ApiProblem, send } from '../api.ts';
import { OutsidePage } from '../parts/outside-page.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { t } from '../words.ts';
import { backFrom, useAfterSignIn } from './after-sign-in.ts';
import { ByLink } from './sign-in-by-link.tsx';

export function SignInPage(): ReactElement {
  // Behind `#`, which no server log keeps.
  const hash = useRouterState({ select: (state) => state.location.hash });
  return hash.startsWith('lien=') ? <ByLink link={hash.slice('lien='.length)} /> : <ByPassword />;
}

function ByPassword(): ReactElement {
  const [back] = useFilters(backFrom);
  const [estate, setEstate] = useState('');
  const [isEstateAsked, setIsEstateAsked] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const goOn = useAfterSignIn(back);
  const signIn = async () => {
    const request: SignInRequest = { email, password, ...(estate === '' ? {} : { estate }) };
    try {
      goOn((await send<SignedIn>('POST', '/sign-in', request)).next);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'WHICH_ESTATE') setIsEstateAsked(true);
      throw problem;
    }
  };
  return (
    <OutsidePage
      question={t('Bonjour. Qui êtes-vous ?', 'Hello. Who are you?')}
      action={t('Entrer', 'Sign in')}
      onSubmit={signIn}
      below={
        <p className="soft small">
          {t(
            'Mot de passe oublié ? Demandez un nouveau lien à la personne qui administre Cuvée.',
            'Forgotten password? Ask the person who administers Cuvée for a new link.',
          )}
        </p>
      }
    >
      {isEstateAsked && (
        <TextInput
          label={t('Domaine', 'Estate')}
          autoComplete="organization"
          required
          value={estate}
          onChange={(event) => setEstate(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('Adresse e-mail', 'E-mail address')}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField kind="current" value={password} onChange={setPassword} />
    </OutsidePage>
  );
}
