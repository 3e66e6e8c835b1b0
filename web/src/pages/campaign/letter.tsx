import { NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { LetterPreviewAnswer } from '../../../../src/api/contract/campaigns.ts';
import { useFilters } from '../../address.ts';
import { kindWord } from '../../list-words.ts';
import { AskWhoseLetter, LetterShown } from '../../parts/letter-shown.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { t } from '../../words.ts';
import { CampaignPart, type CampaignProps } from './campaign-part.tsx';
import { readFilters } from './filters.ts';

/** The letter: one of each kind, or that of the client named in the address. */
export function Letter({ campaign }: CampaignProps): ReactElement {
  const { campaignId } = campaign;
  const [{ client }, change] = useFilters(readFilters);
  const preview = useApi<{ readonly letters: readonly LetterPreviewAnswer[] }>(`/campaigns/${campaignId}/preview`, {
    client,
  });
  return (
    <CampaignPart id="lettre" title={t('Que dira la lettre ?', 'What will the letter say?')}>
      <AskWhoseLetter
        key={client ?? ''}
        label={t('Comme la lira le client (code)', 'As the client reads it (code)')}
        code={client ?? ''}
        onAsk={(code) => change({ client: code })}
      >
        {client !== undefined && (
          <button type="button" className="link-button" onClick={() => change({ client: undefined })}>
            {t('Une lettre de chaque genre', 'One letter of each kind')}
          </button>
        )}
      </AskWhoseLetter>
      <Answer of={preview} lines={10}>
        {({ letters }) =>
          letters.length === 0 ? (
            <Empty title={t('Pas de lettre pour ce client', 'No letter for this client')}>
              {t('La liste des clients, plus haut, dit pourquoi.', 'The list of clients, above, says why.')}
            </Empty>
          ) : (
            <OneOfTheLetters key={client ?? ''} campaignId={campaignId} letters={letters} />
          )
        }
      </Answer>
    </CampaignPart>
  );
}

function OneOfTheLetters({
  campaignId,
  letters,
}: {
  readonly campaignId: string;
  readonly letters: readonly LetterPreviewAnswer[];
}): ReactElement | null {
  const [place, setPlace] = useState(0);
  const shown = letters[place] ?? letters[0];
  if (!shown) return null;
  const { clientCode, kind, subject, preheader, text } = shown;
  return (
    <div className="stack-tight">
      {letters.length > 1 && (
        <NativeSelect
          label={t('Genre', 'Kind')}
          value={String(place)}
          onChange={(event) => setPlace(Number(event.currentTarget.value))}
          data={letters.map((letter, index) => ({
            value: String(index),
            label: `${kindWord(letter.kind)} (${letter.clientCode})`,
          }))}
        />
      )}
      <LetterShown
        title={t(`Lettre à ${clientCode}`, `Letter to ${clientCode}`)}
        subject={subject}
        preheader={preheader}
        page={`/campaigns/${campaignId}/preview/page`}
        pageQuery={{ client: clientCode, kind }}
        text={text}
      />
    </div>
  );
}
