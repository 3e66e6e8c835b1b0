import type { ReactElement, ReactNode } from 'react';
import { Form } from './form.tsx';
import { PageTitle } from './page-title.tsx';
import '../pages/sign-in.css';

export interface OutsidePageProps {
  readonly question: string;
  readonly answer?: ReactNode;
  /** The fields. */
  readonly children: ReactNode;
  /** The name of the button. */
  readonly action: string;
  readonly onSubmit: () => Promise<unknown>;
  readonly below?: ReactNode;
}

/** A page seen before being signed in: the brand, one question, one form. */
export function OutsidePage({ question, answer, children, action, onSubmit, below }: OutsidePageProps): ReactElement {
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <span className="sign-in-brand">Cuvée</span>
        <PageTitle question={question} answer={answer} />
        <Form action={action} onSubmit={onSubmit} isWide>
          {children}
        </Form>
        {below}
      </div>
    </main>
  );
}
