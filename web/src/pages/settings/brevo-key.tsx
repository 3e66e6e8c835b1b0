/** The key of the estate's own account at Brevo: given here once, tried, kept encrypted, and never shown. */
import { Group, PasswordInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { GivenBrevoKey, KeptBrevoKey } from '../../../../src/api/contract/house.ts';
import { send } from '../../api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Form } from '../../parts/form.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { t } from '../../words.ts';

const told = ['/brevo-key', '/checks/channel', '/journal'];

export function KeyOfBrevo(): ReactElement {
  const [key, setKey] = useState('');
  const keep = useWrite((given: GivenBrevoKey) => send('PUT', '/brevo-key', given), told);
  const kept = useApi<KeptBrevoKey>('/brevo-key');
  const submit = async () => {
    await keep.mutateAsync({ key });
    setKey('');
  };
  return (
    <Form action={t('Garder cette clé', 'Keep this key')} onSubmit={submit}>
      <PasswordInput
        label={t('Clé de votre compte Brevo', 'Key of your Brevo account')}
        description={t(
          'Brevo > SMTP et API > Clés API. Elle est essayée, puis gardée chiffrée ; personne ne peut la relire.',
          'Brevo > SMTP & API > API keys. It is tried, then kept encrypted; nobody can read it again.',
        )}
        placeholder="xkeysib-…"
        autoComplete="off"
        required
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      {kept.data?.isKept === true && <ForgetKey />}
    </Form>
  );
}

function ForgetKey(): ReactElement {
  const forget = useWrite(() => send('DELETE', '/brevo-key'), told);
  return (
    <Group>
      <ConfirmButton
        danger
        effect={t('Oublier la clé du domaine', 'Forget the estate’s key')}
        consequence={t(
          'Vos lettres partiront par le compte de l’hébergeur s’il en a un, sinon plus du tout.',
          'Your letters will leave through the host’s account where there is one, else not at all.',
        )}
        onConfirm={() => forget.mutateAsync(undefined)}
      />
    </Group>
  );
}
