import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { whenPasswordAsked } from '../api.ts';

// Seldom asked for: read when it is, not with every page.
const AskPassword = lazy(async () => ({ default: (await import('./ask-password.tsx')).AskPassword }));

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
  return (
    <Suspense fallback={null}>
      <AskPassword onEnd={end} />
    </Suspense>
  );
}
