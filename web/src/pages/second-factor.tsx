/** The second factor: the six figures of the telephone, or a recovery code. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { SignedIn } from '../../../src/api/contract/sign-in.ts';
import { useFilters } from '../address.ts';
import { send } from '../api.ts';
import { OutsidePage } from '../parts/outside-page.tsx';
import { sessionQuery } from '../session.ts';
import { t } from '../words.ts';
import { backFrom, useAfterSignIn } from './after-sign-in.ts';

export function SecondFactorPage(): ReactElement {
  const [back] = useFilters(backFrom);
  const [code, setCode] = useState('');
  const goOn = useAfterSignIn(back);
  // Read for its token: the session that owes a code is one already.
  useQuery(sessionQuery);
  const check = async () => {
    const given = code.replace(/\s/g, '');
    goOn((await send<SignedIn>('POST', '/sign-in/second-factor', { code: given })).next);
  };
  return (
    <OutsidePage
      question={t('Quel est le code de votre téléphone ?', 'What is the code on your phone?')}
      answer={t(
        'Six chiffres de votre application, ou l’un de vos codes de secours.',
        'Six figures from your application, or one of your recovery codes.',
      )}
      action={t('Entrer', 'Sign in')}
      onSubmit={check}
    >
      <TextInput
        label={t('Code', 'Code')}
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </OutsidePage>
  );
}
