import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, useEffect, useId, useState } from 'react';
import { send, whenPasswordAsked } from '../api.ts';
import { t } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { PasswordField } from './password-field.tsx';
import { Trouble } from './states.tsx';

/** Before a dangerous act, the API may ask who is there: asked here once, then the act goes on by itself. Stands in the shell. */
export function PasswordAgain(): ReactElement | null {
  const [answer, setAnswer] = useState<(isGiven: boolean) => void>();
  useEffect(() => {
    whenPasswordAsked(() => new Promise((resolve) => setAnswer(() => resolve)));
    return () => whenPasswordAsked(async () => false);
  }, []);
  if (!answer) return null;
  const end = (isGiven: boolean) => {
    answer(isGiven);
    setAnswer(undefined);
  };
  return <AskPassword onEnd={end} />;
}

function AskPassword({ onEnd }: { readonly onEnd: (isGiven: boolean) => void }): ReactElement {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Error>();
  const form = useId();
  const give = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await send('POST', '/session/confirm', { password });
      onEnd(true);
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
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
          <Button type="submit" form={form}>
            {t('Continuer', 'Go on')}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={(event) => void give(event)}>
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
