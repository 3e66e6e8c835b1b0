import type { ReactElement } from 'react';
import type { Run } from '../../../../src/api/contract/runs.ts';
import { count } from '../../formats.ts';
import { StartRun } from '../../parts/start-run.tsx';
import { Shape } from '../../parts/state-word.tsx';
import { said, t } from '../../words.ts';

/** Each step of the week and what it did. */
export function Steps({ week }: { readonly week: Run }): ReactElement {
  const stopped = week.steps.find(({ state }) => state === 'stopped');
  return (
    <section className="stack-tight" aria-labelledby="steps">
      <h2 id="steps">{t('Étape par étape', 'Step by step')}</h2>
      <ol className="plain-list step-rows">
        {week.steps.map((step) => (
          <li key={step.step}>
            <Shape tone={step.state === 'waiting' ? 'quiet' : step.state} size={18} />
            <strong>
              {said(step.title)} <span className="soft small">{stateWord(step.state)}</span>
            </strong>
            <span className="soft small">{step.state === 'done' ? didWhat(step) : ''}</span>
            {step.sentence && week.drift === null && <p className="small">{said(step.sentence)}</p>}
          </li>
        ))}
      </ol>
      {stopped && week.drift === null && <StartRun label={t('Relancer la semaine', 'Start the week again')} />}
    </section>
  );
}

type Step = Run['steps'][number];

function stateWord(state: Step['state']): string {
  const words: Readonly<Record<Step['state'], string>> = {
    done: t('fait', 'done'),
    running: t('en cours', 'running'),
    waiting: t('pas faite', 'not done'),
    stopped: t('arrêté', 'stopped'),
  };
  return words[state];
}

function didWhat(step: Step): string {
  const took = step.startedAt && step.endedAt ? seconds(step.startedAt, step.endedAt) : '';
  const read = count(step.rowsRead);
  const written = count(step.rowsWritten);
  switch (step.step) {
    case 'receive':
      return step.rowsRead === 0
        ? t('rien de plus dans les dossiers de dépôt', 'nothing more in the drop folders')
        : t(`${read} fichiers vus, ${written} nouveaux${took}`, `${read} files seen, ${written} new${took}`);
    case 'stage':
      return t(`${written} lignes lues${took}`, `${written} lines read${took}`);
    case 'curate':
      return t(`${written} lignes gardées sur ${read}${took}`, `${written} of ${read} lines kept${took}`);
    case 'check-drift':
      return t(`${read} lignes comparées aux semaines passées${took}`, `${read} lines compared with past weeks${took}`);
    case 'load':
      return t(`${written} lignes mises à jour${took}`, `${written} lines updated${took}`);
    case 'refresh':
      return t(`${written} fiches refaites${took}`, `${written} client pages made anew${took}`);
    case 'recommend':
      return t(`${written} lignes de recommandation${took}`, `${written} lines of recommendations${took}`);
    default:
      return t(`${written} contrôles notés${took}`, `${written} checks noted${took}`);
  }
}

function seconds(from: string, until: string): string {
  const took = (new Date(until).getTime() - new Date(from).getTime()) / 1000;
  return took < 1 ? '' : t(`, en ${count(took)} s`, `, in ${count(took)} s`);
}
