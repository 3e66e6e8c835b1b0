import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Evaluation } from '../../../../src/api/contract/quality.ts';
import type { SettingsAnswer } from '../../../../src/api/contract/settings.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { count } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useVersioned, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { said, t } from '../../words.ts';

/** The weights that would have done better, and taking them with a reason. */
export function Weights({
  latest,
  isTaken,
}: {
  readonly latest: Evaluation;
  readonly isTaken: boolean;
}): ReactElement | null {
  const { weights, inputsHash } = latest;
  const mayTake = useMay('administrateur');
  const settings = useVersioned<SettingsAnswer>('/settings');
  const [reason, setReason] = useState('');
  const accept = useWrite(
    () => send('POST', '/evaluations/accept-weights', { inputsHash, reason }),
    ['/evaluations', '/settings', '/journal'],
  );
  if (weights.proposed === null || weights.status === 'not_enough_history') return null;
  const moved = Object.entries(weights.proposed).filter(([name, value]) => value !== weights.current[name]);
  return (
    <div className="stack-tight">
      <h3>{t('D’autres poids feraient-ils mieux ?', 'Would other weights do better?')}</h3>
      {isTaken ? (
        <p>{t('Les poids proposés sont déjà les vôtres.', 'The weights proposed are yours already.')}</p>
      ) : weights.status === 'keep' ? (
        <p>{t('Non, pas sûrement : gardez les vôtres.', 'Not surely: keep yours.')}</p>
      ) : (
        <>
          <p>
            {t('Oui, au-delà du hasard : ', 'Yes, beyond chance: ')}
            {moved
              .map(
                ([name, value]) =>
                  `${weightTitle(settings.data?.value, name)} ${count(weights.current[name], 2)} → ${count(value, 2)}`,
              )
              .join(', ')}
            . <GoLink to={to.settings('scenarios')}>{t('Voir les poids', 'See the weights')}</GoLink>
          </p>
          {mayTake && (
            <div className="form">
              <TextInput
                label={t('Pourquoi les prendre (va au journal)', 'Why take them (goes into the journal)')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <span>
                <ConfirmButton
                  effect={t('Prendre les poids proposés', 'Take the weights proposed')}
                  disabled={reason.trim().length < 3}
                  consequence={t(
                    'Ils valent dès le prochain calcul. La rubrique « Scénarios & poids » permet de revenir en arrière.',
                    'They hold from the next computation on. The section “Scenarios & weights” takes them back.',
                  )}
                  onConfirm={async () => {
                    await accept.mutateAsync(undefined);
                    toast(t('Les nouveaux poids sont enregistrés.', 'The new weights are saved.'));
                  }}
                />
              </span>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function weightTitle(settings: SettingsAnswer | undefined, name: string): string {
  const known = settings?.sections
    .flatMap((section) => section.settings)
    .find(({ path }) => path === `weights.${name}`);
  return known ? said(known.title).toLowerCase() : name;
}
