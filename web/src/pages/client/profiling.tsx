import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { send } from '../../api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** Whether the client lets us conclude anything from their purchases, and the button that notes what they say of it. */
export function Profiling({ client }: { readonly client: Client }): ReactElement | null {
  const mayNote = useMay('operateur');
  const refuses = refusesProfiling(client);
  if (!refuses && !mayNote) return null;
  return (
    <div className="row">
      {refuses && (
        <p>
          {t(
            'S’oppose au profilage : ni score, ni goûts, ni recommandation à partir du prochain passage.',
            'Objects to profiling: no score, no taste, no recommendation from the next run on.',
          )}
        </p>
      )}
      {mayNote && <NoteWord client={client} refuses={!refuses} />}
    </div>
  );
}

/** The last word of the register, the latest first; of one day the no stands. */
function refusesProfiling({ consents }: Client): boolean {
  const said = consents.filter(({ channel }) => channel === 'profiling');
  const last = said[0]?.happenedOn;
  return said.some(({ event, happenedOn }) => event === 'opt_out' && happenedOn === last);
}

function NoteWord({ client, refuses }: { readonly client: Client; readonly refuses: boolean }): ReactElement {
  const [why, setWhy] = useState(t('dit par téléphone', 'said by telephone'));
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const note = useWrite(() => send<Client>('POST', `${address}/profiling`, { refuses, why }), [address]);
  return (
    <span className="no-print">
      <ConfirmButton
        danger={refuses}
        effect={
          refuses ? t('Refuse le profilage', 'Objects to profiling') : t('Accepte le profilage', 'Accepts profiling')
        }
        consequence={
          <div className="stack-tight">
            <p>
              {refuses
                ? t(
                    'Ses achats ne serviront plus à le noter ni à lui choisir des vins. Les lettres qui ne choisissent rien pour lui restent possibles.',
                    'Their purchases no longer serve to score them or to choose wines. Letters that choose nothing for them stay possible.',
                  )
                : t(
                    'Ses achats serviront de nouveau à lui choisir des vins, dès le prochain passage.',
                    'Their purchases serve again to choose wines, from the next run on.',
                  )}
            </p>
            <TextInput
              label={t(
                'Comment l’a-t-il dit ? (pour le journal, sans nom)',
                'How was it said? (for the journal, without a name)',
              )}
              value={why}
              maxLength={300}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          </div>
        }
        onConfirm={() => note.mutateAsync()}
      />
    </span>
  );
}
