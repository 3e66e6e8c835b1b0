import type { ReactElement } from 'react';
import { to, withFilters } from '../../addresses.ts';
import { scenarioWord } from '../../estate-words.ts';
import { count, day } from '../../formats.ts';
import { clearer, Filters, FilterSelect } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { counted, t } from '../../words.ts';
import type { WeekProps } from './filters.ts';

/** The shares of the scenarios, each a filter, and the other weeks. */
export function Weeks({ overview, filters, change }: WeekProps): ReactElement {
  const { run, runs, byScenario } = overview;
  const earlier = runs.filter(({ isCurrent }) => !isCurrent);
  return (
    <div className="stack-tight">
      <ul className="plain-list scenario-shares no-print">
        {byScenario.map(({ scenario, clients, items }) => (
          <li key={scenario}>
            <GoLink to={withFilters(to.recommendations(), { scenario })}>
              {count(items)} {scenarioWord(scenario)}
            </GoLink>{' '}
            <span className="soft small">{counted(clients, ['client'], ['client'])}</span>
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <Filters onClear={clearer(filters, ['asOf', 'from'], change)}>
          <FilterSelect
            label={t('Liste du', 'List of')}
            value={filters.asOf}
            all={`${day(run?.asOf)} (${t('actuelle', 'current')})`}
            options={earlier.map(({ asOf }) => ({ value: asOf, label: day(asOf) }))}
            onChange={(asOf) => change({ asOf })}
          />
          <FilterSelect
            label={t('Comparer avec celle du', 'Compare with that of')}
            value={filters.from}
            all={t('Ne pas comparer', 'Do not compare')}
            options={earlier
              .filter(({ asOf }) => asOf !== filters.asOf)
              .map(({ asOf }) => ({ value: asOf, label: day(asOf) }))}
            onChange={(from) => change({ from })}
          />
        </Filters>
      )}
    </div>
  );
}
