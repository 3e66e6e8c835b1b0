import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { TestSentAnswer } from '../../../../src/api/contract/campaigns.ts';
import { useFilters } from '../../address.ts';
import { send } from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { useSession } from '../../session.ts';
import { counted, said, t } from '../../words.ts';
import type { CampaignProps } from './campaign-part.tsx';
import { readFilters } from './filters.ts';

/** A letter to oneself, marked as a test. */
export function TestLetter({ campaign }: CampaignProps): ReactElement {
  const { email } = useSession().user;
  const [address, setAddress] = useState(email);
  const [sent, setSent] = useState<TestSentAnswer>();
  const [filters] = useFilters(readFilters);
  const submit = async () => {
    const { client } = filters;
    setSent(
      await send<TestSentAnswer>('POST', `/campaigns/${campaign.campaignId}/test`, {
        to: address,
        ...(client === undefined ? {} : { clientCode: client.toUpperCase() }),
      }),
    );
  };
  return (
    <section className="sheet stack-tight">
      <h3>{t('S’envoyer un essai', 'Send oneself a test')}</h3>
      <Form action={t('Envoyer l’essai', 'Send the test')} onSubmit={submit}>
        <TextInput
          type="email"
          label={t('À cette adresse, jamais à un client', 'To this address, never to a client')}
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </Form>
      {sent && (
        <p role="status">
          {sent.isDryRun
            ? t(
                'Aucun service d’envoi n’est réglé : l’essai s’est fait à blanc, rien n’est parti.',
                'No sending service is set up: the test was a dry run, nothing left.',
              )
            : sent.problems.length > 0
              ? sent.problems.map(said).join(' ')
              : t(
                  `${counted(sent.letterCount, ['lettre marquée [ESSAI] est partie', 'lettres marquées [ESSAI] sont parties'], ['letter'])} à ${sent.to}.`,
                  `${counted(sent.letterCount, ['lettre'], ['letter'])} marked [ESSAI] went to ${sent.to}.`,
                )}
        </p>
      )}
    </section>
  );
}
