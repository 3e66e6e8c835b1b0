import { NativeSelect, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { HeldLetterAnswer } from '../../../../src/api/contract/campaigns.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { instant } from '../../formats.ts';
import { Form } from '../../parts/form.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Answer } from '../../parts/states.tsx';
import { type Page, useApi, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { said, t } from '../../words.ts';
import { CampaignPart, type CampaignProps } from './campaign-part.tsx';

/** Letters of which nobody knows whether they left: a person who looked says so. */
export function HeldLetters({ campaign }: CampaignProps): ReactElement | null {
  const { campaignId, results } = campaign;
  const hasHeld = results.held + results.unknown > 0;
  const held = useApi<Page<HeldLetterAnswer>>(hasHeld ? `/campaigns/${campaignId}/held` : undefined);
  const [verdict, setVerdict] = useState<'sent' | 'not_sent'>('sent');
  const [reason, setReason] = useState('');
  const mayDecide = useMay('approbateur');
  const release = useWrite(
    () => send('POST', `/campaigns/${campaignId}/held/release`, { verdict, reason }),
    ['/campaigns'],
  );
  if (!hasHeld) return null;
  return (
    <CampaignPart id="retenues" title={t('Lettres retenues', 'Held letters')}>
      <Answer of={held} lines={4}>
        {({ items }) => (
          <>
            <ul className="stack-tight">
              {items.slice(0, 50).map((letter) => (
                <li key={letter.letterId}>
                  <GoLink to={to.client(letter.clientCode)}>{letter.clientCode}</GoLink> {said(letter.sentence)}{' '}
                  {letter.firstTriedAt && (
                    <span className="soft small">
                      {t('essayée', 'tried')} {instant(letter.firstTriedAt)}
                    </span>
                  )}
                  {letter.isToldOf && (
                    <StateWord tone="done">
                      {t('le service d’envoi en a donné des nouvelles', 'the sending service told of it')}
                    </StateWord>
                  )}
                </li>
              ))}
            </ul>
            {mayDecide && items.some(({ code }) => code === 'UNKNOWN') && (
              <Form
                action={t('Noter ce qu’il en est', 'Note what became of them')}
                onSubmit={async () => {
                  await release.mutateAsync(undefined);
                }}
              >
                <NativeSelect
                  label={t('Après vérification dans le service d’envoi', 'After looking in the sending service')}
                  value={verdict}
                  onChange={(event) => setVerdict(event.currentTarget.value === 'sent' ? 'sent' : 'not_sent')}
                  data={[
                    { value: 'sent', label: t('Elles sont parties', 'They left') },
                    {
                      value: 'not_sent',
                      label: t(
                        'Elles ne sont jamais parties : les remettre en attente',
                        'They never left: let them wait again',
                      ),
                    },
                  ]}
                />
                <Textarea
                  label={t('Comment le savez-vous ?', 'How do you know?')}
                  required
                  rows={2}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </Form>
            )}
          </>
        )}
      </Answer>
    </CampaignPart>
  );
}
