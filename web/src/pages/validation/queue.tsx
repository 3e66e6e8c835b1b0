import type { ReactElement } from 'react';
import type { ApprovalSummary, QueuedClient, QueueState } from '../../../../src/api/contract/approvals.ts';
import { oneOf, type Search, useFilters } from '../../address.ts';
import { scenarioWord, segmentNames, segmentWord } from '../../estate-words.ts';
import { scenarios } from '../../list-words.ts';
import { clearer, Filters, FilterSelect, optionsOf, SearchBox } from '../../parts/filters.tsx';
import { Empty, Trouble, Waiting } from '../../parts/states.tsx';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';
import { QueueOfClients } from './queue-of-clients.tsx';

const states: readonly QueueState[] = ['pending', 'blocked', 'approved', 'rejected', 'flagged'];

function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    state: oneOf(search['state'], states) ?? ('pending' as const),
    segment: oneOf(search['segment'], segmentNames),
    scenario: oneOf(search['scenario'], scenarios),
  };
}

/** The queue, filtered by the address. */
export function Queue({
  summary,
  mayDecide,
}: {
  readonly summary: ApprovalSummary;
  readonly mayDecide: boolean;
}): ReactElement {
  const [filters, change] = useFilters(readFilters);
  const list = useList<QueuedClient>('/approvals/queue', { ...filters, limit: 20 });
  return (
    <section className="stack-tight">
      <h2>{t('Client par client', 'Client by client')}</h2>
      <Filters onClear={clearer(filters, ['q', 'segment', 'scenario'], change)}>
        <SearchBox
          label={t('Chercher un client', 'Search a client')}
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <FilterSelect
          label={t('Décision', 'Decision')}
          value={filters.state}
          all={t('À décider', 'To decide')}
          options={states.slice(1).map((state) => ({ value: state, label: queueStateWord(state, summary) }))}
          onChange={(state) => change({ state })}
        />
        <FilterSelect
          label={t('Segment', 'Segment')}
          value={filters.segment}
          options={optionsOf(segmentNames, segmentWord)}
          onChange={(segment) => change({ segment })}
        />
        <FilterSelect
          label={t('Scénario', 'Scenario')}
          value={filters.scenario}
          options={optionsOf(scenarios, scenarioWord)}
          onChange={(scenario) => change({ scenario })}
        />
      </Filters>
      {list.problem ? (
        <Trouble problem={list.problem} retry={list.retry} />
      ) : list.isLoading ? (
        <Waiting lines={8} />
      ) : list.rows.length === 0 ? (
        <Empty title={t('Personne ici', 'Nobody here')}>
          {t(
            'Aucun client ne répond à ces filtres. Les décisions déjà prises se retrouvent sous « Décision ».',
            'No client answers these filters. Decisions already taken are found under “Decision”.',
          )}
        </Empty>
      ) : (
        <QueueOfClients
          key={JSON.stringify(filters)}
          clients={list.rows}
          mayDecide={mayDecide}
          more={list.hasMore ? list.readMore : undefined}
          isLoadingMore={list.isLoadingMore}
        />
      )}
    </section>
  );
}

function queueStateWord(state: QueueState, { counts }: ApprovalSummary): string {
  const words: Readonly<Record<QueueState, string>> = {
    pending: t('À décider', 'To decide'),
    blocked: t(
      `Arrêtées par le contrôle (${counts.blockedClients})`,
      `Stopped by the audit (${counts.blockedClients})`,
    ),
    approved: t('Validées', 'Approved'),
    rejected: t('Refusées', 'Rejected'),
    flagged: t('Mises de côté', 'Set aside'),
  };
  return words[state];
}
