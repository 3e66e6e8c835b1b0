/** The clients: searched, filtered, taken away, kept under a name. */
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ClientRow } from '../../../src/api/contract/clients.ts';
import { useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { apiAddress } from '../api.ts';
import { count } from '../formats.ts';
import { DataTable } from '../parts/data-table.tsx';
import { clearer } from '../parts/filters.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { useList } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { clientColumns } from './clients/columns.tsx';
import { type Chosen, choosing, ClientFilters, readFilters } from './clients/filters.tsx';
import { SaveAudience } from './clients/save-audience.tsx';

/** The list counts no further than this: beyond, it says "more than". */
const mostCounted = { all: 10_000, some: 2_000 } as const;

export function ClientsPage(): ReactElement {
  const [chosen, change] = useFilters(readFilters);
  const { sort = '-turnover', ...filters } = chosen;
  const list = useList<ClientRow>('/clients', chosen);
  const clear = clearer(chosen, choosing, change);
  const isFiltered = clear !== undefined;
  const mayWork = useMay('operateur');
  return (
    <>
      <PageTitle
        question={t('Qui sont vos clients ?', 'Who are your clients?')}
        answer={list.total === undefined ? undefined : answerOf(list.total, isFiltered)}
        actions={
          mayWork && (
            <>
              <SaveAudience filters={filters} isFiltered={isFiltered} />
              <Button component="a" variant="default" href={exportAddress(chosen, 'xlsx')}>
                {t('Emporter (Excel)', 'Take away (Excel)')}
              </Button>
              <Button component="a" variant="default" href={exportAddress(chosen, 'csv')}>
                CSV
              </Button>
            </>
          )
        }
      />
      <ClientFilters chosen={chosen} clear={clear} change={change} />
      <DataTable
        caption={t('Clients', 'Clients')}
        list={list}
        columns={clientColumns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        sort={sort}
        onSort={(next) => change({ sort: next })}
        noun={{ fr: ['client'], en: ['client'] }}
        keysHint={t('↑ ↓ pour avancer, Entrée pour ouvrir', '↑ ↓ to move, Enter to open')}
        empty={<Nobody clear={clear} />}
      />
    </>
  );
}

function answerOf(total: number, isFiltered: boolean): string {
  const most = isFiltered ? mostCounted.some : mostCounted.all;
  const many = total >= most ? t(`plus de ${count(most)}`, `more than ${count(most)}`) : undefined;
  const clients = many ? t(`${many} clients`, `${many} clients`) : counted(total, ['client'], ['client']);
  return isFiltered
    ? t(`${clients} avec ces filtres.`, `${clients} with these filters.`)
    : t(`${clients}, ceux qui achètent le plus d’abord.`, `${clients}, those who buy most first.`);
}

function Nobody({ clear }: { readonly clear: (() => void) | undefined }): ReactElement {
  if (clear) {
    return (
      <Empty
        title={t('Aucun client ne correspond', 'No client matches')}
        action={
          <Button variant="default" onClick={clear}>
            {t('Effacer les filtres', 'Clear filters')}
          </Button>
        }
      >
        {t(
          'Essayez le début d’un nom, d’une ville ou d’une adresse : les accents et les majuscules ne comptent pas.',
          'Try the beginning of a name, a town or an address: accents and capitals do not count.',
        )}
      </Empty>
    );
  }
  return (
    <Empty title={t('Pas encore de clients', 'No clients yet')}>
      {t(
        'Déposez l’export de vos ventes et de vos clients dans Imports : ils apparaîtront ici après le traitement.',
        'Drop the exports of your sales and clients under Imports: they appear here after the run.',
      )}
    </Empty>
  );
}

function exportAddress({ sort, ...filters }: Chosen, format: 'csv' | 'xlsx'): string {
  return apiAddress('/clients/export', { ...filters, sort, format });
}
