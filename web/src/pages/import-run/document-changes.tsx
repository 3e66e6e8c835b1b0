import type { ReactElement } from 'react';
import type { Run } from '../../../../src/api/contract/runs.ts';
import { to } from '../../addresses.ts';
import { euros } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { listOf } from '../../queries.ts';
import { t } from '../../words.ts';

/** The documents of past weeks that this week’s export tells otherwise. */
export function DocumentChanges({ week }: { readonly week: Run }): ReactElement | null {
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
