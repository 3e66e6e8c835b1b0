import type { ReactElement } from 'react';
import type { RunRow } from '../../../../src/api/contract/runs.ts';
import { to } from '../../addresses.ts';
import { count, day, roundEuros } from '../../formats.ts';
import { rejectsOf } from '../../import-words.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';

/** The weeks so far. */
export function Weeks(): ReactElement {
  const runs = useList<RunRow>('/runs', { limit: 8 });
  return (
    <section className="stack-tight" aria-labelledby="runs">
      <h2 id="runs">{t('Les semaines passées', 'The weeks so far')}</h2>
      <DataTable
        caption={t('Semaines', 'Weeks')}
        list={runs}
        columns={weekColumns()}
        rowId={(run) => run.runId}
        open={(run) => to.run(run.runId)}
        tone={(run) => (run.status === 'refused' || run.status === 'failed' ? 'stopped' : undefined)}
        noun={{ fr: ['semaine'], en: ['week'] }}
        empty={
          <Empty title={t('Aucune semaine encore', 'No week yet')}>
            {t('Déposez vos exports, puis lancez la semaine.', 'Drop your exports, then start the week.')}
          </Empty>
        }
      />
    </section>
  );
}

function weekColumns(): readonly Column<RunRow>[] {
  return [
    { id: 'asOf', title: t('Semaine du', 'Week of'), cell: (run) => day(run.asOf) },
    {
      id: 'status',
      title: t('État', 'State'),
      cell: (run) => <StateWord tone={toneOfWeek[run.status]}>{weekWord(run.status)}</StateWord>,
    },
    { id: 'files', title: t('Fichiers', 'Files'), align: 'end', narrow: 'hide', cell: (run) => count(run.files) },
    {
      id: 'linesRead',
      title: t('Lignes de vente', 'Sales lines'),
      align: 'end',
      cell: (run) => count(run.linesRead),
    },
    {
      id: 'linesRejected',
      title: t('Non reprises', 'Left out'),
      align: 'end',
      narrow: 'hide',
      cell: (run) =>
        run.linesRejected === 0 ? (
          count(0)
        ) : (
          <GoLink to={rejectsOf({ run: run.runId })}>{count(run.linesRejected)}</GoLink>
        ),
    },
    {
      id: 'mtHtLoaded',
      title: t('Montant lu, HT', 'Amount read, net'),
      align: 'end',
      narrow: 'hide',
      cell: (run) => roundEuros(run.mtHtLoaded),
    },
  ];
}

const toneOfWeek: Readonly<Record<RunRow['status'], Tone>> = {
  running: 'running',
  done: 'done',
  failed: 'stopped',
  refused: 'stopped',
};

function weekWord(status: RunRow['status']): string {
  const words: Readonly<Record<RunRow['status'], string>> = {
    running: t('en cours', 'running'),
    done: t('faite', 'done'),
    failed: t('en panne', 'failed'),
    refused: t('arrêtée', 'stopped'),
  };
  return words[status];
}
