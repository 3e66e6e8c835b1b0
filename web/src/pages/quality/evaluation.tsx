/** How good the recommendations would have been on the estate's own past, beside the simple rules anybody could follow. */
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { JobAsked } from '../../../../src/api/contract/jobs.ts';
import type { Evaluation, Evaluations } from '../../../../src/api/contract/quality.ts';
import { send } from '../../api.ts';
import { count, day, instant } from '../../formats.ts';
import { JobProgress } from '../../parts/job-progress.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { toastProblem } from '../../parts/toasts.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { currentLanguage, said, t } from '../../words.ts';
import { HitChart, hundredths } from './hit-chart.tsx';
import { Weights } from './weights.tsx';

export function EvaluationOfRecommender(): ReactElement {
  const evaluations = useApi<Evaluations>('/evaluations');
  const mayAsk = useMay('operateur');
  const [jobId, setJobId] = useState<string>();
  const ask = useWrite(() => send<JobAsked>('POST', '/evaluations'), []);
  const button = mayAsk && (
    <Button
      variant="default"
      loading={ask.isPending}
      onClick={() => ask.mutate(undefined, { onSuccess: (job) => setJobId(job.jobId), onError: toastProblem })}
    >
      {t('Évaluer maintenant', 'Evaluate now')}
    </Button>
  );
  return (
    <section className="stack">
      <div className="row-apart">
        <h2>{t('Les recommandations devinent-elles juste ?', 'Do the recommendations guess right?')}</h2>
        {button}
      </div>
      {jobId !== undefined && (
        <JobProgress
          jobId={jobId}
          title={t('Rejeu des ventes passées', 'Replaying past sales')}
          onEnd={() => void evaluations.refetch()}
        />
      )}
      <Answer of={evaluations} lines={8}>
        {({ latest, isProposalTaken, history }) =>
          latest === null ? (
            <Empty title={t('Pas encore évalué', 'Not evaluated yet')}>
              {t(
                'L’évaluation rejoue vos ventes passées : à chaque date, on demande ce que les listes auraient proposé, et l’on compare avec ce que les clients ont pris ensuite.',
                'The evaluation replays your past sales: at each date it asks what the lists would have proposed, and compares with what clients then bought.',
              )}
            </Empty>
          ) : (
            <>
              <Conclusion latest={latest} />
              {latest.status === 'measured' && <HitChart latest={latest} />}
              <Weights latest={latest} isTaken={isProposalTaken} />
              <Assumptions latest={latest} />
              {history.length > 1 && (
                <p className="soft small">
                  {t('Évaluations précédentes : ', 'Earlier evaluations: ')}
                  {history
                    .slice(1, 8)
                    .map(({ asOf, hit3 }) => `${day(asOf)}${hit3 ? ` (${hundredths(hit3.value)})` : ''}`)
                    .join(', ')}
                </p>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Conclusion({ latest }: { readonly latest: Evaluation }): ReactElement {
  return (
    <div className="sheet stack-tight prose">
      {latest.conclusion[currentLanguage()].map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p className="soft small">
        {t(
          `Évalué le ${instant(latest.computedAt)}, sur ${count(latest.buyers)} achats suivis, à ${count(latest.origins.length)} dates.`,
          `Evaluated ${instant(latest.computedAt)}, on ${count(latest.buyers)} purchases followed, at ${count(latest.origins.length)} dates.`,
        )}
      </p>
    </div>
  );
}

function Assumptions({ latest }: { readonly latest: Evaluation }): ReactElement {
  return (
    <details>
      <summary>{t('Ce que cette mesure suppose', 'What this measure assumes')}</summary>
      <ul className="prose soft small">
        {latest.assumptions.map((one) => (
          <li key={one.fr}>{said(one)}</li>
        ))}
      </ul>
    </details>
  );
}
