import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { JobAsked } from '../../../../src/api/contract/jobs.ts';
import { send } from '../../api.ts';
import { instant } from '../../formats.ts';
import { isOver } from '../../jobs.ts';
import { campaignStateWord, toneOfCampaign } from '../../list-words.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { JobProgress } from '../../parts/job-progress.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { readAgain, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { counted, t } from '../../words.ts';
import { CampaignPart, type SeenCampaignProps } from './campaign-part.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { SendingWindow } from './sending-window.tsx';
import { TestLetter } from './test-letter.tsx';

/** When the letters leave: the window, what may be tried first, and the one button that has them leave. */
export function Sending({ seen }: SeenCampaignProps): ReactElement {
  const campaign = seen.value;
  const { campaignId, state, isDryRun, can, sendAfter, sendBefore, results, job } = campaign;
  const mayWrite = useMay('operateur');
  const queries = useQueryClient();
  const ask = useWrite(
    (isLive: boolean) => send<JobAsked>('POST', `/campaigns/${campaignId}/send`, { isLive }),
    ['/campaigns', '/jobs', '/journey'],
  );
  const letters = counted(results.waiting, ['lettre'], ['letter']);
  return (
    <CampaignPart id="envoi" title={t('Quand partira-t-elle ?', 'When will it leave?')}>
      <StateLine tone={toneOfCampaign[state]}>
        <strong>{campaignStateWord(state)}</strong>
      </StateLine>
      <p className="soft prose">
        {t(
          `Les lettres partent entre le ${instant(sendAfter)} et le ${instant(sendBefore)}, aux jours et heures réglés ; après, elles sont retenues, jamais envoyées en retard.`,
          `Letters leave between ${instant(sendAfter)} and ${instant(sendBefore)}, on the days and hours set; after that they are held, never sent late.`,
        )}
      </p>
      {isDryRun && state !== 'draft' && state !== 'stopped' && (
        <p className="soft">
          {t(
            'Rien ne peut partir tant que vous n’avez pas choisi « Envoyer » : tout essai se fait à blanc.',
            'Nothing can leave until you choose “Send”: every trial is a dry run.',
          )}
        </p>
      )}
      {mayWrite && ['draft', 'approved', 'paused', 'held'].includes(state) && (
        <SendingWindow key={campaignId} seen={seen} />
      )}
      {mayWrite && state !== 'stopped' && state !== 'sent' && (
        <div className="halves">
          <Rehearsal key={`${state} ${campaign.approval.state}`} campaignId={campaignId} />
          <TestLetter campaign={campaign} />
        </div>
      )}
      {job && !isOver(job) && (
        <JobProgress
          jobId={job.jobId}
          title={isDryRun ? t('Essai à blanc', 'Dry run') : t('Envoi de la campagne', 'Sending the campaign')}
          onEnd={() => void readAgain(queries, ['/campaigns'])}
        />
      )}
      {mayWrite && can.send && results.waiting > 0 && state === 'approved' && (
        <div className="row">
          <ConfirmButton
            danger
            effect={t(`Envoyer ${letters}`, `Send ${letters}`)}
            consequence={t(
              'Ces lettres partent pour de bon, aux jours et heures réglés, les premières d’abord pour voir ce qu’elles deviennent. Vous pourrez mettre en pause ou arrêter ; ce qui est parti est parti.',
              'These letters leave for good, on the days and hours set, a first few to see what becomes of them. You may pause or stop; what has left has left.',
            )}
            onConfirm={() => ask.mutateAsync(true)}
          />
        </div>
      )}
    </CampaignPart>
  );
}
