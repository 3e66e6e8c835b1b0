/** Whether letters can leave and be believed: the account, then the domain. */
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ChannelCheck, DomainCheck } from '../../../../src/api/contract/house.ts';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { Answer } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { said, t } from '../../words.ts';
import { KeyOfBrevo } from './brevo-key.tsx';

type State = ChannelCheck['checks'][number]['state'];

export function SendingChecks(): ReactElement {
  return (
    <div className="halves">
      <ChannelChecks />
      <DomainChecks />
    </div>
  );
}

function ChannelChecks(): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  const channel = useApi<ChannelCheck>(isAsked ? '/checks/channel' : undefined);
  return (
    <section className="sheet stack">
      <h3>{t('Les lettres peuvent-elles partir ?', 'Can letters leave?')}</h3>
      {isAsked ? (
        <Answer of={channel} lines={3}>
          {({ checks }) => (
            <ul className="checks">
              {checks.map(({ check, state, sentence }) => (
                <li key={check}>
                  <StateWord tone={toneOf[state]}>{wordOf(state)}</StateWord>
                  <br />
                  {said(sentence)}
                </li>
              ))}
            </ul>
          )}
        </Answer>
      ) : (
        <p className="soft">{t('Rien n’est envoyé : on demande seulement.', 'Nothing is sent: it only asks.')}</p>
      )}
      <span>
        <Button
          variant="default"
          loading={channel.isFetching}
          onClick={() => (isAsked ? void channel.refetch() : setIsAsked(true))}
        >
          {t('Essayer la liaison', 'Try the connection')}
        </Button>
      </span>
      <KeyOfBrevo />
    </section>
  );
}

function DomainChecks(): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  const domain = useApi<DomainCheck>(isAsked ? '/checks/domain' : undefined);
  return (
    <section className="sheet stack">
      <h3>{t('Votre nom de domaine est-il cru ?', 'Is your domain name believed?')}</h3>
      {isAsked ? (
        <Answer of={domain} lines={3}>
          {({ domain: name, checks }) =>
            name === null ? (
              <p>{t('Choisissez d’abord l’adresse d’envoi, ci-dessus.', 'Choose the sending address first, above.')}</p>
            ) : (
              <>
                <p className="soft">{name}</p>
                <ul className="checks">
                  {checks.map(({ check, state, sentence, record }) => (
                    <li key={check}>
                      <strong>{check.toUpperCase()}</strong> <StateWord tone={toneOf[state]}>{wordOf(state)}</StateWord>
                      <br />
                      {said(sentence)}
                      {record !== null && (
                        <>
                          <br />
                          <code className="small soft">{record}</code>
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              </>
            )
          }
        </Answer>
      ) : (
        <p className="soft">
          {t(
            'SPF, DKIM et DMARC : sans eux, Gmail range vos lettres parmi les indésirables.',
            'SPF, DKIM and DMARC: without them, Gmail files your letters under spam.',
          )}
        </p>
      )}
      <span>
        <Button
          variant="default"
          loading={domain.isFetching}
          onClick={() => (isAsked ? void domain.refetch() : setIsAsked(true))}
        >
          {t('Examiner le domaine', 'Examine the domain')}
        </Button>
      </span>
    </section>
  );
}

const toneOf: Readonly<Record<State, Tone>> = { good: 'done', weak: 'waits', missing: 'stopped', unknown: 'quiet' };

function wordOf(state: State): string {
  const words: Readonly<Record<State, string>> = {
    good: t('en ordre', 'in order'),
    weak: t('à améliorer', 'to improve'),
    missing: t('à régler', 'to set up'),
    unknown: t('pas de réponse', 'no answer'),
  };
  return words[state];
}
