import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { WineAlias, WineChoices, WineRow } from '../../../src/api/contract/wines.ts';
import { oneOf, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { sweetnessWord } from '../estate-words.ts';
import { count, euros, noValue } from '../formats.ts';
import { DataTable } from '../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, FilterTick, SearchBox } from '../parts/filters.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { type Page, useApi, useList } from '../queries.ts';
import { counted, t } from '../words.ts';
import { AliasesToConfirm } from './wine/aliases.tsx';
import './under-name.css';

export function WinesPage(): ReactElement {
  const [chosen, change] = useFilters((search) => ({
    q: search['q'] ?? '',
    family: search['family'],
    colour: search['colour'],
    inStock: oneOf(search['inStock'], ['yes'] as const),
    sort: search['sort'],
  }));
  const choices = useApi<WineChoices>('/wines/choices');
  const waiting = useApi<Page<WineAlias>>('/aliases', { state: 'waiting' });
  const list = useList<WineRow>('/wines', chosen);
  const search = (q: string) => change({ q });
  const clear = clearer(chosen, ['q', 'family', 'colour', 'inStock'], change);
  const isFiltered = clear !== undefined;
  const names = waiting.data?.items ?? [];
  return (
    <>
      <PageTitle
        question={t('Que reste-t-il à vendre, et qui l’aime ?', 'What is left to sell, and who likes it?')}
        answer={
          list.total === undefined
            ? undefined
            : t(
                `${counted(list.total, ['vin'], ['wine'])}${isFiltered ? ' avec ces filtres' : ''}.`,
                `${counted(list.total, ['vin'], ['wine'])}${isFiltered ? ' with these filters' : ''}.`,
              )
        }
      />
      {names.length > 0 && <AliasesToConfirm aliases={names} />}
      <Filters onClear={clear}>
        <SearchBox label={t('Chercher un vin', 'Search a wine')} value={chosen.q} onChange={search} />
        <FilterSelect
          label={t('Famille', 'Family')}
          all={t('Toutes', 'All')}
          value={chosen.family}
          options={(choices.data?.families ?? []).map((value) => ({ value, label: value }))}
          onChange={(family) => change({ family })}
        />
        <FilterSelect
          label={t('Couleur', 'Colour')}
          all={t('Toutes', 'All')}
          value={chosen.colour}
          options={(choices.data?.colours ?? []).map((value) => ({ value, label: value }))}
          onChange={(colour) => change({ colour })}
        />
        <FilterTick
          label={t('Seulement ce qui reste à vendre', 'Only what is left to sell')}
          on={chosen.inStock === 'yes'}
          onChange={(on) => change({ inStock: on ? 'yes' : undefined })}
        />
      </Filters>
      <DataTable
        caption={t('Vins', 'Wines')}
        list={list}
        columns={columns()}
        rowId={(row) => row.wineKey}
        open={(row) => to.wine(row.wineKey)}
        sort={chosen.sort ?? 'name'}
        onSort={(sort) => change({ sort })}
        noun={{ fr: ['vin'], en: ['wine'] }}
        empty={
          isFiltered ? (
            <Empty
              title={t('Aucun vin ne correspond', 'No wine matches')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('Effacer les filtres', 'Clear filters')}
                </Button>
              }
            />
          ) : (
            <Empty title={t('Aucun vin', 'No wine')}>
              {t(
                'Importez vos produits ou vos ventes : vos cuvées apparaîtront ici.',
                'Import your products or your sales: your cuvées will appear here.',
              )}
            </Empty>
          )
        }
      />
    </>
  );
}

function columns(): readonly Column<WineRow>[] {
  return [
    { id: 'name', title: t('Vin', 'Wine'), sort: 'up', cell: (row) => <Name row={row} /> },
    {
      id: 'vintages',
      title: t('Millésimes', 'Vintages'),
      narrow: 'hide',
      cell: (row) => vintages(row.millesimes),
    },
    {
      id: 'price',
      title: t('Prix TTC', 'Price, tax incl.'),
      align: 'end',
      sort: 'down',
      cell: (row) => euros(row.prixTtc),
    },
    {
      id: 'stock',
      title: t('Libre à la vente', 'Free to sell'),
      align: 'end',
      sort: 'down',
      cell: (row) => <Stock row={row} />,
    },
    {
      id: 'promised',
      title: t('Proposé cette semaine', 'Offered this week'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => (row.promisedBottles === 0 ? noValue : <Bottles count={row.promisedBottles} />),
    },
    {
      id: 'sold',
      title: t('Vendu en un an', 'Sold in a year'),
      align: 'end',
      cell: (row) => <Bottles count={row.sold12m} />,
    },
  ];
}

function Name({ row }: { readonly row: WineRow }): ReactElement {
  const words = [row.family, row.cepage, sweetnessWord(row.sucrosite)].filter(Boolean).join(' · ');
  return (
    <>
      <span className="wine-name" lang="fr">
        {row.name}
      </span>
      <br />
      <span className="under-name" lang="fr">
        {words || noValue}
      </span>
    </>
  );
}

function vintages(millesimes: readonly number[]): string {
  if (millesimes.length === 0) return t('sans millésime', 'no vintage');
  const shown = millesimes.slice(0, 2).join(', ');
  return millesimes.length > 2 ? `${shown}…` : shown;
}

function Stock({ row }: { readonly row: WineRow }): ReactElement {
  if (row.freeBottles === null) return <span className="soft">{t('non compté', 'not counted')}</span>;
  if (row.freeBottles <= 0) return <StateWord tone="quiet">{t('épuisé', 'sold out')}</StateWord>;
  return <Bottles count={row.freeBottles} />;
}

function Bottles({ count: bottles }: { readonly count: number }): ReactElement {
  return (
    <>
      {count(bottles)} <span className="unit">btl</span>
    </>
  );
}
