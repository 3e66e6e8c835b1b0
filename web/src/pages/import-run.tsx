import type { ReactElement } from 'react';
import type { Run } from '../../../src/api/contract/runs.ts';
import { to } from '../addresses.ts';
import { day, instant } from '../formats.ts';
import { useParam } from '../params.ts';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useApi } from '../queries.ts';
import { counted, said, t } from '../words.ts';
import { DocumentChanges } from './import-run/document-changes.tsx';
import { Drift } from './import-run/drift.tsx';
import { FilesRead } from './import-run/files-read.tsx';
import { Numbers } from './import-run/numbers.tsx';
import { Steps } from './import-run/steps.tsx';
import './import-run.css';

/** One week in full: its steps, its files, what changed since the week before, and why it stopped if it did. */
export function ImportRunPage(): ReactElement {
  const runId = useParam('runId');
  const run = useApi<Run>(`/runs/${encodeURIComponent(runId)}`);
  return (
    <PageOf of={run} unknown={t('Quelle est cette semaine ?', 'Which week is this?')} back={imports()}>
      {(week) => (
        <>
          <PageTitle
            question={t(
              `Que s’est-il passé la semaine du ${day(week.asOf)} ?`,
              `What happened in the week of ${day(week.asOf)}?`,
            )}
            answer={answerOf(week)}
            back={imports()}
          />
          <div className="stack">
            <Drift week={week} />
            <Numbers week={week} />
            <div className="halves">
              <Steps week={week} />
              <FilesRead week={week} />
            </div>
            <DocumentChanges week={week} />
          </div>
        </>
      )}
    </PageOf>
  );
}

function imports() {
  return { to: to.imports(), title: t('Imports', 'Imports') };
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
