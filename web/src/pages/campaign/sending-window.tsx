import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { send } from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { t } from '../../words.ts';
import type { CampaignProps } from './campaign-part.tsx';

/** From when until when letters may leave. */
export function SendingWindow({ campaign }: CampaignProps): ReactElement {
  const { campaignId, sendAfter, sendBefore } = campaign;
  const [from, setFrom] = useState(localOf(sendAfter));
  const [until, setUntil] = useState(localOf(sendBefore));
  const set = useWrite(
    () =>
      send('PUT', `/campaigns/${campaignId}/window`, {
        sendAfter: new Date(from).toISOString(),
        ...(until === '' ? {} : { sendBefore: new Date(until).toISOString() }),
      }),
    ['/campaigns'],
  );
  return (
    <details>
      <summary>{t('Changer la période d’envoi', 'Change the sending window')}</summary>
      <Form
        action={t('Garder cette période', 'Keep this window')}
        onSubmit={async () => {
          await set.mutateAsync(undefined);
          toast(t('La période d’envoi est changée.', 'The sending window is changed.'));
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('À partir du', 'From')}
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('Jusqu’au', 'Until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Form>
    </details>
  );
}

/** `2026-11-24T10:00` on the reader's clock, as the field wants it. */
function localOf(at: string | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
