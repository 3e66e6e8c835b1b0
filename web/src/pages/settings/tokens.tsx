/** The tokens scripts come with. */
import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { MadeToken, NewToken, Token } from '../../../../src/api/contract/tokens.ts';
import { send } from '../../api.ts';
import { instant } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Form } from '../../parts/form.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { type Page, useApi, useWrite } from '../../queries.ts';
import { useSession } from '../../session.ts';
import { t } from '../../words.ts';
import { LinkOnce } from './people.tsx';

type Scope = NewToken['scopes'][number];

export function TokensOfScripts(): ReactElement {
  const tokens = useApi<Page<Token>>('/tokens');
  const [made, setMade] = useState<string>();
  return (
    <section className="stack">
      <h2>{t('Jetons', 'Tokens')}</h2>
      <p className="soft">
        {t(
          'Un jeton laisse un programme agir sans mot de passe, et seulement pour ce que vous lui permettez.',
          'A token lets a program act without a password, and only for what you allow it.',
        )}{' '}
        <a href="/docs">{t('Ce que les programmes peuvent demander', 'What programs may ask for')}</a>
      </p>
      <Answer of={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('Aucun jeton', 'No token')}>
              {t('Le dépôt automatique des exports en demande un.', 'Dropping exports automatically needs one.')}
            </Empty>
          ) : (
            <ul className="checks">
              {items.map((token) => (
                <OneToken key={token.tokenId} token={token} />
              ))}
            </ul>
          )
        }
      </Answer>
      <MakeToken onMade={setMade} />
      {made !== undefined && <LinkOnce link={made} onClose={() => setMade(undefined)} />}
    </section>
  );
}

function OneToken({ token }: { readonly token: Token }): ReactElement {
  const { today } = useSession();
  const revoke = useWrite(() => send('DELETE', `/tokens/${token.tokenId}`), ['/tokens', '/journal']);
  const isOver = token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt.slice(0, 10) < today);
  return (
    <li className="row-apart">
      <span>
        <strong>{token.name}</strong>{' '}
        <StateWord tone={isOver ? 'quiet' : 'done'}>
          {token.revokedAt ? t('retiré', 'revoked') : isOver ? t('expiré', 'expired') : t('valable', 'valid')}
        </StateWord>
        <br />
        <span className="soft small">
          {token.scopes.map(scopeWords).join(', ')} · {t('créé le', 'made')} {instant(token.createdAt)} ·{' '}
          {token.lastUsedAt
            ? t(`servi le ${instant(token.lastUsedAt)}`, `used ${instant(token.lastUsedAt)}`)
            : t('jamais servi', 'never used')}
        </span>
      </span>
      {!isOver && (
        <ConfirmButton
          danger
          effect={t(`Retirer « ${token.name} »`, `Revoke “${token.name}”`)}
          consequence={t('Le programme qui s’en sert n’entre plus.', 'The program that uses it is kept out.')}
          onConfirm={() => revoke.mutateAsync(undefined)}
        />
      )}
    </li>
  );
}

function MakeToken({ onMade }: { readonly onMade: (token: string) => void }): ReactElement {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('365');
  const make = useWrite((token: NewToken) => send<MadeToken>('POST', '/tokens', token), ['/tokens', '/journal']);
  const submit = async () => {
    const made = await make.mutateAsync({ name, scopes: [...chosen], days: days === '' ? null : Number(days) });
    setName('');
    onMade(made.token);
  };
  return (
    <div className="sheet stack">
      <h3>{t('Créer un jeton', 'Make a token')}</h3>
      <Form action={t('Créer le jeton', 'Make the token')} onSubmit={submit}>
        <TextInput
          label={t('Pour quel programme', 'For which program')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className="setting-choices">
          <legend>{t('Il peut', 'It may')}</legend>
          {allScopes.map((scope) => (
            <label key={scope} className="tick">
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
                }
              />
              {scopeWords(scope)}
            </label>
          ))}
        </fieldset>
        <NativeSelect
          label={t('Valable', 'Valid')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={[
            { value: '30', label: t('30 jours', '30 days') },
            { value: '365', label: t('un an', 'one year') },
            { value: '', label: t('sans limite', 'without limit') },
          ]}
        />
      </Form>
    </div>
  );
}

const allScopes: readonly Scope[] = ['read', 'exports:write', 'runs:write', 'campaigns:write'];

function scopeWords(scope: string): string {
  const words: Readonly<Record<string, string>> = {
    read: t('tout lire', 'read everything'),
    'exports:write': t('déposer des exports', 'drop exports'),
    'runs:write': t('lancer un traitement', 'start a run'),
    'campaigns:write': t('préparer des campagnes', 'prepare campaigns'),
  };
  return words[scope] ?? scope;
}
