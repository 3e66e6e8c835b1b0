import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { JournalEntryAnswer } from '../../../src/api/contract/journal.ts';
import { type Search, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { instant } from '../formats.ts';
import { actWord, actWords } from '../journal-words.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { clearer, Filters, FilterSelect, SearchBox } from '../parts/filters.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { useList } from '../queries.ts';
import { t } from '../words.ts';

function readFilters({ q, action, since, until }: Search) {
  return { q: q ?? '', action, since, until };
}

export function JournalPage(): ReactElement {
  const [chosen, change] = useFilters(readFilters);
  const list = useList<JournalEntryAnswer>('/journal', chosen);
  const [opened, setOpened] = useState<JournalEntryAnswer>();
  const search = (q: string) => change({ q });
  return (
    <>
      <PageTitle
        question={t('Qui a fait quoi, et quand ?', 'Who did what, and when?')}
        answer={t(
          'Chaque acte tient au précédent : rien ne peut y être changé sans que cela se voie.',
          'Each act holds to the one before it: nothing can be changed without its being seen.',
        )}
      />
      <Filters onClear={clearer(chosen, ['q', 'action', 'since', 'until'], change)}>
        <SearchBox
          label={t('Chercher', 'Search')}
          placeholder={t('qui, quoi, pourquoi', 'who, what, why')}
          value={chosen.q}
          onChange={search}
        />
        <FilterSelect
          label={t('Au sujet de', 'About')}
          value={chosen.action}
          options={subjects().map(([value, label]) => ({ value, label }))}
          onChange={(action) => change({ action })}
        />
      </Filters>
      <DataTable
        caption={t('Actes, le dernier d’abord', 'Acts, the last one first')}
        list={list}
        columns={columns(setOpened)}
        rowId={(row) => row.entryId}
        noun={{ fr: ['acte'], en: ['act'] }}
        empty={
          <Empty title={t('Rien de tel dans le journal', 'Nothing like it in the journal')}>
            {t(
              'Chaque changement fait ici ou en ligne de commande s’y écrit : qui, quand, pourquoi.',
              'Every change made here or on the command line is written here: who, when, why.',
            )}
          </Empty>
        }
      />
      {opened && <Act entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function columns(open: (entry: JournalEntryAnswer) => void): readonly Column<JournalEntryAnswer>[] {
  return [
    { id: 'action', title: t('Quoi', 'What'), cell: (row) => actWord(row.action) },
    { id: 'actor', title: t('Qui', 'Who'), cell: (row) => row.actor },
    { id: 'subject', title: t('Sur', 'On'), narrow: 'hide', cell: (row) => <Subject entry={row} /> },
    { id: 'at', title: t('Quand', 'When'), cell: (row) => instant(row.at) },
    {
      id: 'more',
      title: t('Détail', 'Detail'),
      cell: (row) => (
        <Button variant="subtle" size="compact-sm" onClick={() => open(row)}>
          {t('Voir', 'See')}
          <span className="only-read-aloud"> {actWord(row.action)}</span>
        </Button>
      ),
    },
  ];
}

/** A client or a campaign is one press away; anything else is named. */
function Subject({ entry }: { readonly entry: JournalEntryAnswer }): ReactElement {
  const [, kind, key = ''] = /^(client|campaign)[ :](.+)$/.exec(entry.subject) ?? [];
  if (kind === 'client') return <GoLink to={to.client(key)}>{key}</GoLink>;
  if (kind === 'campaign') return <GoLink to={to.campaign(key)}>{t('la campagne', 'the campaign')}</GoLink>;
  return <span className="soft">{entry.subject}</span>;
}

function Act({ entry, onClose }: { readonly entry: JournalEntryAnswer; readonly onClose: () => void }): ReactElement {
  const changes = changesOf(entry);
  return (
    <Dialog
      title={actWord(entry.action)}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('Fermer', 'Close')}</Button>}
    >
      <dl className="facts">
        <dt>{t('Qui', 'Who')}</dt>
        <dd>{entry.actor}</dd>
        <dt>{t('Quand', 'When')}</dt>
        <dd>{instant(entry.at)}</dd>
        <dt>{t('Sur', 'On')}</dt>
        <dd>{entry.subject}</dd>
        {entry.reason !== null && (
          <>
            <dt>{t('Pourquoi', 'Why')}</dt>
            <dd>{entry.reason}</dd>
          </>
        )}
        {changes.map(({ name, before, after }) => (
          <Change key={name} name={name} before={before} after={after} />
        ))}
      </dl>
    </Dialog>
  );
}

function Change({ name, before, after }: ChangedValue): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {before !== undefined && <del>{before}</del>} {after !== undefined && <ins>{after}</ins>}
      </dd>
    </>
  );
}

interface ChangedValue {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between the two sides of an act, member by member. */
function changesOf({ before, after }: JournalEntryAnswer): readonly ChangedValue[] {
  const old = membersOf(before);
  const fresh = membersOf(after);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((name) => ({ name, before: old.get(name), after: fresh.get(name) }))
    .filter((change) => change.before !== change.after);
}

function membersOf(side: unknown): Map<string, string> {
  if (side === null || side === undefined) return new Map();
  if (typeof side !== 'object') return new Map([[t('valeur', 'value'), JSON.stringify(side)]]);
  return new Map(
    Object.entries(side).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** The subjects one may look for: the part of an act's name before its dot. */
function subjects(): readonly (readonly [string, string])[] {
  return [...new Set(Object.keys(actWords).map((action) => action.split('.')[0] ?? ''))].map((subject) => [
    `${subject}.`,
    subjectWord(subject),
  ]);
}

function subjectWord(subject: string): string {
  const words: Readonly<Record<string, string>> = {
    audience: t('Audiences', 'Audiences'),
    brevo: 'Brevo',
    campaign: t('Campagnes', 'Campaigns'),
    client: t('Clients', 'Clients'),
    drift: t('Écarts acceptés', 'Accepted drifts'),
    estate: t('Domaine', 'Estate'),
    instance: t('Installation', 'Installation'),
    job: t('Travaux', 'Jobs'),
    link: t('Liens de connexion', 'Sign-in links'),
    note: t('Notes', 'Notes'),
    recommendation: t('Avis sur une proposition', 'Opinions on a proposal'),
    recommendations: t('Validation', 'Approval'),
    row: t('Lignes corrigées', 'Corrected rows'),
    settings: t('Réglages', 'Settings'),
    sign_in: t('Connexions', 'Sign-ins'),
    task: t('À faire', 'To do'),
    template: t('Modèles de lettres', 'Letter templates'),
    token: t('Jetons', 'Tokens'),
    user: t('Personnes', 'People'),
    wine: t('Vins', 'Wines'),
  };
  return words[subject] ?? subject;
}
