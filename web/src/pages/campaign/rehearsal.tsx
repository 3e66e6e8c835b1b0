import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { RehearsalAnswer } from '../../../../src/api/contract/campaigns.ts';
import { send } from '../../api.ts';
import { count } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { counted, said, t } from '../../words.ts';

/** Everything as if for good, but the sending. */
export function Rehearsal({ campaignId }: { readonly campaignId: string }): ReactElement {
  const rehearse = useWrite(() => send<RehearsalAnswer>('POST', `/campaigns/${campaignId}/rehearsal`, {}), []);
  const found = rehearse.data;
  return (
    <section className="sheet stack-tight">
      <h3>{t('Répéter à blanc', 'Rehearse')}</h3>
      <p className="soft">
        {t('Tout se passe comme pour de vrai, sauf l’envoi.', 'Everything happens as if for good, but the sending.')}
      </p>
      <span>
        <Button variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate(undefined)}>
          {t('Répéter maintenant', 'Rehearse now')}
        </Button>
      </span>
      {rehearse.error && <Trouble problem={rehearse.error} />}
      {found && (
        <div className="stack-tight" role="status">
          <p>
            {counted(
              found.wouldLeave,
              ['lettre partirait', 'lettres partiraient'],
              ['letter would leave', 'letters would leave'],
            )}
            {found.firstLetters > 0 && found.wouldLeave > 0
              ? t(
                  `, dont ${count(Math.min(found.firstLetters, found.wouldLeave))} d’abord`,
                  `, ${count(Math.min(found.firstLetters, found.wouldLeave))} of them first`,
                )
              : ''}
            {t(` ; ${count(found.dailyLimit)} au plus par jour.`, `; at most ${count(found.dailyLimit)} a day.`)}
          </p>
          {found.wouldBeExcluded.map((one) => (
            <p key={one.code} className="small">
              {counted(
                one.clients,
                ['client serait écarté', 'clients seraient écartés'],
                ['client left out', 'clients left out'],
              )}
              {t(' : ', ': ')}
              {said(one.sentence)}
            </p>
          ))}
          {found.obstacles.length === 0 ? (
            <StateWord tone="done">{t('Rien ne s’y oppose.', 'Nothing stands in the way.')}</StateWord>
          ) : (
            found.obstacles.map((obstacle) => (
              <StateLine key={obstacle.code} tone="waits">
                {said(obstacle.sentence)}
              </StateLine>
            ))
          )}
          {!found.isInstanceConfirmed && <ConfirmInstance />}
        </div>
      )}
    </section>
  );
}

/** A copy of the house must never send beside it: a person says once that this one does. */
function ConfirmInstance(): ReactElement {
  const mayConfirm = useMay('administrateur');
  const confirm = useWrite(() => send('POST', '/sending-instance', {}), ['/campaigns']);
  if (!mayConfirm) {
    return (
      <p className="small">
        {t(
          'Un administrateur doit d’abord dire que cette installation envoie pour le domaine.',
          'An administrator must first say that this installation sends for the estate.',
        )}
      </p>
    );
  }
  return (
    <span>
      <ConfirmButton
        effect={t('Choisir cette installation pour envoyer', 'Choose this installation to send')}
        consequence={t(
          'Cette installation, et elle seule, enverra les lettres du domaine. Une copie ou une restauration ne le pourra pas.',
          'This installation, and no other, will send the estate’s letters. A copy or a restored one cannot.',
        )}
        onConfirm={async () => {
          await confirm.mutateAsync(undefined);
          toast(
            t('Cette installation envoie désormais pour le domaine.', 'This installation now sends for the estate.'),
          );
        }}
      />
    </span>
  );
}
