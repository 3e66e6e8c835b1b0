import type { ReactElement } from 'react';
import { toneOfApproval, toneOfCampaign } from '../../list-words.ts';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { t } from '../../words.ts';
import type { CampaignProps } from './campaign-part.tsx';

/** The way of the letters, each step with where it is. */
export function Steps({ campaign }: CampaignProps): ReactElement {
  const { state, results, verdict, approval } = campaign;
  const isGone = ['sending', 'paused', 'held', 'sent'].includes(state);
  const steps: readonly (readonly [string, string, Tone])[] = [
    ['audience', t('Audience', 'Audience'), results.letters > 0 ? 'done' : 'stopped'],
    ['lettre', t('Lettre', 'Letter'), results.letters > 0 ? 'done' : 'quiet'],
    [
      'controle',
      t('Contrôle', 'Check'),
      verdict.isBlocked ? 'stopped' : verdict.findings.length > 0 ? 'waits' : 'done',
    ],
    ['validation', t('Validation', 'Approval'), isGone ? 'done' : toneOfApproval[approval.state]],
    ['envoi', t('Envoi', 'Sending'), state === 'draft' ? 'quiet' : toneOfCampaign[state]],
  ];
  return (
    <nav aria-label={t('Étapes de la campagne', 'Steps of the campaign')}>
      <ol className="steps">
        {steps.map(([id, title, tone]) => (
          <li key={id}>
            <a href={`#${id}`}>
              <StateWord tone={tone}>{title}</StateWord>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
