import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { AudienceSaved } from '../../../../src/api/contract/clients.ts';
import type { Query } from '../../api.ts';
import { useKeepAudience } from '../../keep-audience.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { toast } from '../../parts/toasts.tsx';
import { counted, t } from '../../words.ts';

/** Keeps the clients in view under a name, for a campaign or for next time. */
export function SaveAudience({
  filters,
  isFiltered,
}: {
  readonly filters: Query;
  readonly isFiltered: boolean;
}): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const [name, setName] = useState('');
  const { keep, isTaken } = useKeepAudience<AudienceSaved>('/clients/audiences');
  const submit = async () => {
    const saved = await keep(name, { filters: given(filters) });
    setIsAsking(false);
    toast(
      t(
        `Audience « ${saved.name} » enregistrée : ${counted(saved.clientCount, ['client'], ['client'])}.`,
        `Audience "${saved.name}" saved: ${counted(saved.clientCount, ['client'], ['client'])}.`,
      ),
    );
  };
  return (
    <>
      <Button variant="default" disabled={!isFiltered} onClick={() => setIsAsking(true)}>
        {t('Enregistrer comme audience', 'Save as audience')}
      </Button>
      {isAsking && (
        <FormDialog
          title={t('Garder ces clients sous un nom', 'Keep these clients under a name')}
          onClose={() => setIsAsking(false)}
        >
          <Form
            action={isTaken(name) ? t('Remplacer l’audience', 'Replace the audience') : t('Enregistrer', 'Save')}
            onSubmit={submit}
          >
            <p>
              {t(
                'Un segment ou un groupe seul reste vivant : l’audience suivra ses clients. Avec d’autres filtres, ce sont les clients d’aujourd’hui qui sont retenus.',
                'A segment or a group alone stays alive: the audience follows its clients. With other filters, the clients of today are kept.',
              )}
            </p>
            <TextInput
              label={t('Nom de l’audience', 'Name of the audience')}
              required
              maxLength={120}
              value={name}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Form>
        </FormDialog>
      )}
    </>
  );
}

function given(filters: Query): Query {
  const kept = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept.map(([name, value]) => [name, isNumber(name) ? Number(value) : value]));
}

function isNumber(name: string): boolean {
  return name === 'cluster' || name === 'recency' || name === 'frequency';
}
