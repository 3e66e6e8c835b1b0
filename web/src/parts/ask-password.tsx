import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { send } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { t } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { PasswordField } from './password-field.tsx';
import { Trouble } from './states.tsx';

/** Asks for the password; `onEnd` is told whether it was given. */
export function AskPassword({ onEnd }: { readonly onEnd: (isGiven: boolean) => void }): ReactElement {
  const [password, setPassword] = useState('');
  const { isBusy, problem, attempt } = useAttempt();
  const form = useId();
  const give = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      await send('POST', '/session/confirm', { password });
      onEnd(true);
    });
  };
  return (
    <Dialog
      title={t('Est-ce bien vous ?', 'Is it really you?')}
      onClose={() => onEnd(false)}
      actions={
        <>
          <Button variant="default" onClick={() => onEnd(false)}>
            {t('Ne rien faire', 'Do nothing')}
          </Button>
          <Button type="submit" form={form} loading={isBusy}>
            {t('Continuer', 'Go on')}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={give}>
        <p>
          {t(
            'Ce geste demande votre mot de passe, une fois par quart d’heure.',
            'This asks for your password, once in a quarter of an hour.',
          )}
        </p>
        <PasswordField kind="current" value={password} onChange={setPassword} />
        {problem && <Trouble problem={problem} />}
      </form>
    </Dialog>
  );
}
