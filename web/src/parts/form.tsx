import { Button } from '@mantine/core';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { useAttempt } from '../attempt.ts';
import { Trouble } from './states.tsx';

export interface FormProps {
  /** What the button does: « Enregistrer la note ». */
  readonly action: string;
  /** Refusals are thrown, and shown above the button; what was written stays. */
  readonly onSubmit: () => Promise<unknown>;
  /** The fields. */
  readonly children: ReactNode;
  /** Takes the whole width, for the only button of a page. */
  readonly isWide?: boolean;
}

/** Fields and one button: busy while it works, the refusal in its own sentence, nothing lost. */
export function Form({ action, onSubmit, children, isWide = false }: FormProps): ReactElement {
  const { isBusy, problem, attempt } = useAttempt();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(onSubmit);
  };
  return (
    <form className="form" onSubmit={submit}>
      {children}
      {problem && <Trouble problem={problem} />}
      <span>
        <Button type="submit" loading={isBusy} fullWidth={isWide}>
          {action}
        </Button>
      </span>
    </form>
  );
}
