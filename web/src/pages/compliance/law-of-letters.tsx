import type { ReactElement } from 'react';
import type { LawChecks } from '../../../../src/api/contract/compliance.ts';
import { to } from '../../addresses.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Answer } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { said, t } from '../../words.ts';

/** A trial letter of each template, read as every real letter is. */
export function LawOfLetters(): ReactElement {
  const law = useApi<LawChecks>('/compliance/law');
  return (
    <section className="stack-tight">
      <h2>{t('Vos lettres disent-elles ce que la loi veut ?', 'Do your letters say what the law wants?')}</h2>
      <p className="soft small">
        {t(
          'Une lettre d’essai de chaque modèle est relue comme le sera chaque vraie lettre.',
          'A trial letter of each template is read as every real letter will be.',
        )}
      </p>
      <Answer of={law} lines={6}>
        {({ checks }) => (
          <ul className="plain-list stack-tight">
            {checks.map(({ check, ok, sentence }) => (
              <li key={check}>
                <StateWord tone={ok ? 'done' : 'stopped'}>{lawWords(check)}</StateWord>
                {sentence && (
                  <>
                    <br />
                    {said(sentence)}{' '}
                    {check === 'sender_settings' && (
                      <GoLink to={to.settings('campagnes')}>{t('Régler l’expéditeur', 'Set the sender')}</GoLink>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

function lawWords(check: LawChecks['checks'][number]['check']): string {
  const words: Readonly<Record<typeof check, string>> = {
    sender_settings: t('l’expéditeur est réglé', 'the sender is set'),
    health_sentence: t('la phrase de santé est là, et se lit', 'the health sentence is there, and can be read'),
    unsubscribe: t('se désinscrire tient en un clic', 'unsubscribing takes one click'),
    advertiser: t('la lettre dit qui écrit, et d’où', 'the letter says who writes, and from where'),
    sweetness: t('le sucre des vins d’Alsace est dit', 'the sweetness of Alsace wines is said'),
    prices: t('les prix sont TTC, à l’unité', 'prices include tax, per unit'),
    no_tracking_pixel: t('aucun pixel espion', 'no tracking pixel'),
    minors: t('la vente aux mineurs est exclue', 'sale to minors is ruled out'),
    privacy_link: t('la page « Vos données » est en lien', 'the “Your data” page is linked'),
  };
  return words[check];
}
