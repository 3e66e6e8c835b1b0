import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TimelineEntry } from '../../../../src/api/contract/clients.ts';
import { oneOf, useFilters } from '../../address.ts';
import { to } from '../../addresses.ts';
import { consentWord, documentWord } from '../../estate-words.ts';
import { count, day, euros } from '../../formats.ts';
import { FilterSelect, optionsOf } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Trouble, Waiting } from '../../parts/states.tsx';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';

const nbsp = '\u00a0';
const kinds = ['order', 'letter', 'consent', 'note', 'task'] as const;

/** All that happened between the client and the estate, the latest first. */
export function Timeline({ clientCode }: { readonly clientCode: string }): ReactElement {
  const [{ kind }, change] = useFilters((search) => ({ kind: oneOf(search['quoi'], kinds) }));
  const list = useList<TimelineEntry>(`/clients/${encodeURIComponent(clientCode)}/timeline`, { kind });
  return (
    <section className="stack" id={t('trajet', 'timeline')}>
      <div className="row-apart">
        <h2>{t('Que s’est-il passé ?', 'What happened?')}</h2>
        <FilterSelect
          label={t('Montrer', 'Show')}
          all={t('Tout', 'Everything')}
          value={kind}
          options={optionsOf(kinds, kindWord)}
          onChange={(quoi) => change({ quoi })}
        />
      </div>
      {list.problem && list.rows.length === 0 && <Trouble problem={list.problem} retry={list.retry} />}
      {list.isLoading && <Waiting lines={8} />}
      {!list.isLoading && list.rows.length === 0 && !list.problem && (
        <p className="soft">{t('Rien à montrer ici.', 'Nothing to show here.')}</p>
      )}
      <ol className="timeline">
        {list.rows.map((entry) => (
          <li key={entry.entryId}>
            <span className="soft">{day(entry.on)}</span>
            <span className="timeline-words">
              <Words entry={entry} />
            </span>
            <span className="number">
              {entry.netHt !== null && euros(entry.netHt)}
              {entry.netHt === null && entry.kind === 'order' && (
                <span className="soft small">{t('non compté', 'not counted')}</span>
              )}
              {entry.bottles ? <span className="unit"> · {count(entry.bottles)} btl</span> : ''}
            </span>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <span>
          <Button variant="default" onClick={list.readMore} loading={list.isLoadingMore}>
            {t('Voir la suite', 'Show more')}
          </Button>
        </span>
      )}
    </section>
  );
}

function kindWord(kind: TimelineEntry['kind']): string {
  switch (kind) {
    case 'order':
      return t('Commandes', 'Orders');
    case 'letter':
      return t('Lettres', 'Letters');
    case 'consent':
      return t('Accords et refus', 'Consents and refusals');
    case 'note':
      return t('Notes', 'Notes');
    case 'task':
    default:
      return t('Tâches', 'Tasks');
  }
}

function Words({ entry }: { readonly entry: TimelineEntry }): ReactElement {
  const { kind, state, words, source, documentId, campaignId, campaignName, author } = entry;
  switch (kind) {
    case 'order':
      return (
        <>
          <GoLink to={to.document(source ?? '', documentId ?? '')}>{documentWord(state)}</GoLink> {words}
        </>
      );
    case 'letter':
      return (
        <>
          {campaignName !== null && campaignId !== null ? (
            <>
              {t('Lettre', 'Letter')} «{nbsp}
              <GoLink to={to.campaign(campaignId)} lang="fr">
                {campaignName}
              </GoLink>
              {nbsp}»
            </>
          ) : (
            t('Lettre', 'Letter')
          )}{' '}
          <span className="soft">
            {[words, letterWord(state), campaignName === null ? campaignId : null].filter(Boolean).join(' · ')}
          </span>
        </>
      );
    case 'consent':
      return (
        <>
          {consentWord(state)} ({words}) <span className="soft">{author}</span>
        </>
      );
    case 'note':
      return (
        <>
          {t('Note de', 'Note by')} {author} : {words}
        </>
      );
    case 'task':
    default:
      return (
        <>
          {t('Tâche', 'Task')} : {words} <span className="soft">{taskWord(state)}</span>
        </>
      );
  }
}

function letterWord(status: string): string {
  switch (status) {
    case 'sent':
    case 'accepted':
      return t('envoyée', 'sent');
    case 'delivered':
      return t('remise', 'delivered');
    case 'opened':
    case 'open':
      return t('ouverte', 'opened');
    case 'clicked':
    case 'click':
      return t('lien suivi', 'link followed');
    case 'bounced':
    case 'bounce':
      return t('adresse en erreur', 'address in error');
    case 'unsubscribed':
    case 'unsubscribe':
      return t('désinscription', 'unsubscribed');
    default:
      return status;
  }
}

function taskWord(state: string): string {
  if (state === 'done') return t('faite', 'done');
  return state === 'dropped' ? t('abandonnée', 'dropped') : t('à faire', 'to do');
}
