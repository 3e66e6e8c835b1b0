/** What waits for a yes: campaigns, whole segments at once, and the queue, client by client. */
import type { ReactElement } from 'react';
import type { ApprovalSummary } from '../../../src/api/contract/approvals.ts';
import { to } from '../addresses.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { Drafts } from './validation/drafts.tsx';
import { Queue } from './validation/queue.tsx';
import { RulesOfApproval } from './validation/rules-of-approval.tsx';
import { WholeSegments } from './validation/whole-segments.tsx';
import './validation.css';

export function ValidationPage(): ReactElement {
  const summary = useApi<ApprovalSummary>('/approvals/summary');
  return (
    <>
      <PageTitle
        question={t('Qu’attend-on de votre accord ?', 'What waits for your approval?')}
        answer={summary.data && answerOf(summary.data)}
      />
      <Answer of={summary} lines={8}>
        {(found) => (found.asOf === null ? <NothingYet /> : <Deciding summary={found} />)}
      </Answer>
    </>
  );
}

function NothingYet(): ReactElement {
  return (
    <Empty title={t('Aucune recommandation à valider', 'No recommendation to approve')}>
      {t(
        'Elles sont préparées chaque lundi, après l’import de vos fichiers.',
        'They are prepared each Monday, after your files are imported.',
      )}{' '}
      <GoLink to={to.imports()}>{t('Déposer les fichiers', 'Drop the files')}</GoLink>
    </Empty>
  );
}

function answerOf({ counts }: ApprovalSummary): string {
  const { pendingClients, blockedClients, approved } = counts;
  if (pendingClients === 0 && blockedClients === 0) {
    return approved === 0
      ? t('Rien n’attend votre accord.', 'Nothing waits for your approval.')
      : t('Tout est décidé pour cette semaine.', 'Everything is decided for this week.');
  }
  const waits = counted(
    pendingClients,
    ['liste de vins attend votre accord', 'listes de vins attendent votre accord'],
    ['list of wines waits for your approval', 'lists of wines wait for your approval'],
  );
  const stopped = counted(
    blockedClients,
    ['est arrêtée par le contrôle', 'sont arrêtées par le contrôle'],
    ['is stopped by the audit', 'are stopped by the audit'],
  );
  return blockedClients === 0 ? `${waits}.` : t(`${waits} ; ${stopped}.`, `${waits}; ${stopped}.`);
}

function Deciding({ summary }: { readonly summary: ApprovalSummary }): ReactElement {
  const mayDecide = useMay('approbateur') && summary.rules.mayYouApprove;
  return (
    <div className="stack">
      <RulesOfApproval summary={summary} />
      <Drafts summary={summary} />
      {mayDecide && <WholeSegments summary={summary} />}
      <Queue summary={summary} mayDecide={mayDecide} />
    </div>
  );
}
