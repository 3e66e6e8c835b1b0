/** A letter as the person who gets it will read it, and the field that says whose letter to show. */
import { Button, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { apiAddress, type Query } from '../api.ts';
import { t } from '../words.ts';
import './filters.css';
import './letter-shown.css';

export interface LetterShownProps {
  /** The name of the frame, read aloud: « Lettre à C0142 ». */
  readonly title: string;
  readonly subject: string;
  readonly preheader?: string;
  /** The address of the letter as a page of its own: our policy lets no letter dress itself inside ours. */
  readonly page: string;
  readonly pageQuery?: Query;
  readonly text: string;
  /** Between the subject and the letter: what the linter says. */
  readonly children?: ReactNode;
}

/** The subject, the letter in a frame that may do nothing, and the same as plain text. */
export function LetterShown(props: LetterShownProps): ReactElement {
  const { title, subject, preheader, page, pageQuery, text, children } = props;
  return (
    <div className="stack-tight">
      <p>
        <strong>{subject}</strong>
        {preheader !== undefined && (
          <>
            <br />
            <span className="soft">{preheader}</span>
          </>
        )}
      </p>
      {children}
      <iframe className="letter-frame" sandbox="" title={title} src={apiAddress(page, pageQuery)} />
      <details>
        <summary>{t('La même en texte simple', 'The same as plain text')}</summary>
        <pre className="letter-text">{text}</pre>
      </details>
    </div>
  );
}

export interface AskWhoseLetterProps {
  readonly label: string;
  /** The code asked for last. */
  readonly code: string;
  readonly onAsk: (code: string) => void;
  readonly children?: ReactNode;
}

/** A client's code, and the button that shows their letter. */
export function AskWhoseLetter({ label, code, onAsk, children }: AskWhoseLetterProps): ReactElement {
  const [written, setWritten] = useState(code);
  return (
    <form
      className="filters no-print"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(written.trim());
      }}
    >
      <TextInput label={label} value={written} onChange={(event) => setWritten(event.currentTarget.value)} />
      <Button type="submit" variant="default">
        {t('Voir sa lettre', 'See their letter')}
      </Button>
      {children}
    </form>
  );
}
