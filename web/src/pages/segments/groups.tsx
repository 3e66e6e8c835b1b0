import type { ReactElement } from 'react';
import type { Segments } from '../../../../src/api/contract/segments.ts';
import { to, withFilters } from '../../addresses.ts';
import { count, roundEuros, share } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { listOf } from '../../queries.ts';
import { counted, currentLanguage, t } from '../../words.ts';

type Group = Segments['clusters'][number];

/** Clients brought together by what they have in common. */
export function Groups({ found }: { readonly found: Segments }): ReactElement {
  const privateClients = found.clusters.reduce((sum, { clientCount }) => sum + clientCount, 0);
  const columns: readonly Column<Group>[] = [
    { id: 'name', title: t('Groupe', 'Group'), cell: (row) => (currentLanguage() === 'fr' ? row.nameFr : row.nameEn) },
    {
      id: 'clients',
      title: t('Clients', 'Clients'),
      align: 'end',
      cell: (row) => (
        <>
          {count(row.clientCount)}
          <br />
          <span className="soft small">{share(row.clientCount, privateClients)}</span>
        </>
      ),
    },
    { id: 'orders', title: t('Commandes', 'Orders'), align: 'end', cell: (row) => count(row.medianOrderCount) },
    { id: 'net', title: t('Acheté, HT', 'Bought, net'), align: 'end', cell: (row) => roundEuros(row.medianNetHt) },
    {
      id: 'silence',
      title: t('Silence', 'Silence'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => counted(Math.round(row.medianRecencyDays), ['jour'], ['day']),
    },
    {
      id: 'turnover',
      title: t('Part des ventes', 'Share of sales'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => `${count(row.turnoverShare * 100)} %`,
    },
  ];
  return (
    <section className="stack">
      <h2>{t('Quels groupes se ressemblent ?', 'Which groups are alike?')}</h2>
      <p className="soft prose">
        {t(
          'Vos particuliers, rapprochés par leur silence, leurs commandes et leurs achats. Les chiffres sont ceux du client du milieu.',
          'Your private clients, brought together by silence, orders and purchases. The figures are those of the client in the middle.',
        )}
      </p>
      <DataTable
        caption={t('Groupes de clients', 'Groups of clients')}
        list={listOf(found.clusters)}
        columns={columns}
        rowId={(row) => String(row.clusterId)}
        open={(row) => withFilters(to.clients(), { cluster: row.clusterId })}
        noun={{ fr: ['groupe'], en: ['group'] }}
        empty={
          <Empty title={t('Pas encore de groupes', 'No groups yet')}>
            {t(
              'Il faut davantage de clients pour que des groupes se dessinent.',
              'More clients are needed for groups to show.',
            )}
          </Empty>
        }
      />
    </section>
  );
}
