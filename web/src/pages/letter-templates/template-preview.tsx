import { Button } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { TemplateDraftPreview, TemplatePreviewAnswer } from '../../../../src/api/contract/letter-templates.ts';
import { get, send } from '../../api.ts';
import { AskWhoseLetter, LetterShown } from '../../parts/letter-shown.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { Answer } from '../../parts/states.tsx';
import { said, t } from '../../words.ts';

export interface TemplatePreviewProps {
  readonly path: string;
  readonly client: string;
  readonly onClient: (client: string) => void;
  readonly saved: string;
  /** The text in the field: the saved one until something is changed. */
  readonly written: string;
}

/** The template filled in for a client of one's choice: as it is saved, or as it is being written. */
export function TemplatePreview({ path, client, onClient, saved, written }: TemplatePreviewProps): ReactElement {
  // Each letter is made when it is asked for, not at each key pressed.
  const [asked, setAsked] = useState<string>();
  const shown = asked ?? saved;
  const preview = usePreview(path, client, shown === saved ? undefined : shown);
  return (
    <section className="stack-tight">
      <h2>{t('Comme un client la lirait', 'As a client would read it')}</h2>
      <AskWhoseLetter
        key={client}
        label={t('Code du client', 'Client code')}
        code={client}
        onAsk={(code) => {
          setAsked(written);
          onClient(code);
        }}
      />
      {client !== '' && written !== shown && (
        <div className="row" role="status">
          <StateLine tone="waits">
            {t(
              'La lettre ci-dessous n’est pas encore celle de votre texte.',
              'The letter below is not yet that of your text.',
            )}
          </StateLine>
          <Button variant="default" size="sm" onClick={() => setAsked(written)}>
            {t('Voir avec mon texte', 'See with my text')}
          </Button>
        </div>
      )}
      {client !== '' && (
        <Answer of={preview} lines={8}>
          {({ subject, text, findings, draft: key }) => (
            <LetterShown
              title={t('La lettre', 'The letter')}
              subject={subject}
              page={`${path}/preview/page`}
              pageQuery={{ client, draft: key }}
              text={text}
            >
              {key !== undefined && (
                <p className="soft small">
                  {t('Avec votre texte, pas encore enregistré.', 'With your text, not saved yet.')}
                </p>
              )}
              {findings.map((finding) => (
                <StateLine key={finding.sentence.fr} tone={finding.severity === 'block' ? 'stopped' : 'waits'}>
                  {said(finding.sentence)}
                </StateLine>
              ))}
            </LetterShown>
          )}
        </Answer>
      )}
    </section>
  );
}

type Shown = TemplatePreviewAnswer & Partial<Pick<TemplateDraftPreview, 'draft'>>;

/** The saved template's letter, or that of `document`: then with the key of its page, which the API keeps for a while. */
function usePreview(path: string, client: string, document: string | undefined): UseQueryResult<Shown> {
  return useQuery<Shown>({
    // What is saved says nothing of a draft: its letter is not made anew for it.
    queryKey: [document === undefined ? `${path}/preview` : 'draft', { path, client, document }],
    queryFn: () =>
      document === undefined
        ? get<TemplatePreviewAnswer>(`${path}/preview`, { client })
        : send<TemplateDraftPreview>('POST', `${path}/preview`, { client, document }),
    enabled: client !== '',
    retry: false,
    // A page is kept for a while only: what was left and is found again is made anew.
    gcTime: document === undefined ? 300_000 : 0,
    staleTime: document === undefined ? 30_000 : Number.POSITIVE_INFINITY,
  });
}
