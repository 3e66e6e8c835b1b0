import { Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Run } from '../../../src/api/contract/runs.ts';
import { to } from '../addresses.ts';
import { count, day, euros, instant, roundEuros } from '../formats.ts';
import { datasetWord, rejectsOf } from '../import-words.ts';
import { useParam } from '../params.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StartRun, useStartRun } from '../parts/start-run.tsx';
import { Shape } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { listOf, useApi } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, said, t } from '../words.ts';
import './import-run.css';

/** One week in full: its steps, its files, what changed since the week before, and why it stopped if it did. */
export function ImportRunPage(): ReactElement {
  const runId = useParam('runId');
  const run = useApi<Run>(`/runs/${encodeURIComponent(runId)}`);
  return (
    <Answer of={run} lines={10}>
      {(week) => (
        <>
          <PageTitle
            question={t(
              `Que s’est-il passé la semaine du ${day(week.asOf)} ?`,
              `What happened in the week of ${day(week.asOf)}?`,
            )}
            answer={answerOf(week)}
            back={{ to: to.imports(), title: t('Imports', 'Imports') }}
          />
          <div className="stack">
            <Drift week={week} />
            <Numbers week={week} />
            <div className="halves">
              <Steps week={week} />
              <Files week={week} />
            </div>
            <Changes week={week} />
          </div>
        </>
      )}
    </Answer>
  );
}

function answerOf(week: Run): string {
  const when = instant(week.endedAt ?? week.startedAt);
  if (week.status === 'running') return t(`En cours depuis le ${when}.`, `Under way since ${when}.`);
  const news = counted(week.documents.new, ['pièce nouvelle', 'pièces nouvelles'], ['new document']);
  const changed = counted(week.documents.changed, ['modifiée'], ['changed', 'changed']);
  const gone = counted(week.documents.vanished, ['disparue'], ['gone', 'gone']);
  if (week.status === 'done')
    return week.documents.new + week.documents.changed + week.documents.vanished === 0
      ? t(`Terminée le ${when}. Rien de nouveau dans vos ventes.`, `Finished on ${when}. Nothing new in your sales.`)
      : t(`Terminée le ${when}. ${news}, ${changed}, ${gone}.`, `Finished on ${when}. ${news}, ${changed}, ${gone}.`);
  const why = week.drift === null && week.sentence ? ` ${said(week.sentence)}` : '';
  return t(
    `Arrêtée le ${when}. Les données d’avant restent en place.${why}`,
    `Stopped on ${when}. The data from before stays in place.${why}`,
  );
}

