/** One's own account: name, language, password, second factor, other sessions. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Account, PasswordChange, RecoveryCodes } from '../../../src/api/contract/sign-in.ts';
import { send } from '../api.ts';
import { instant } from '../formats.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { Form } from '../parts/form.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { RecoveryCodesOnce, SecondFactorSetup } from '../parts/second-factor-setup.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer } from '../parts/states.tsx';
import { toast, toastProblem } from '../parts/toasts.tsx';
import { useApi, useWrite } from '../queries.ts';
import { sessionQuery } from '../session.ts';
import { counted, speak, t } from '../words.ts';

export function AccountPage(): ReactElement {
  const account = useApi<Account>('/account');
  return (
    <>
      <PageTitle question={t('Comment entrez-vous ici ?', 'How do you sign in here?')} answer={account.data?.email} />
      <Answer of={account} lines={10}>
        {(mine) => (
          <div className="halves">
            <Who account={mine} />
            <Password account={mine} />
            <SecondFactor account={mine} />
            <Sessions account={mine} />
          </div>
        )}
      </Answer>
    </>
  );
}

function Who({ account }: { readonly account: Account }): ReactElement {
  const [name, setName] = useState(account.name);
  const [language, setLanguage] = useState(account.language);
  const queries = useQueryClient();
  const save = useWrite(() => send('PATCH', '/account', { name, language }), ['/account']);
  const submit = async () => {
    await save.mutateAsync();
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    toast(t('Votre nom et votre langue sont enregistrés.', 'Your name and language are saved.'));
    speak(language);
  };
  return (
    <Sheet title={t('Vous', 'You')}>
      <Form action={t('Enregistrer', 'Save')} onSubmit={submit}>
        <TextInput
          label={t('Nom', 'Name')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('Langue', 'Language')}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value === 'en' ? 'en' : 'fr')}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form>
    </Sheet>
  );
}

function Password({ account }: { readonly account: Account }): ReactElement {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const submit = async () => {
    const change: PasswordChange = { password, ...(account.hasPassword ? { current } : {}) };
    await send('PUT', '/account/password', change);
    setCurrent('');
    setPassword('');
    toast(
      t(
        'Le mot de passe est changé ; vos autres sessions sont fermées.',
        'The password is changed; your other sessions are ended.',
      ),
    );
  };
  return (
    <Sheet title={t('Mot de passe', 'Password')}>
      <Form action={t('Changer le mot de passe', 'Change the password')} onSubmit={submit}>
        {account.hasPassword && (
          <PasswordField
            kind="current"
            label={t('Mot de passe actuel', 'Current password')}
            value={current}
            onChange={setCurrent}
          />
        )}
        <PasswordField
          kind="new"
          label={t('Nouveau mot de passe', 'New password')}
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Sheet>
  );
}

function SecondFactor({ account }: { readonly account: Account }): ReactElement {
  const [isSettingUp, setIsSettingUp] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const remove = useWrite(() => send('DELETE', '/account/second-factor'), ['/account', '/session']);
  const renew = useWrite(() => send<RecoveryCodes>('POST', '/account/recovery-codes'), ['/account']);
  const queries = useQueryClient();
  const end = () => {
    setIsSettingUp(false);
    setCodes(undefined);
    void queries.invalidateQueries();
  };
  return (
    <Sheet title={t('Code du téléphone', 'Phone code')}>
      {codes ? (
        <RecoveryCodesOnce codes={codes} onDone={end} />
      ) : isSettingUp ? (
        <SecondFactorSetup onDone={end} />
      ) : account.hasSecondFactor ? (
        <>
          <p>
            <StateWord tone="done">{t('demandé à chaque entrée', 'asked at each sign-in')}</StateWord>
          </p>
          <p className="soft">
            {counted(account.recoveryCodesLeft, ['code de secours', 'codes de secours'], ['recovery code'])}{' '}
            {t('encore utilisables.', 'still usable.')}
          </p>
          <span className="row">
            <ConfirmButton
              effect={t('Remplacer les codes de secours', 'Replace the recovery codes')}
              consequence={t('Les anciens codes cessent aussitôt de servir.', 'The old codes stop working at once.')}
              onConfirm={async () => setCodes((await renew.mutateAsync()).recoveryCodes)}
            />
            {!account.needsSecondFactor && (
              <ConfirmButton
                danger
                effect={t('Ne plus demander de code', 'Ask for no code any more')}
                consequence={t('Le mot de passe suffira pour entrer.', 'The password alone will open.')}
                onConfirm={() => remove.mutateAsync()}
              />
            )}
          </span>
        </>
      ) : (
        <>
          <p>
            {t(
              'Un code de votre téléphone, en plus du mot de passe, garde la porte même si le mot de passe est deviné.',
              'A code from your phone, besides the password, keeps the door even if the password is guessed.',
            )}
          </p>
          <span>
            <Button onClick={() => setIsSettingUp(true)}>{t('Ajouter mon téléphone', 'Add my phone')}</Button>
          </span>
        </>
      )}
    </Sheet>
  );
}

function Sessions({ account }: { readonly account: Account }): ReactElement {
  const end = useWrite(() => send('DELETE', '/account/sessions'), ['/account']);
  const others = account.sessions.filter((session) => !session.isThisOne);
  return (
    <Sheet title={t('Où vous êtes entré', 'Where you are signed in')}>
      <ul className="plain-list stack-tight">
        {account.sessions.map((session) => (
          <li key={`${session.startedAt} ${session.seenAt}`}>
            {session.isThisOne ? t('Ici, depuis le', 'Here, since') : t('Ailleurs, vu le', 'Elsewhere, seen')}{' '}
            {instant(session.isThisOne ? session.startedAt : session.seenAt)}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <span>
          <Button
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(undefined, { onError: toastProblem })}
          >
            {t('Fermer mes autres sessions', 'End my other sessions')}
          </Button>
        </span>
      )}
    </Sheet>
  );
}
