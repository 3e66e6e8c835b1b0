import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { CampaignAnswer, CampaignDecided } from '../../../../src/api/contract/campaigns.ts';
import { send } from '../../api.ts';
import { instant } from '../../formats.ts';
import { approvalWord, toneOfApproval } from '../../list-words.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { SayWhy } from '../../parts/say-why.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { useWrite } from '../../queries.ts';
import { useMay, useSession } from '../../session.ts';
import { counted, t } from '../../words.ts';
import { CampaignPart, type CampaignProps } from './campaign-part.tsx';

/** A person's yes or no to these letters and this audience. */
export function Approval({ campaign }: CampaignProps): ReactElement {
  const { campaignId, approval, can, results, author } = campaign;
  const [refusing, setRefusing] = useState<'rejected' | 'flagged'>();
  const mayApprove = useMay('approbateur');
  const me = useSession().user.name;
  const decide = useWrite(
    (given: { readonly decision: string; readonly reason?: string; readonly confirmation?: string }) =>
      send<CampaignDecided>('POST', `/campaigns/${campaignId}/decision`, given),
    ['/campaigns', '/approvals', '/journey'],
  );
  const isOwn = approval.needsFourEyes && author === me;
  const letters = counted(results.letters, ['lettre'], ['letter']);
  return (
    <CampaignPart id="validation" title={t('Êtes-vous d’accord ?', 'Do you agree?')}>
      <StateLine tone={toneOfApproval[approval.state]}>
        <strong>{approvalWord(approval.state)}</strong>
        {approval.decidedBy !== null && (
          <span className="soft">
            {' '}
            {t(
              `par ${approval.decidedBy}, ${instant(approval.decidedAt)}`,
              `by ${approval.decidedBy}, ${instant(approval.decidedAt)}`,
            )}
            {approval.reason === null ? '' : ` (${approval.reason})`}
          </span>
        )}
      </StateLine>
      {(approval.state === 'waiting' || approval.state === 'effective') && (
        <p className="soft">
          {t(
            `La validation compte à partir du ${instant(approval.effectiveAt)}, jusqu’au ${instant(approval.expiresAt)}. Tout changement des lettres ou des destinataires l’annule.`,
            `The approval counts from ${instant(approval.effectiveAt)} until ${instant(approval.expiresAt)}. Any change of letters or audience voids it.`,
          )}
        </p>
      )}
      {can.approve && <p className="soft prose">{whoMayApprove(campaign)}</p>}
      {can.approve && mayApprove && !isOwn && (
        <div className="row">
          <ConfirmButton
            effect={t(`Valider ${letters}`, `Approve ${letters}`)}
            consequence={t(
              'Vous validez ces lettres et leurs destinataires, tels qu’ils sont maintenant. Rien ne part encore.',
              'You approve these letters and their audience, as they are now. Nothing leaves yet.',
            )}
            {...(approval.confirmation === null ? {} : { typed: approval.confirmation })}
            disabled={campaign.verdict.isBlocked || results.letters === 0}
            onConfirm={() =>
              decide.mutateAsync({
                decision: 'approved',
                ...(approval.confirmation === null ? {} : { confirmation: approval.confirmation }),
              })
            }
          />
          <Button variant="default" onClick={() => setRefusing('rejected')}>
            {t('Refuser…', 'Reject…')}
          </Button>
          <Button variant="default" onClick={() => setRefusing('flagged')}>
            {t('Mettre de côté…', 'Set aside…')}
          </Button>
        </div>
      )}
      {refusing && (
        <SayWhy
          decision={refusing}
          onSay={async (reason) => {
            await decide.mutateAsync({ decision: refusing, reason });
            setRefusing(undefined);
          }}
        />
      )}
    </CampaignPart>
  );
}

function whoMayApprove({ approval, author }: CampaignAnswer): string {
  const { needsFourEyes, people, delayMinutes } = approval;
  if (needsFourEyes)
    return t(
      `Quatre yeux : ${people.join(', ')} peuvent valider, sauf ${author}, qui l’a préparée.`,
      `Four eyes: ${people.join(', ')} may approve, but ${author}, who prepared it, may not.`,
    );
  if (delayMinutes === 0) return t('La validation compte aussitôt.', 'The approval counts at once.');
  const delay = counted(delayMinutes, ['minute'], ['minute']);
  return t(
    `Sans second regard, la validation ne compte qu’après ${delay} : le temps de changer d’avis.`,
    `Without a second pair of eyes the approval counts only after ${delay}: time to change your mind.`,
  );
}
