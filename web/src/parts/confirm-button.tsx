import { Button, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useAttempt } from '../attempt.ts';
import { t } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { Trouble } from './states.tsx';

export interface ConfirmButtonProps {
  /** Names its effect: « Envoyer 184 lettres », « Effacer Mme Muller partout ». */
  readonly effect: string;
  /** What will happen, and whether it can be undone. */
  readonly consequence: ReactNode;
  /** Refusals are shown in the dialog, which stays. */
  readonly onConfirm: () => Promise<unknown>;
  /** To be written by hand before the button wakes: for what cannot be undone. */
  readonly typed?: string;
  /** Red: takes away, or reaches people outside. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

/** A button whose effect is asked again in its own words. The safe answer is the one that has the focus. */
export function ConfirmButton({
  effect,
  consequence,
  onConfirm,
  typed,
  danger,
  disabled,
}: ConfirmButtonProps): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button
        variant={danger ? 'outline' : 'filled'}
        color={danger ? 'red' : 'lie'}
        disabled={disabled ?? false}
        onClick={() => setIsAsking(true)}
      >
        {effect}
      </Button>
      {isAsking && (
        <Ask
          effect={effect}
          consequence={consequence}
          onConfirm={onConfirm}
          typed={typed}
          danger={danger}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

type AskProps = Pick<ConfirmButtonProps, 'effect' | 'consequence' | 'onConfirm'> & {
  readonly typed: string | undefined;
  readonly danger: boolean | undefined;
  readonly onClose: () => void;
};

function Ask({ effect, consequence, onConfirm, typed, danger, onClose }: AskProps): ReactElement {
  const [written, setWritten] = useState('');
  const { isBusy, problem, attempt } = useAttempt();
  const isWritten = typed === undefined || written.trim() === typed;
  const confirm = () =>
    void attempt(async () => {
      await onConfirm();
      onClose();
    });
  return (
    <Dialog
      title={`${effect}${t(' ?', '?')}`}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Ne rien faire', 'Do nothing')}
          </Button>
          <Button color={danger ? 'red' : 'lie'} loading={isBusy} disabled={!isWritten} onClick={confirm}>
            {effect}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div>{consequence}</div>
        {typed !== undefined && (
          <TextInput
            label={t(`Pour confirmer, écrivez : ${typed}`, `To confirm, write: ${typed}`)}
            value={written}
            autoComplete="off"
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
        )}
        {problem && <Trouble problem={problem} />}
      </div>
    </Dialog>
  );
}
