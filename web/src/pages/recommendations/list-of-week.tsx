import type { ReactElement } from 'react';
import type { Recommendation } from '../../../../src/api/contract/recommendations.ts';
import { to, withFilters } from '../../addresses.ts';
import { scenarioWord, segmentWord, tierNames } from '../../estate-words.ts';
import { count, euros } from '../../formats.ts';
import { itemStateWord, nameOf, scenarios, toneOfItem } from '../../list-words.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, optionsOf, SearchBox } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';
import { itemStates, type WeekProps } from './filters.ts';

/** The list of one week, filtered by the address. */
export function ListOfWeek({ overview, filters, change }: WeekProps): ReactElement {
  const { client: _client, from: _from, ...asked } = filters;
  const list = useList<Recommendation>('/recommendations', asked);
  const isCurrent = filters.asOf === undefined || filters.asOf === overview.run?.asOf;
  const { q, scenario, tier, eligible, family, state } = filters;
  return (
    <div className="stack-tight">
      <Filters onClear={clearer(filters, ['q', 'scenario', 'tier', 'eligible', 'family', 'state', 'wine'], change)}>
        <SearchBox
          label={t('Chercher un client ou un vin', 'Search a client or a wine')}
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <FilterSelect
          label={t('Scénario', 'Scenario')}
          value={scenario}
          options={optionsOf(scenarios, scenarioWord)}
          onChange={(value) => change({ scenario: value })}
        />
        <FilterSelect
          label={t('Niveau', 'Tier')}
          value={tier}
          options={optionsOf(tierNames, segmentWord)}
          onChange={(value) => change({ tier: value })}
        />
        <FilterSelect
          label={t('Famille', 'Family')}
          value={family}
          all={t('Toutes', 'All')}
          options={overview.families.map((value) => ({ value, label: value }))}
          onChange={(value) => change({ family: value })}
        />
        <FilterSelect
          label={t('Contrôle', 'Audit')}
          value={eligible}
          options={[
            { value: 'yes', label: t('Admis', 'Eligible') },
            { value: 'no', label: t('Arrêtés', 'Stopped') },
          ]}
          onChange={(value) => change({ eligible: value })}
        />
        {isCurrent && (
          <FilterSelect
            label={t('Décision', 'Decision')}
            value={state}
            all={t('Toutes', 'All')}
            options={optionsOf(itemStates, itemStateWord)}
            onChange={(value) => change({ state: value })}
          />
        )}
      </Filters>
      <DataTable
        caption={t('Vins proposés, les meilleurs clients d’abord', 'Wines proposed, the best clients first')}
        list={list}
        columns={listColumns(isCurrent)}
        rowId={(row) => `${row.clientCode}:${row.rank}`}
        {...(isCurrent
          ? { open: (row: Recommendation) => withFilters(to.recommendations(), { client: row.clientCode }) }
          : {})}
        sort={filters.sort}
        onSort={(sort) => change({ sort })}
        keysHint={
          isCurrent ? (
            <>
              <kbd>↑</kbd> <kbd>↓</kbd> {t('avancer', 'move')} · <kbd>↵</kbd>{' '}
              {t('tout savoir de cette liste', 'everything about this list')}
            </>
          ) : undefined
        }
        noun={{ fr: ['vin proposé', 'vins proposés'], en: ['wine proposed', 'wines proposed'] }}
        empty={
          <Empty title={t('Aucun vin ne répond à ces filtres', 'No wine answers these filters')}>
            {t('Retirez un filtre, ou cherchez un autre nom.', 'Remove a filter, or search another name.')}
          </Empty>
        }
      />
    </div>
  );
}

function listColumns(isCurrent: boolean): readonly Column<Recommendation>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      sort: 'up',
      cell: (row) => (
        <>
          {nameOf(row)}
          <br />
          <span className="soft small">{segmentWord(row.segment)}</span>
        </>
      ),
    },
    {
      id: 'label',
      title: t('Vin et raison', 'Wine and reason'),
      sort: 'up',
      narrow: 'prose',
      cell: (row) => (
        <>
          <GoLink to={to.wine(row.wineKey)} className="wine-name" lang="fr">
            {row.label}
          </GoLink>{' '}
          <span className="soft small">{scenarioWord(row.scenario)}</span>
          <div className="small" lang="fr">
            {row.reason}
          </div>
        </>
      ),
    },
    { id: 'price', title: t('Prix', 'Price'), align: 'end', sort: 'down', cell: (row) => euros(row.prixTtc) },
    {
      id: 'score',
      title: t('Note sur 100', 'Score of 100'),
      align: 'end',
      sort: 'down',
      narrow: 'hide',
      cell: (row) => count(row.score),
    },
    {
      id: 'state',
      title: t('Décision', 'Decision'),
      cell: (row) =>
        !isCurrent ? (
          <span className="soft">{t('liste passée', 'past list')}</span>
        ) : row.state === 'pending' && !row.isEligible ? (
          <StateWord tone="stopped">
            {row.auditScore === null
              ? t('à contrôler', 'to be audited')
              : t('arrêté par le contrôle', 'stopped by the audit')}
          </StateWord>
        ) : (
          <StateWord tone={toneOfItem[row.state]}>{itemStateWord(row.state)}</StateWord>
        ),
    },
  ];
}
