import type { ReactElement } from 'react';
import type { Wine } from '../../../../src/api/contract/wines.ts';
import { to, withFilters } from '../../addresses.ts';
import { clientName, segmentWord } from '../../estate-words.ts';
import { count, day, roundEuros } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { listOf } from '../../queries.ts';
import { t } from '../../words.ts';

/** Who buys the wine, by segment and by name. */
export function Buyers({ wine }: { readonly wine: Wine }): ReactElement {
  const shares = wine.buyerSegments.map(({ segment, clientCount }) => (
    <GoLink key={segment} to={withFilters(to.clients(), { wine: wine.wineKey, segment })}>
      {segmentWord(segment)} {count(clientCount)}
    </GoLink>
  ));
  return (
    <section className="stack">
      <h2>{t('Qui l’achète ?', 'Who buys it?')}</h2>
      {shares.length > 0 && <p className="row">{shares}</p>}
      <DataTable
        caption={t('Ceux qui en achètent le plus', 'Those who buy most of it')}
        list={{ ...listOf(wine.buyers), total: wine.buyerCount }}
        columns={buyerColumns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        noun={{ fr: ['client'], en: ['client'] }}
        empty={
          <Empty title={t('Personne encore', 'Nobody yet')}>
            {t('Aucune vente de ce vin ne porte le nom d’un client.', 'No sale of this wine names a client.')}
          </Empty>
        }
      />
    </section>
  );
}

function buyerColumns(): readonly Column<Wine['buyers'][number]>[] {
  return [
    { id: 'name', title: t('Client', 'Client'), cell: (row) => clientName(row) },
    { id: 'bottles', title: t('Bouteilles', 'Bottles'), align: 'end', cell: (row) => count(row.bottles) },
    { id: 'net', title: t('Acheté, HT', 'Bought, net'), align: 'end', cell: (row) => roundEuros(row.netHt) },
    {
      id: 'last',
      title: t('La dernière fois', 'Last time'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => day(row.lastOn),
    },
  ];
}
