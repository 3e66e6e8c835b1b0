import type { ReactElement, ReactNode } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import type { Journey } from '../../../../src/api/contract/journey.ts';
import { to } from '../../addresses.ts';
import { count, day, instant } from '../../formats.ts';
import { datasetWord, rejectsOf } from '../../import-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { RunRooms } from '../../parts/run-line.tsx';
import { Shape, type Tone } from '../../parts/state-word.tsx';
import { counted, said, t } from '../../words.ts';

type Run = NonNullable<Home['run']>;

/** Whether Monday worked, in one sentence, above the nine rooms. */
export function Verdict({
  week,
  run,
  journey,
}: {
  readonly week: Home;
  readonly run: Run;
  readonly journey: Journey | undefined;
}): ReactElement {
  const tone: Tone = run.status === 'done' ? 'done' : run.status === 'running' ? 'running' : 'stopped';
  return (
    <section className="verdict" data-tone={tone} aria-label={t('La semaine', 'The week')}>
      <div className="verdict-words">
        <Shape tone={tone} size={28} />
        <strong>{headline(run)}</strong>
        <p>{story(week, run)}</p>
        <p className="soft small">
          {run.endedAt === null
            ? t(`Commencé le ${instant(run.startedAt)}.`, `Started on ${instant(run.startedAt)}.`)
            : t(`Terminé le ${instant(run.endedAt)}.`, `Finished on ${instant(run.endedAt)}.`)}{' '}
          <GoLink to={to.run(run.runId)}>{t('Voir cette semaine en détail', 'See this week in detail')}</GoLink>
        </p>
      </div>
      {journey && <RunRooms rooms={journey.rooms} />}
    </section>
  );
}

function headline(run: Run): string {
  const on = day(run.asOf);
  if (run.status === 'done') return t(`Oui. La semaine du ${on} est en place.`, `Yes. The week of ${on} is in place.`);
  if (run.status === 'running') return t(`La semaine du ${on} est en cours.`, `The week of ${on} is under way.`);
  if (run.isDrift)
    return t(
      'Non. Cette semaine ne ressemble pas aux autres : elle attend votre avis.',
      'No. This week looks unlike the others: it waits for your word.',
    );
  return t(`Non. La semaine du ${on} s’est arrêtée.`, `No. The week of ${on} stopped.`);
}

function story(week: Home, run: Run): ReactNode {
  if (run.status === 'running') return t('Vous pouvez quitter cette page.', 'You may leave this page.');
  if (run.status !== 'done') {
    const why = run.stoppedBecause ? said(run.stoppedBecause).split('\n')[0] : '';
    return t(
      `${why} Les données de la semaine passée restent en place ; rien n’est perdu.`,
      `${why} Last week’s data stays in place; nothing is lost.`,
    );
  }
  if (run.files.length === 0)
    return t(
      'Aucun nouveau fichier : les listes ont été refaites avec ce qui était connu.',
      'No new file: the lists were made anew from what was known.',
    );
  const kinds = [...new Set(run.files.map(({ dataset }) => datasetWord(dataset).toLowerCase()))].join(', ');
  const files = counted(run.files.length, ['fichier lu', 'fichiers lus'], ['file read', 'files read']);
  const news = counted(run.documentsNew, ['pièce nouvelle', 'pièces nouvelles'], ['new document']);
  const refused = run.files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  const rejects =
    refused === 0
      ? t('toutes les lignes ont été reprises', 'every line was taken in')
      : counted(
          refused,
          ['ligne n’a pas été reprise', 'lignes n’ont pas été reprises'],
          ['line was left out', 'lines were left out'],
        );
  const score = week.dataScore
    ? t(
        ` Santé des données : ${count(week.dataScore.now, 1)} sur 100.`,
        ` Health of the data: ${count(week.dataScore.now, 1)} out of 100.`,
      )
    : '';
  return (
    <>
      {`${files} (${kinds}), ${news}, `}
      {refused === 0 ? rejects : <GoLink to={rejectsOf({ run: run.runId })}>{rejects}</GoLink>}.{score}
    </>
  );
}
