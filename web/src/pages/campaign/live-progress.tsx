import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import type { CampaignAnswer, CampaignProgress } from '../../../../src/api/contract/campaigns.ts';
import { get, send } from '../../api.ts';
import { count } from '../../formats.ts';
import { campaignStateWord, toneOfCampaign } from '../../list-words.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Trouble } from '../../parts/states.tsx';
import { readAgain, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { counted, t } from '../../words.ts';
import type { CampaignProps } from './campaign-part.tsx';

/** While letters leave: how far, and the way to stop, always in view. */
export function LiveProgress({ campaign }: CampaignProps): ReactElement | null {
  const { campaignId, can } = campaign;
  const { state, results, isMoving } = useProgress(campaign);
  const mayWrite = useMay('operateur');
  const control = useWrite(
    (act: 'pause' | 'resume' | 'stop') => send('POST', `/campaigns/${campaignId}/${act}`, {}),
    ['/campaigns', '/jobs', '/journey'],
  );
  if (!can.stop || campaign.state === 'draft' || !mayWrite) return null;
  const gone = results.letters - results.waiting;
  return (
    <div className="campaign-bar no-print" role="region" aria-label={t('Envoi en cours', 'Sending')}>
      <span className="row">
        <StateWord tone={toneOfCampaign[state]}>{campaignStateWord(state)}</StateWord>
        {isMoving && (
          <>
            <progress
              aria-label={t('Lettres parties', 'Letters left')}
              value={gone}
              max={Math.max(1, results.letters)}
            />
            <span>
              {t(`${count(gone)} sur ${count(results.letters)}`, `${count(gone)} of ${count(results.letters)}`)}
            </span>
          </>
        )}
      </span>
      <span className="row">
        {can.pause && (
          <Button variant="default" loading={control.isPending} onClick={() => control.mutate('pause')}>
            {t('Mettre en pause', 'Pause')}
          </Button>
        )}
        {can.resume && (
          <Button loading={control.isPending} onClick={() => control.mutate('resume')}>
            {t('Reprendre l’envoi', 'Resume sending')}
          </Button>
        )}
        <ConfirmButton
          danger
          effect={t('Arrêter cette campagne', 'Stop this campaign')}
          consequence={t(
            `${counted(results.waiting, ['lettre ne partira pas', 'lettres ne partiront pas'], ['letter will not leave', 'letters will not leave'])}. Une campagne arrêtée ne reprend pas.`,
            `${counted(results.waiting, ['lettre'], ['letter will not leave', 'letters will not leave'])}. A stopped campaign does not go on.`,
          )}
          onConfirm={() => control.mutateAsync('stop')}
        />
      </span>
      {control.error && <Trouble problem={control.error} />}
    </div>
  );
}

/** How far it is, asked every two seconds while letters leave; a change of state has the whole page read again. */
function useProgress(campaign: CampaignAnswer): CampaignProgress & { readonly isMoving: boolean } {
  const { campaignId, state, isDryRun } = campaign;
  const isMoving = state === 'sending' || (state === 'approved' && !isDryRun);
  const queries = useQueryClient();
  const { data } = useQuery<CampaignProgress>({
    queryKey: [`/campaigns/${campaignId}/progress`, {}],
    queryFn: () => get<CampaignProgress>(`/campaigns/${campaignId}/progress`),
    refetchInterval: 2_000,
    enabled: isMoving,
  });
  // What was told while letters left says nothing of a campaign that stands still.
  const told = isMoving ? data : undefined;
  const now = told?.state;
  useEffect(() => {
    if (now !== undefined && now !== state) void readAgain(queries, [`/campaigns/${campaignId}`, '/campaigns']);
  }, [now, state, campaignId, queries]);
  return { state: now ?? state, results: told?.results ?? campaign.results, isMoving };
}
