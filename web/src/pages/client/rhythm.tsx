import type { ReactElement } from 'react';
import { rhythmWord } from '../../estate-words.ts';
import { day, euros, fromToday, month, noValue } from '../../formats.ts';
import { Fact } from '../../parts/fact.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useSession } from '../../session.ts';
import { counted, languageTag, t } from '../../words.ts';
import type { Known } from './known.ts';

/** How often they buy, and when they should come back. */
export function Rhythm({ known }: { readonly known: Known }): ReactElement {
  const { today } = useSession();
  return (
    <Sheet title={t('À quel rythme ?', 'How often?')}>
      <dl className="facts">
        <Fact title={t('Achète', 'Buys')}>{rhythmWord(known.rhythm)}</Fact>
        <Fact title={t('Entre deux achats', 'Between purchases')}>
          {known.ownGapDays === null
            ? t('pas encore mesurable', 'not yet measurable')
            : counted(Math.round(known.ownGapDays), ['jour'], ['day'])}
        </Fact>
        {known.usualMonth !== null && (
          <Fact title={t('Plutôt en', 'Mostly in')}>
            {new Date(Date.UTC(2024, known.usualMonth - 1, 15)).toLocaleDateString(languageTag(), { month: 'long' })}
          </Fact>
        )}
        {known.nextOrderOn !== null && (
          <Fact title={t('Prochaine commande', 'Next order')}>
            {day(known.nextOrderOn)} ({fromToday(known.nextOrderOn, today)})
          </Fact>
        )}
        <Fact title={t('Premier achat', 'First purchase')}>
          {known.firstOrderOn ? month(known.firstOrderOn) : noValue}
        </Fact>
        <Fact title={t('Panier moyen', 'Mean basket')}>{euros(known.meanBasketHt)}</Fact>
        {known.pAlive !== null && known.orderCount >= 2 && (
          <Fact title={t('Encore client ?', 'Still a client?')}>{chance(known.pAlive)}</Fact>
        )}
      </dl>
    </Sheet>
  );
}

function chance(share: number): string {
  const percent = Math.round(share * 100);
  if (percent < 1) return t('moins de 1 chance sur 100', 'under 1 chance in 100');
  if (percent > 99) return t('plus de 99 chances sur 100', 'over 99 chances in 100');
  return t(`${percent} chances sur 100`, `${percent} chances in 100`);
}
