/** Work begun by a press: busy while it goes on, and what went wrong kept, to be shown where it was pressed. */
import { useState } from 'react';

export interface Attempt {
  readonly isBusy: boolean;
  /** What went wrong the last time. */
  readonly problem: Error | undefined;
  /** Does the work; whether it went well. What it throws becomes `problem`. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** `const { isBusy, problem, attempt } = useAttempt()`, then `attempt(async () => { await send(…); onClose(); })`. */
export function useAttempt(): Attempt {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Error>();
  const attempt = async (work: () => Promise<unknown>) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (thrown) {
      setProblem(asError(thrown));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, problem, attempt };
}

/** What was thrown, as an `Error`: anything may be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
