/** One client: who they are, what they like, what they bought, what to offer, and whether they may be written to. */
import type { ReactElement } from 'react';
import type { Client } from '../../../src/api/contract/clients.ts';
import { to } from '../addresses.ts';
import { clientName, segmentWord } from '../estate-words.ts';
import { useParam } from '../params.ts';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useVersioned } from '../queries.ts';
import { useMay } from '../session.ts';
import { t } from '../words.ts';
import { Cellar } from './client/cellar.tsx';
import { CorrectClient } from './client/correct-client.tsx';
import { History } from './client/history.tsx';
import { Identity } from './client/identity.tsx';
import { InShort } from './client/in-short.tsx';
import { MayWrite } from './client/may-write.tsx';
import { Notes } from './client/notes.tsx';
import { Recommended } from './client/recommended.tsx';
import { Rhythm } from './client/rhythm.tsx';
import { Rights } from './client/rights.tsx';
import { Tags } from './client/tags.tsx';
import { Tasks } from './client/tasks.tsx';
import { Taste } from './client/taste.tsx';
import { Timeline } from './client/timeline.tsx';
import './client.css';

export function ClientPage(): ReactElement {
  const code = useParam('code');
  const client = useVersioned<Client>(`/clients/${encodeURIComponent(code)}`);
  return (
    <PageOf of={client} lines={14} unknown={t('Qui est ce client ?', 'Who is this client?')} back={clients()}>
      {({ value, version }) => <WholeClient client={value} version={version} />}
    </PageOf>
  );
}

function WholeClient({
  client,
  version,
}: {
  readonly client: Client;
  readonly version: string | undefined;
}): ReactElement {
  const { identity, known } = client;
  const mayWork = useMay('operateur');
  const name = clientName({ clientCode: client.clientCode, nom: identity.nom, prenom: identity.prenom });
  return (
    <>
      <PageTitle
        question={[identity.civilite, name].filter(Boolean).join(' ')}
        answer={lead(client)}
        back={clients()}
        actions={mayWork && <CorrectClient client={client} version={version} />}
      />
      <Tags client={client} />
      {known ? (
        <InShort client={client} known={known} />
      ) : (
        <p className="soft">
          {identity.isTill
            ? t(
                'C’est la caisse : ses ventes comptent, mais personne n’est derrière.',
                'This is the till: its sales count, but nobody stands behind it.',
              )
            : t(
                'Aucun calcul encore : la fiche se remplira au prochain traitement.',
                'Nothing computed yet: the page fills at the next run.',
              )}
        </p>
      )}
      <Recommended client={client} />
      <div className="client-columns">
        <Identity client={client} />
        {known && <MayWrite client={client} known={known} />}
        {known && <Rhythm known={known} />}
        <Tasks client={client} />
        <Notes client={client} />
        {known && <Taste known={known} />}
        {known && <Cellar known={known} />}
        <History client={client} />
      </div>
      <Timeline clientCode={client.clientCode} />
      {mayWork && <Rights client={client} name={name} />}
    </>
  );
}

function clients() {
  return { to: to.clients(), title: t('Clients', 'Clients') };
}

function lead({ clientCode, identity, known }: Client): string {
  const parts = [
    t(`Code ${clientCode}`, `Code ${clientCode}`),
    [identity.codePostal, identity.ville].filter(Boolean).join(' '),
    identity.isTrade ? t('professionnel', 'trade') : '',
    known ? segmentWord(known.segment) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}
