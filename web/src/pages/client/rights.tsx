import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import type { JobAsked } from '../../../../src/api/contract/jobs.ts';
import { apiAddress, send } from '../../api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { JobProgress } from '../../parts/job-progress.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** What the client may ask for: everything kept about them, and to be forgotten. */
export function Rights({ client, name }: { readonly client: Client; readonly name: string }): ReactElement {
  const mayErase = useMay('administrateur');
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const [why, setWhy] = useState(t('demande du client', 'asked by the client'));
  const [jobId, setJobId] = useState<string>();
  const erase = async () => {
    const asked = await send<JobAsked>('POST', `${address}/erase`, {
      confirm: client.clientCode,
      why,
    });
    setJobId(asked.jobId);
  };
  return (
    <Sheet title={t('Ses droits', 'Their rights')} className="no-print">
      <p className="prose">
        {t(
          'Un client peut demander tout ce que vous gardez de lui, ou à être oublié. Vous avez un mois pour répondre.',
          'A client may ask for all you keep about them, or to be forgotten. You have a month to answer.',
        )}
      </p>
      <span className="row">
        <Button component="a" variant="default" href={apiAddress(`${address}/own-data`, { format: 'json' })}>
          {t('Tout ce que nous gardons (JSON)', 'All we keep (JSON)')}
        </Button>
        <Button component="a" variant="default" href={apiAddress(`${address}/own-data`, { format: 'csv' })}>
          {t('Le même en tableau (CSV)', 'The same as a table (CSV)')}
        </Button>
        {mayErase && (
          <ConfirmButton
            danger
            effect={t(`Effacer ${name} partout`, `Erase ${name} everywhere`)}
            typed={client.clientCode}
            consequence={
              <div className="stack-tight">
                <p>
                  {t(
                    'Son nom, ses adresses et ses notes disparaissent de la base, des fichiers gardés et de Brevo. Ses ventes restent comptées, sans lui. Cela ne se défait pas.',
                    'Their name, addresses and notes leave the database, the files kept and Brevo. Their sales stay counted, without them. This cannot be undone.',
                  )}
                </p>
                <TextInput
                  label={t('Pourquoi (pour le journal, sans nom)', 'Why (for the journal, without a name)')}
                  value={why}
                  maxLength={300}
                  onChange={(event) => setWhy(event.currentTarget.value)}
                />
              </div>
            }
            onConfirm={erase}
          />
        )}
      </span>
      {jobId !== undefined && <JobProgress jobId={jobId} title={t('Effacement', 'Erasure')} />}
    </Sheet>
  );
}
