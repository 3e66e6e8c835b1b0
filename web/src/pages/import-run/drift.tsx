import { Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Run } from '../../../../src/api/contract/runs.ts';
import { to } from '../../addresses.ts';
import { Form } from '../../parts/form.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { JobProgress } from '../../parts/job-progress.tsx';
import { useStartRun } from '../../parts/start-run.tsx';
import { useMay } from '../../session.ts';
import { said, t } from '../../words.ts';

/** Why the week looked too unlike those before, and saying that it is right so. */
export function Drift({ week }: { readonly week: Run }): ReactElement | null {
  const mayAccept = useMay('operateur');
  if (week.drift === null) return null;
  const { state, findings, reason, by } = week.drift;
  return (
    <section className="sheet drift" aria-labelledby="drift">
      <h2 id="drift">
        {state === 'stopped'
          ? t('Cette semaine ressemble trop peu aux précédentes', 'This week looks too little like those before')
          : t('Des écarts ont été acceptés', 'Differences were accepted')}
      </h2>
      <ul>
        {findings.map((finding) => (
          <li key={finding.fr}>{said(finding)}</li>
        ))}
      </ul>
      {state === 'accepted' && (
        <p>
          {t(`Accepté par ${by} : « ${reason} »`, `Accepted by ${by}: “${reason}”`)}{' '}
          <GoLink to={to.journal()}>{t('voir le journal', 'see the journal')}</GoLink>
        </p>
      )}
      {state === 'stopped' && (
        <p>
          {t(
            'Le plus souvent, l’export est incomplet : refaites-le et déposez-le dans Imports. Si c’est bien voulu, dites pourquoi ; votre nom et votre raison resteront au journal.',
            'Most often the export is incomplete: do it again and drop it in Imports. If this is as it should be, say why; your name and your reason stay in the journal.',
          )}
        </p>
      )}
      {state === 'stopped' && mayAccept && <AcceptDrift />}
    </section>
  );
}

function AcceptDrift(): ReactElement {
  const { job, start } = useStartRun();
  const [reason, setReason] = useState('');
  if (job)
    return <JobProgress jobId={job} title={t('La semaine, avec les écarts', 'The week, with its differences')} />;
  return (
    <Form
      action={t('Publier cette semaine malgré les écarts', 'Publish this week in spite of the differences')}
      onSubmit={() => start({ acceptDrift: reason })}
    >
      <Textarea
        label={t('Pourquoi c’est bien ainsi', 'Why this is as it should be')}
        description={t(
          'Par exemple : fermeture annuelle, une seule semaine exportée.',
          'For example: closed for the holidays, one week exported only.',
        )}
        required
        minLength={10}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}
