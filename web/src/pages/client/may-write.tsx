import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { to } from '../../addresses.ts';
import { consentWord } from '../../estate-words.ts';
import { send } from '../../api.ts';
import { day } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Fact } from '../../parts/fact.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useWrite } from '../../queries.ts';
import { useMay, useSession } from '../../session.ts';
import { counted, t } from '../../words.ts';
import type { Known } from './known.ts';
import { Profiling } from './profiling.tsx';

/** Whether they may be written to today, by what right, and what the consent register says. */
export function MayWrite({ client, known }: { readonly client: Client; readonly known: Known }): ReactElement {
  const { today } = useSession();
  const isFree = known.nextContactOn !== null && known.nextContactOn <= today;
  const mayRefuse = useMay('operateur');
  // Said a moment ago, it stands in the register before the page is computed anew.
  const isRefused =
    known.isOptedOut || client.consents.some(({ event, channel }) => refusals.has(event) && ofLetters.has(channel));
  const why = [
    isRefused ? t('a refusé nos lettres', 'refused our letters') : '',
    known.isBounced ? t('adresse en erreur', 'address in error') : '',
    known.hasEmail ? '' : t('sans e-mail', 'no e-mail'),
  ].filter(Boolean);
  const proof = known.legalEvidence;
  return (
    <Sheet title={t('Peut-on lui écrire ?', 'May we write?')}>
      <p>
        {known.nextContactOn === null || isRefused ? (
          <StateWord tone="stopped">{t('non', 'no')}</StateWord>
        ) : isFree ? (
          <StateWord tone="done">{t('oui, dès maintenant', 'yes, now')}</StateWord>
        ) : (
          <StateWord tone="quiet">
            {t(`pas avant le ${day(known.nextContactOn)}`, `not before ${day(known.nextContactOn)}`)}
          </StateWord>
        )}
        {why.length > 0 && t(` : ${why.join(', ')}`, `: ${why.join(', ')}`)}
      </p>
      <dl className="facts">
        <Fact title={t('De quel droit', 'By what right')}>
          {basisWords(known.legalBasis)}
          {proof?.source && proof.documentId && (
            <>
              {' '}
              <GoLink to={to.document(proof.source, proof.documentId)}>
                {t(`voir l’achat du ${day(proof.on)}`, `see the purchase of ${day(proof.on)}`)}
              </GoLink>
            </>
          )}
          {proof?.evidence && ` (${day(proof.on)}, ${proof.evidence})`}
        </Fact>
        <Fact title={t('Dernière lettre', 'Last letter')}>{day(known.lastContactOn)}</Fact>
        <Fact title={t('Sur un an', 'In a year')}>{counted(known.contactCount365d, ['lettre'], ['letter'])}</Fact>
      </dl>
      {mayRefuse && !isRefused && <NoMoreLetters client={client} />}
      <Profiling client={client} />
      {client.consents.length > 0 && (
        <details>
          <summary>{t('Ce que dit le registre des accords', 'What the consent register says')}</summary>
          <ul>
            {client.consents.map((one) => (
              <li key={`${one.channel} ${one.event} ${one.evidence} ${one.happenedOn}`}>
                {day(one.happenedOn)} · {consentWord(one.event)} ({one.channel}){' '}
                <span className="soft">{one.evidence}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Sheet>
  );
}

const refusals: ReadonlySet<string> = new Set(['opt_out', 'unsubscribe', 'complaint']);
const ofLetters: ReadonlySet<string> = new Set(['email', 'all']);

/** The client said so by telephone or in the cellar: no import and no later purchase undoes it. */
function NoMoreLetters({ client }: { readonly client: Client }): ReactElement {
  const [why, setWhy] = useState(t('dit par téléphone', 'said by telephone'));
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const refuse = useWrite(() => send<Client>('POST', `${address}/refuse-letters`, { why }), [address]);
  return (
    <span className="row no-print">
      <ConfirmButton
        danger
        effect={t('Ne plus lui écrire', 'Write no more')}
        consequence={
          <div className="stack-tight">
            <p>
              {t(
                'Aucune lettre ne partira plus à cette personne ni à cette adresse, dès maintenant et pour toujours. Aucun export n’y peut rien ; elle seule peut revenir sur son refus.',
                'No letter will leave to this person or this address any more, from now on and for ever. No export can undo it; only they can.',
              )}
            </p>
            <TextInput
              label={t(
                'Comment l’a-t-elle dit ? (pour le journal, sans nom)',
                'How was it said? (for the journal, without a name)',
              )}
              value={why}
              maxLength={300}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          </div>
        }
        onConfirm={() => refuse.mutateAsync()}
      />
    </span>
  );
}

const basisWords = (basis: Known['legalBasis']): string => {
  switch (basis) {
    case 'soft_opt_in':
      return t(
        'a déjà acheté : on peut proposer des vins semblables, il peut s’y opposer',
        'has bought: similar wines may be offered, and refused',
      );
    case 'consent':
      return t('a donné son accord', 'gave consent');
    case 'b2b':
      return t('professionnel : pour son activité, il peut s’y opposer', 'trade: for their business, may refuse');
    case 'none':
    default:
      return t('aucune base légale : on ne lui écrit pas', 'no legal basis: no letter');
  }
};
