import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { send } from '../api.ts';
import type { Job } from '../jobs.ts';
import { useMay } from '../session.ts';
import { t } from '../words.ts';
import { ConfirmButton } from './confirm-button.tsx';

/** Has work under way end: asked again with what becomes of it. Letters have a pause and a stop of their own. */
export function StopJob({ job }: { readonly job: Job }): ReactElement | null {
  const queries = useQueryClient();
  const may = useMay('operateur');
  if (job.cancelAskedBy !== null) {
    const who = job.cancelAskedBy;
    return <span className="soft small">{t(`Arrêt demandé par ${who}.`, `${who} asked for it to stop.`)}</span>;
  }
  if (!may || job.kind === 'send_campaign') return null;
  const stop = async () => {
    const asked = await send<Job>('POST', `/jobs/${job.jobId}/cancel`);
    queries.setQueryData([`/jobs/${job.jobId}`, {}], asked);
  };
  return (
    <ConfirmButton
      danger
      effect={t('Arrêter ce travail', 'Stop this work')}
      consequence={whatBecomes(job.kind)}
      onConfirm={stop}
    />
  );
}

function whatBecomes(kind: string): string {
  switch (kind) {
    case 'run':
      return t(
        'La semaine s’arrête où elle en est. Ce qui est fait reste fait ; la prochaine fois qu’elle est lancée, elle reprend là.',
        'The week stops where it stands. What is done stays done; when it is next started, it goes on from there.',
      );
    case 'erase_client':
      return t(
        'Si l’effacement n’a pas commencé, rien n’est effacé. Commencé, il va à son terme : personne n’est oublié à moitié.',
        'If the erasure has not begun, nothing is erased. Once begun it is finished: nobody is forgotten by half.',
      );
    case 'backup':
    case 'restore_drill':
      return t(
        'Celle-ci est abandonnée ; les sauvegardes d’avant restent.',
        'This one is given up; the backups from before stay.',
      );
    default:
      return t('Ce qui est fait reste ; le reste ne se fera pas.', 'What is done stays; the rest will not be done.');
  }
}
