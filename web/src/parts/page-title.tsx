import { type ReactElement, type ReactNode, useEffect } from 'react';
import { GoLink } from './go-link.tsx';
import './page-title.css';

export interface PageTitleProps {
  /** The question the page answers: « Qui faut-il recontacter cette semaine ? » */
  readonly question: string;
  /** Of a question that is a name the estate gave, whatever the language of the page. */
  readonly lang?: 'fr';
  /** The answer in a sentence, where one is possible. */
  readonly answer?: ReactNode;
  readonly actions?: ReactNode;
  /** The page one comes from. */
  readonly back?: { readonly to: string; readonly title: string };
}

/** The head of a page: its question as a title, the answer below, what can be done beside. */
export function PageTitle({ question, lang, answer, actions, back }: PageTitleProps): ReactElement {
  useEffect(() => {
    document.title = `${question} · Cuvée`;
  }, [question]);
  return (
    <div className="page-title">
      <div className="page-title-words">
        {back && (
          <GoLink to={back.to} className="page-title-back no-print">
            ← {back.title}
          </GoLink>
        )}
        <h1 lang={lang}>{question}</h1>
        {answer && <p className="page-title-lead">{answer}</p>}
      </div>
      {actions && <div className="page-title-actions no-print">{actions}</div>}
    </div>
  );
}