function Drift({ week }: { readonly week: Run }): ReactElement | null {
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

function Numbers({ week }: { readonly week: Run }): ReactElement {
  return (
    <section className="cards" aria-label={t('En chiffres', 'In figures')}>
      <Figure
        value={count(week.linesRead)}
        meaning={against(t('lignes de vente lues', 'sales lines read'), week.before?.linesRead)}
      />
      <Figure
        value={count(week.linesRejected)}
        meaning={against(t('lignes non reprises', 'lines left out'), week.before?.linesRejected)}
        {...(week.linesRejected > 0
          ? { from: rejectsOf({ run: week.runId }), fromTitle: t('les voir et les corriger', 'see and correct them') }
          : {})}
      />
      <Figure
        value={roundEuros(week.mtHtLoaded)}
        unit="HT"
        meaning={against(
          t('de ventes dans les fichiers', 'of sales in the files'),
          week.before?.mtHtLoaded,
          roundEuros,
        )}
      />
      <Figure
        value={count(week.documents.new)}
        meaning={against(t('pièces nouvelles', 'new documents'), week.before?.documentsNew)}
      />
    </section>
  );
}

function against(words: string, before: number | undefined, write: (value: number) => string = count): string {
  return before === undefined
    ? words
    : t(`${words} (${write(before)} la fois d’avant)`, `${words} (${write(before)} the time before)`);
}

function Steps({ week }: { readonly week: Run }): ReactElement {
  const stopped = week.steps.find(({ state }) => state === 'stopped');
  return (
    <section className="stack-tight" aria-labelledby="steps">
      <h2 id="steps">{t('Étape par étape', 'Step by step')}</h2>
      <ol className="plain-list step-rows">
        {week.steps.map((step) => (
          <li key={step.step}>
            <Shape tone={step.state === 'waiting' ? 'quiet' : step.state} size={18} />
            <strong>
              {said(step.title)} <span className="soft small">{stateWord(step.state)}</span>
            </strong>
            <span className="soft small">{step.state === 'done' ? didWhat(step) : ''}</span>
            {step.sentence && week.drift === null && <p className="small">{said(step.sentence)}</p>}
          </li>
        ))}
      </ol>
      {stopped && week.drift === null && <StartRun label={t('Relancer la semaine', 'Start the week again')} />}
    </section>
  );
}

type Step = Run['steps'][number];

function stateWord(state: Step['state']): string {
  const words: Readonly<Record<Step['state'], string>> = {
    done: t('fait', 'done'),
    running: t('en cours', 'running'),
    waiting: t('pas faite', 'not done'),
    stopped: t('arrêté', 'stopped'),
  };
  return words[state];
}

function didWhat(step: Step): string {
  const took = step.startedAt && step.endedAt ? seconds(step.startedAt, step.endedAt) : '';
  const read = count(step.rowsRead);
  const written = count(step.rowsWritten);
  switch (step.step) {
    case 'receive':
      return step.rowsRead === 0
        ? t('rien de plus dans les dossiers de dépôt', 'nothing more in the drop folders')
        : t(`${read} fichiers vus, ${written} nouveaux${took}`, `${read} files seen, ${written} new${took}`);
    case 'stage':
      return t(`${written} lignes lues${took}`, `${written} lines read${took}`);
    case 'curate':
      return t(`${written} lignes gardées sur ${read}${took}`, `${written} of ${read} lines kept${took}`);
    case 'check-drift':
      return t(`${read} lignes comparées aux semaines passées${took}`, `${read} lines compared with past weeks${took}`);
    case 'load':
      return t(`${written} lignes mises à jour${took}`, `${written} lines updated${took}`);
    case 'refresh':
      return t(`${written} fiches refaites${took}`, `${written} client pages made anew${took}`);
    case 'recommend':
      return t(`${written} lignes de recommandation${took}`, `${written} lines of recommendations${took}`);
    default:
      return t(`${written} contrôles notés${took}`, `${written} checks noted${took}`);
  }
}

function seconds(from: string, until: string): string {
  const took = (new Date(until).getTime() - new Date(from).getTime()) / 1000;
  return took < 1 ? '' : t(`, en ${count(took)} s`, `, in ${count(took)} s`);
}

function Files({ week }: { readonly week: Run }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="files-read">
      <h2 id="files-read">{t('Les fichiers lus', 'The files read')}</h2>
      {week.filesRead.length === 0 && <p className="soft">{t('Aucun nouveau fichier.', 'No new file.')}</p>}
      <ul className="plain-list stack">
        {week.filesRead.map((file) => (
          <li key={`${file.fileHash} ${file.dataset}`} className="stack-tight">
            <strong>
              {datasetWord(file.dataset)} : <Provenance fileName={file.name} fileHash={file.fileHash} />
            </strong>
            {file.stopped ? (
              <p>
                {said(file.stopped)}{' '}
                {file.needsMapping && (
                  <GoLink to={`${to.mapping(file.source, file.dataset)}?file=${file.fileHash}`}>
                    {t('Expliquer ses colonnes', 'Explain its columns')}
                  </GoLink>
                )}
              </p>
            ) : (
              <p className="small">
                {t(
                  `${count(file.rowsKept)} lignes reprises sur ${count(file.rowsRead)}`,
                  `${count(file.rowsKept)} of ${count(file.rowsRead)} lines taken in`,
                )}
                {file.firstDay &&
                  t(
                    `, du ${day(file.firstDay)} au ${day(file.lastDay)}`,
                    `, from ${day(file.firstDay)} to ${day(file.lastDay)}`,
                  )}
                {file.rowsRejected > 0 && (
                  <>
                    {' ; '}
                    <GoLink to={rejectsOf({ file: file.fileHash })}>
                      {t(`${count(file.rowsRejected)} non reprises`, `${count(file.rowsRejected)} left out`)}
                    </GoLink>
                  </>
                )}
                .
              </p>
            )}
            {file.warnings.length > 0 && (
              <ul className="small">
                {file.warnings.map((warning) => (
                  <li key={warning.code}>
                    {said(warning.sentence)}{' '}
                    {warning.line !== null && (
                      <GoLink to={to.file(file.fileHash, warning.line)}>
                        {t(`ligne ${count(warning.line)}`, `line ${count(warning.line)}`)}
                      </GoLink>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ week }: { readonly week: Run }): ReactElement | null {
  if (week.status !== 'done') return null;
  return (
    <section className="stack-tight" aria-labelledby="changes">
      <h2 id="changes">{t('Quelles pièces déjà connues ont changé ?', 'Which known documents changed?')}</h2>
      <DataTable
        caption={t('Pièces modifiées', 'Changed documents')}
        list={listOf(week.documentChanges)}
        columns={changeColumns()}
        rowId={(change) => `${change.source} ${change.documentId}`}
        open={(change) => to.document(change.source, change.documentId)}
        noun={{ fr: ['pièce'], en: ['document'] }}
        empty={
          <Empty title={t('Aucune', 'None')}>
            {t(
              'Les pièces des semaines passées sont restées telles quelles.',
              'The documents of past weeks stayed as they were.',
            )}
          </Empty>
        }
      />
    </section>
  );
}

function changeColumns(): readonly Column<Run['documentChanges'][number]>[] {
  return [
    { id: 'documentId', title: t('Pièce', 'Document'), cell: (change) => change.documentId.replaceAll('_', ' ') },
    { id: 'change', title: t('Ce qui a changé', 'What changed'), cell: (change) => changeWord(change.change) },
    {
      id: 'before',
      title: t('Avant, HT', 'Before, net'),
      align: 'end',
      narrow: 'hide',
      cell: (change) => euros(change.mtHtBefore),
    },
    { id: 'after', title: t('Après, HT', 'After, net'), align: 'end', cell: (change) => euros(change.mtHtAfter) },
  ];
}

function changeWord(change: Run['documentChanges'][number]['change']): string {
  if (change === 'changed') return t('modifiée', 'changed');
  return change === 'vanished' ? t('disparue de l’export', 'gone from the export') : t('revenue', 'came back');
}
