import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { WineAlias } from '../../../../src/api/contract/wines.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { count } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** The names that wait for a person, each answered in one press. */
export function AliasesToConfirm({ aliases }: { readonly aliases: readonly WineAlias[] }): ReactElement {
  return (
    <Sheet title={t('Est-ce bien le même vin ?', 'Is it the same wine?')}>
      <p className="soft prose">
        {t(
          'Ces noms se ressemblent. Tant que vous n’avez rien dit, ils restent deux vins.',
          'These names are alike. Until you say so, they stay two wines.',
        )}
      </p>
      <ul className="plain-list stack-tight">
        {aliases.map((alias) => (
          <li key={alias.aliasKey} className="row-apart">
            <AliasLine alias={alias} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** One name, what it may mean, and the answers a person can give. */
export function AliasLine({ alias }: { readonly alias: WineAlias }): ReactElement {
  const mayDecide = useMay('operateur');
  const address = `/aliases/${encodeURIComponent(alias.aliasKey)}`;
  const undo = useWrite(() => send('DELETE', address), ['/aliases', '/wines']);
  const decide = useWrite((wineKey: string) => send('PUT', address, { wineKey }), ['/aliases', '/wines']);
  const say = (wineKey: string, words: string) =>
    decide.mutate(wineKey, {
      onSuccess: () => toast(words, { undo: () => undo.mutate(undefined, { onError: toastProblem }) }),
      onError: toastProblem,
    });
  const wine = alias.wineName ?? alias.wineKey;
  const isOwn = alias.wineKey === alias.aliasKey;
  const yes = () =>
    say(alias.wineKey, t(`« ${alias.aliasKey} » est donc ${wine}.`, `"${alias.aliasKey}" is ${wine}, then.`));
  const no = () =>
    say(
      alias.aliasKey,
      t(`« ${alias.aliasKey} » reste un vin à part.`, `"${alias.aliasKey}" stays a wine of its own.`),
    );
  return (
    <>
      <span>
        <span className="wine-name" lang="fr">
          {alias.aliasKey}
        </span>{' '}
        {isOwn ? (
          t('est un vin à part', 'is a wine of its own')
        ) : (
          <>
            {t('serait', 'would be')}{' '}
            <GoLink to={to.wine(alias.wineKey)} className="wine-name" lang="fr">
              {wine}
            </GoLink>
          </>
        )}{' '}
        <span className="soft small">
          {alias.state === 'person'
            ? t(`dit par ${alias.author}`, `said by ${alias.author}`)
            : t(
                `ressemblance ${count(alias.confidence * 100)} sur 100`,
                `likeness ${count(alias.confidence * 100)} of 100`,
              )}
        </span>
      </span>
      {mayDecide && alias.state === 'waiting' && (
        <span className="row no-print">
          <Button size="xs" loading={decide.isPending} onClick={yes}>
            {t('Oui, le même', 'Yes, the same')}
          </Button>
          <Button size="xs" variant="default" loading={decide.isPending} onClick={no}>
            {t('Non, un autre vin', 'No, another wine')}
          </Button>
        </span>
      )}
      {mayDecide && alias.state === 'person' && (
        <Button
          size="xs"
          variant="subtle"
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined, { onError: toastProblem })}
        >
          {t('Revenir sur cette réponse', 'Take this answer back')}
        </Button>
      )}
      {alias.state === 'rule' && <StateWord tone="done">{t('reconnu par une règle', 'known by a rule')}</StateWord>}
    </>
  );
}
