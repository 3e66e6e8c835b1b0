/** Who did what, when and why; before and after, one press away. */
import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { JournalEntryAnswer } from '../../../src/api/contract/journal.ts';
import { type Search, useFilters } from '../address.ts';
import { instant } from '../formats.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { FilterSelect, Filters, SearchBox } from '../parts/filters.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { useList } from '../queries.ts';
import { t } from '../words.ts';
import './journal.css';

function read(search: Search) {
  return {
    q: search['q'] ?? '',
    actor: search['actor'],
    action: search['action'],
    since: search['since'],
    until: search['until'],
  };
}

export function JournalPage(): ReactElement {
  const [filters, change] = useFilters(read);
  const entries = useList<JournalEntryAnswer>('/journal', filters);
  const isFiltered = Object.values(filters).some((value) => value !== undefined && value !== '');
  return (
    <>
      <PageTitle
        question={t('Qui a fait quoi ?', 'Who did what?')}
        answer={t(
          'Chaque changement y est, avec son auteur ; aucune ligne ne peut être retirée sans que cela se voie.',
          'Every change is here, with who made it; no line can be taken out without it showing.',
        )}
      />
      <Filters
        onClear={
          isFiltered
            ? () => change({ q: undefined, actor: undefined, action: undefined, since: undefined, until: undefined })
            : undefined
        }
      >
        <SearchBox label={t('Chercher', 'Search')} value={filters.q} onChange={(q) => change({ q })} />
        <FilterSelect
          label={t('À propos de', 'About')}
          value={filters.action}
          onChange={(action) => change({ action })}
          options={subjects()}
        />
        <TextInput
          label={t('Du', 'From')}
          type="date"
          value={filters.since ?? ''}
          onChange={(event) => change({ since: event.currentTarget.value })}
        />
        <TextInput
          label={t('Au', 'To')}
          type="date"
          value={filters.until ?? ''}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
      </Filters>
      <DataTable
        caption={t('Journal', 'Journal')}
        list={entries}
        columns={columns((actor) => change({ actor }))}
        rowId={(entry) => entry.entryId}
        noun={{ fr: ['ligne'], en: ['line'] }}
        empty={
          <Empty title={t('Rien de tel au journal', 'Nothing of the kind in the journal')}>
            {t('Élargissez la recherche.', 'Widen the search.')}
          </Empty>
        }
      />
    </>
  );
}

function columns(onActor: (actor: string) => void): readonly Column<JournalEntryAnswer>[] {
  return [
    {
      id: 'what',
      title: t('Quoi', 'What'),
      cell: (entry) => (
        <>
          <strong>{actionWords(entry.action)}</strong>
          <br />
          <span className="soft small journal-subject">{entry.subject}</span>
          {entry.reason && <p className="small">{t(`« ${entry.reason} »`, `“${entry.reason}”`)}</p>}
          <BeforeAfter entry={entry} />
        </>
      ),
    },
    {
      id: 'who',
      title: t('Qui', 'Who'),
      cell: (entry) => (
        <button type="button" className="link-button" onClick={() => onActor(entry.actor)}>
          {entry.actor === 'cuvee' ? t('la maison', 'the house') : entry.actor}
        </button>
      ),
    },
    { id: 'at', title: t('Quand', 'When'), sort: 'down', cell: (entry) => instant(entry.at) },
  ];
}

function BeforeAfter({ entry }: { readonly entry: JournalEntryAnswer }): ReactElement | null {
  const rows = changes(entry.before, entry.after);
  if (rows.length === 0) return null;
  return (
    <details className="journal-details">
      <summary className="small">{t('avant et après', 'before and after')}</summary>
      <dl className="facts small">
        {rows.map(({ path, before, after }) => (
          <div key={path} className="journal-change">
            <dt>{path || t('tout', 'all')}</dt>
            <dd>
              {before !== undefined && <del>{before}</del>} {after !== undefined && <ins>{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs, leaf by leaf; at most forty lines. */
function changes(before: unknown, after: unknown): readonly Change[] {
  const one = leaves(before);
  const other = leaves(after);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path))
    .slice(0, 40)
    .map((path) => ({ path, before: one.get(path), after: other.get(path) }));
}

function leaves(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) {
    return new Map([[path, typeof value === 'string' ? value : JSON.stringify(value)]]);
  }
  return new Map(
    Object.entries(value).flatMap(([name, member]) => [...leaves(member, path === '' ? name : `${path}.${name}`)]),
  );
}

function actionWords(action: string): string {
  const words: Readonly<Record<string, string>> = {
    'settings.changed': t('Réglages changés', 'Settings changed'),
    'job.requested': t('Travail demandé', 'Work asked for'),
    'job.cancelled': t('Travail annulé', 'Work cancelled'),
    'task.done': t('Tâche faite', 'Task done'),
    'task.dropped': t('Tâche laissée', 'Task dropped'),
    'drift.accepted': t('Écart accepté', 'Drift accepted'),
    'user.invited': t('Personne invitée', 'Person invited'),
    'user.changed': t('Compte changé', 'Account changed'),
    'token.created': t('Jeton créé', 'Token made'),
    'token.revoked': t('Jeton retiré', 'Token revoked'),
    'journal.redacted': t('Noms effacés du journal', 'Names erased from the journal'),
  };
  return words[action] ?? action.replaceAll('.', ' › ').replaceAll('_', ' ');
}

function subjects(): readonly { readonly value: string; readonly label: string }[] {
  return [
    { value: 'settings', label: t('réglages', 'settings') },
    { value: 'recommendations', label: t('validations', 'approvals') },
    { value: 'campaign', label: t('campagnes', 'campaigns') },
    { value: 'client', label: t('clients', 'clients') },
    { value: 'task', label: t('tâches', 'tasks') },
    { value: 'user', label: t('personnes', 'people') },
    { value: 'job', label: t('travaux', 'jobs') },
  ];
}
