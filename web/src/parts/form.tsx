import { Button } from '@mantine/core';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
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
  const [problem, setProblem] = useState<Error>();
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      await onSubmit();
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
    setIsBusy(false);
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
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
