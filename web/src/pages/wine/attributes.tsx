import type { ReactElement } from 'react';
import type { Wine } from '../../../../src/api/contract/wines.ts';
import { axisWord, sweetnessWord } from '../../estate-words.ts';
import { count, noValue } from '../../formats.ts';
import { CorrectedByHand } from '../../parts/correct-by-hand.tsx';
import { Fact } from '../../parts/fact.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';
import { wineColumnWord } from './correct-wine.tsx';

/** What the wine is like, as the exports say and as a person corrected it. */
export function Attributes({ wine }: { readonly wine: Wine }): ReactElement {
  const rows: readonly (readonly [string, string | null])[] = [
    ['famille_crm', wine.family],
    ['sous_famille', wine.sousFamille],
    ['cepage', wine.cepage],
    ['couleur', wine.couleur],
    ['sucrosite', sweetnessWord(wine.sucrosite)],
    ['premium_tier', wine.premiumTier],
  ];
  return (
    <Sheet title={t('Comment est-il ?', 'What is it like?')}>
      <dl className="facts">
        {rows.map(([column, value]) => (
          <Fact key={column} title={wineColumnWord(column)}>
            {value === null ? noValue : <span lang="fr">{value}</span>}
          </Fact>
        ))}
        {wine.aromas.map(({ axis, value }) => (
          <Fact key={axis} title={axisWord(axis)}>
            {t(`${count(value * 100)} sur 100`, `${count(value * 100)} of 100`)}
          </Fact>
        ))}
      </dl>
      <CorrectedByHand corrections={wine.corrections} columnWord={wineColumnWord} />
      {wine.origin === 'sales' && (
        <p className="small soft">
          {t(
            'Le catalogue n’en parle pas : seules les ventes le nomment.',
            'The catalogue does not name it: only sales do.',
          )}
        </p>
      )}
    </Sheet>
  );
}
