import type { ReactElement } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { to, withFilters } from '../../addresses.ts';
import { segmentWord } from '../../estate-words.ts';
import { day, noValue, roundEuros } from '../../formats.ts';
import { Figure } from '../../parts/figure.tsx';
import { Reason } from '../../parts/reason.tsx';
import { counted, currentLanguage, t } from '../../words.ts';
import type { Known } from './known.ts';

/** The four figures of a client, and their segment in words. */
export function InShort({ client, known }: { readonly client: Client; readonly known: Known }): ReactElement {
  const documents = `#${t('trajet', 'timeline')}`;
  const isEstimated = known.valueStatus === 'estimated' && known.value12mHt !== null;
  return (
    <section className="stack" aria-label={t('L’essentiel', 'In short')}>
      <div className="cards">
        <Figure
          value={roundEuros(known.netHt)}
          unit={t('HT', 'net')}
          meaning={t(
            `achetés en ${counted(known.orderCount, ['commande'], ['order'])}`,
            `bought in ${counted(known.orderCount, ['commande'], ['order'])}`,
          )}
          from={withFilters(to.client(client.clientCode), { quoi: 'order' }) + documents}
        />
        <Figure
          value={known.lastOrderOn === null ? noValue : day(known.lastOrderOn)}
          meaning={
            known.recencyDays === null
              ? t('dernière commande', 'last order')
              : t(
                  `dernière commande, il y a ${counted(known.recencyDays, ['jour'], ['day'])}`,
                  `last order, ${counted(known.recencyDays, ['jour'], ['day'])} ago`,
                )
          }
        />
        <Figure value={nextOrder(known)} meaning={nextOrderMeaning(known)} />
        <Figure
          value={isEstimated ? roundEuros(known.value12mHt) : t('pas encore mesurable', 'not yet measurable')}
          {...(isEstimated ? { unit: t('HT', 'net') } : {})}
          meaning={
            isEstimated
              ? t(
                  `attendus sur 12 mois ; quatre fois sur cinq entre ${roundEuros(known.value12mLowHt)} et ${roundEuros(known.value12mHighHt)}`,
                  `expected in 12 months; four times in five between ${roundEuros(known.value12mLowHt)} and ${roundEuros(known.value12mHighHt)}`,
                )
              : t('valeur attendue sur 12 mois', 'value expected in 12 months')
          }
        />
      </div>
      <Reason>
        {t(`Segment « ${segmentWord(known.segment)} ».`, `Segment "${segmentWord(known.segment)}".`)}{' '}
        {known.why[currentLanguage()].join(' ')}
      </Reason>
      {client.outlook[currentLanguage()].length > 0 && (
        <p className="soft prose">{client.outlook[currentLanguage()].slice(1).join(' ')}</p>
      )}
    </section>
  );
}

function nextOrder({ nextOrderOn }: Known): string {
  return nextOrderOn === null ? t('pas d’attente', 'none expected') : day(nextOrderOn);
}

function nextOrderMeaning({ nextOrderOn, nextOrderFrom }: Known): string {
  if (nextOrderOn === null) return t('aucune commande attendue dans l’année', 'no order expected within the year');
  if (nextOrderFrom === 'rhythm')
    return t('prochaine commande attendue, d’après son propre rythme', 'next order expected, by their own rhythm');
  return nextOrderFrom === 'model'
    ? t('prochaine commande attendue, d’après ses achats passés', 'next order expected, by past purchases')
    : t('prochaine commande attendue, d’après le rythme de tous', 'next order expected, by everybody’s rhythm');
}
