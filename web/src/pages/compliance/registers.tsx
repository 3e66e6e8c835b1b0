import type { ReactElement } from 'react';
import type { Compliance } from '../../../../src/api/contract/compliance.ts';
import { consentWord } from '../../estate-words.ts';
import { count, day } from '../../formats.ts';
import { Figure } from '../../parts/figure.tsx';
import { counted, t } from '../../words.ts';

/** How many clients stand on which legal basis, and how many refused. */
export function Registers({ known }: { readonly known: Compliance }): ReactElement {
  const refused = known.suppressions.reduce((sum, { subjects }) => sum + subjects, 0);
  return (
    <>
      <div className="cards">
        {known.bases.map(({ basis, clients, reachable }) => (
          <Figure
            key={basis}
            value={count(clients)}
            meaning={
              <>
                {basisWords(basis)}
                {basis !== 'none' && (
                  <>
                    <br />
                    <span className="soft small">
                      {t(`dont ${count(reachable)} joignables`, `${count(reachable)} of them reachable`)}
                    </span>
                  </>
                )}
              </>
            }
          />
        ))}
        <Figure
          value={count(refused)}
          meaning={t(
            'refus gardés pour toujours, sous forme d’empreinte : aucun import ne les efface',
            'refusals kept for ever, as a hash: no import takes them away',
          )}
        />
      </div>
      {known.suppressions.length > 0 && (
        <p className="soft">
          {t('Refus : ', 'Refusals: ')}
          {known.suppressions
            .map(({ reason, subjects, since }) =>
              t(
                `${countedEvent(subjects, reason)} depuis le ${day(since)}`,
                `${countedEvent(subjects, reason)} since ${day(since)}`,
              ),
            )
            .join(', ')}
          .
        </p>
      )}
    </>
  );
}

function basisWords(basis: Compliance['bases'][number]['basis']): string {
  const words: Readonly<Record<typeof basis, string>> = {
    soft_opt_in: t('clients, parce qu’ils ont acheté', 'clients, because they bought'),
    consent: t('clients, parce qu’ils ont dit oui', 'clients, because they said yes'),
    b2b: t('professionnels, dans leur métier', 'trade, within their business'),
    none: t('clients à qui l’on ne peut pas écrire', 'clients who may not be written to'),
  };
  return words[basis];
}

function countedEvent(subjects: number, reason: string): string {
  switch (reason) {
    case 'opt_out':
      return counted(subjects, ['refus', 'refus'], ['refusal']);
    case 'unsubscribe':
      return counted(subjects, ['désinscription'], ['unsubscription']);
    case 'complaint':
      return counted(subjects, ['plainte'], ['complaint']);
    case 'bounce':
      return counted(subjects, ['adresse en erreur', 'adresses en erreur'], ['address in error', 'addresses in error']);
    default:
      return `${count(subjects)} ${consentWord(reason)}`;
  }
}
