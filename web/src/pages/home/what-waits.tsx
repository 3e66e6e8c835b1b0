import type { ReactElement } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import { to } from '../../addresses.ts';
import { count } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { counted, t } from '../../words.ts';

interface Wait {
  readonly many: number;
  /** One, and several: the count stands before. */
  readonly fr: readonly [string, string?];
  readonly en: readonly [string, string?];
  readonly to: string;
}

/** What waits for a person, each one press away. */
export function WhatWaits({ week }: { readonly week: Home }): ReactElement {
  const waits = waitsOf(week);
  return (
    <section className="stack-tight" aria-labelledby="waits">
      <h2 id="waits">{t('Ce qui vous attend', 'What waits for you')}</h2>
      {waits.length === 0 ? (
        <p>{t('Rien n’attend de décision.', 'Nothing waits for a decision.')}</p>
      ) : (
        <ul className="plain-list waits-list">
          {waits.map((wait) => (
            <li key={wait.fr[0]}>
              <GoLink to={wait.to}>
                <strong>{count(wait.many)}</strong>
                <span>{counted(wait.many, wait.fr, wait.en).replace(/^[^\p{L}]+/u, '')}</span>
              </GoLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function waitsOf({ waits, run }: Home): readonly Wait[] {
  const all: readonly Wait[] = [
    {
      many: run?.isDrift && run.status === 'refused' ? 1 : 0,
      fr: ['semaine à accepter, ou à refaire'],
      en: ['week to accept, or to do again'],
      to: run ? to.run(run.runId) : to.imports(),
    },
    {
      many: waits.files,
      fr: ['fichier dont les colonnes sont à expliquer', 'fichiers dont les colonnes sont à expliquer'],
      en: ['file whose columns are to be explained', 'files whose columns are to be explained'],
      to: to.imports(),
    },
    {
      many: waits.recommendationClients,
      fr: ['client dont les recommandations sont à valider', 'clients dont les recommandations sont à valider'],
      en: ['client whose recommendations are to be approved', 'clients whose recommendations are to be approved'],
      to: to.validation(),
    },
    {
      many: waits.campaigns,
      fr: ['campagne en préparation', 'campagnes en préparation'],
      en: ['campaign being prepared', 'campaigns being prepared'],
      to: to.campaigns(),
    },
    {
      many: waits.heldLetters,
      fr: ['lettre retenue, à relire', 'lettres retenues, à relire'],
      en: ['held letter, to be read', 'held letters, to be read'],
      to: to.campaigns(),
    },
    {
      many: waits.tasksDue,
      fr: ['appel ou tâche à faire', 'appels et tâches à faire'],
      en: ['call or task to do', 'calls and tasks to do'],
      to: to.tasks(),
    },
    {
      many: waits.rejectedLines,
      fr: ['ligne non reprise, à corriger', 'lignes non reprises, à corriger'],
      en: ['line left out, to correct', 'lines left out, to correct'],
      to: to.rejects(),
    },
    {
      many: waits.correctedRows,
      fr: ['ligne corrigée, à reprendre', 'lignes corrigées, à reprendre'],
      en: ['corrected line, to be taken in', 'corrected lines, to be taken in'],
      to: to.rejects(),
    },
    {
      many: waits.aliases,
      fr: ['nom de vin à confirmer', 'noms de vins à confirmer'],
      en: ['name of a wine to confirm', 'names of wines to confirm'],
      to: to.wines(),
    },
    {
      many: waits.drafts,
      fr: ['lecture de fichiers à confirmer', 'lectures de fichiers à confirmer'],
      en: ['reading of files to confirm', 'readings of files to confirm'],
      to: to.imports(),
    },
  ];
  return all.filter(({ many }) => many > 0);
}
