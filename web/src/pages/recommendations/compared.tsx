import type { ReactElement } from 'react';
import type { ComparedClient, Comparison } from '../../../../src/api/contract/recommendations.ts';
import { to } from '../../addresses.ts';
import { count, day } from '../../formats.ts';
import { nameOf } from '../../list-words.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useApi, useList } from '../../queries.ts';
import { t } from '../../words.ts';

/** Two weeks side by side: what moved, and for whom. */
export function Compared({ from, until }: { readonly from: string; readonly until: string }): ReactElement {
  const asked = { from, to: until };
  const head = useApi<Comparison>('/recommendations/compare', { ...asked, limit: 1 });
  const list = useList<ComparedClient>('/recommendations/compare', asked);
  return (
    <section className="stack-tight">
      <h2>
        {t(
          `Qu’est-ce qui a changé du ${day(from)} au ${day(until)} ?`,
          `What changed from ${day(from)} to ${day(until)}?`,
        )}
      </h2>
      <Answer of={head} lines={3}>
        {({ counts }) => (
          <div className="cards">
            <Figure value={count(counts.same)} meaning={t('clients gardent leurs vins', 'clients keep their wines')} />
            <Figure
              value={count(counts.changed)}
              meaning={t('clients voient leur liste changer', 'clients see their list change')}
            />
            <Figure value={count(counts.new)} meaning={t('clients entrent dans la liste', 'clients enter the list')} />
            <Figure value={count(counts.gone)} meaning={t('clients en sortent', 'clients leave it')} />
          </div>
        )}
      </Answer>
      <DataTable
        caption={t('Listes qui ont changé', 'Lists that changed')}
        list={list}
        columns={comparedColumns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        noun={{ fr: ['client'], en: ['client'] }}
        empty={<Empty title={t('Rien n’a changé entre ces deux listes', 'Nothing changed between these lists')} />}
      />
    </section>
  );
}

function comparedColumns(): readonly Column<ComparedClient>[] {
  return [
    { id: 'client', title: t('Client', 'Client'), cell: nameOf },
    { id: 'before', title: t('Avant', 'Before'), cell: (row) => <Labels labels={row.before} /> },
    { id: 'after', title: t('Après', 'After'), cell: (row) => <Labels labels={row.after} /> },
  ];
}

function Labels({ labels }: { readonly labels: readonly string[] }): ReactElement {
  if (labels.length === 0) return <span className="soft">{t('pas dans la liste', 'not in the list')}</span>;
  return (
    <span className="list-change">
      {labels.map((label) => (
        <span key={label} className="wine-name" lang="fr">
          {label}
        </span>
      ))}
    </span>
  );
}
