/** The link of a first day, of an invitation or of a forgotten password: it opens once, and asks for what is missing. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import type { LinkSignedIn, LinkSignInRequest } from '../../../src/api/contract/sign-in.ts';
import { to } from '../addresses.ts';
import { send } from '../api.ts';
import { GoLink } from '../parts/go-link.tsx';
import { OutsidePage } from '../parts/outside-page.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { t } from '../words.ts';
import { useAfterSignIn } from './after-sign-in.ts';

type Awaited = Extract<LinkSignedIn, { next: 'password' }>;

/** Asks what the link waits for, which uses nothing up; a demonstration waits for nothing and opens at once. */
export function ByLink({ link }: { readonly link: string }): ReactElement {
  const goOn = useAfterSignIn(to.home());
  const { data, error } = useQuery<LinkSignedIn>({
    queryKey: ['/sign-in/link', link],
    queryFn: () => send<LinkSignedIn>('POST', '/sign-in/link', { link }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const next = data?.next;
  useEffect(() => {
    if (next !== undefined && next !== 'password') goOn(next);
    // Once per answer: `goOn` is made anew at each drawing.
  }, [next]);
  if (error) return <LinkGone problem={error} />;
  if (data?.next === 'password') return <ChoosePassword link={link} awaited={data} />;
  return (
    <main className="sign-in">
      <h1 className="only-read-aloud">{t('Ouverture du lien', 'Opening the link')}</h1>
      <Waiting lines={2} />
    </main>
  );
}

function ChoosePassword({ link, awaited }: { readonly link: string; readonly awaited: Awaited }): ReactElement {
  const isUnknown = awaited.email === '';
  const [name, setName] = useState(awaited.name);
  const [email, setEmail] = useState(awaited.email);
  const [password, setPassword] = useState('');
  const goOn = useAfterSignIn(to.home());
  const choose = async () => {
    const request: LinkSignInRequest = { link, password, ...(isUnknown ? { name, email } : {}) };
    const answer = await send<LinkSignedIn>('POST', '/sign-in/link', request);
    if (answer.next !== 'password') goOn(answer.next);
  };
  return (
    <OutsidePage
      question={
        isUnknown
          ? t('Bienvenue. Qui êtes-vous ?', 'Welcome. Who are you?')
          : t('Quel mot de passe choisissez-vous ?', 'Which password do you choose?')
      }
      answer={isUnknown ? undefined : `${awaited.name}, ${awaited.email}`}
      action={t('Choisir ce mot de passe et entrer', 'Choose this password and sign in')}
      onSubmit={choose}
    >
      {isUnknown && (
        <>
          <TextInput
            label={t('Votre nom', 'Your name')}
            autoComplete="name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('Adresse e-mail', 'E-mail address')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </>
      )}
      <PasswordField kind="new" value={password} onChange={setPassword} />
    </OutsidePage>
  );
}

function LinkGone({ problem }: { readonly problem: Error }): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <PageTitle question={t('Ce lien ne s’ouvre plus', 'This link no longer opens')} />
        <Trouble problem={problem} />
        <GoLink to={to.signIn()}>{t('Entrer avec un mot de passe', 'Sign in with a password')}</GoLink>
      </div>
    </main>
  );
}
