import type { ReactElement } from 'react';
import { to } from '../../addresses.ts';
import { BottleCount } from '../../parts/bottle-count.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';
import type { Known } from './known.ts';

/** What is left of our wines in their cellar, by an estimate that says it is one. */
export function Cellar({ known }: { readonly known: Known }): ReactElement {
  const left = (known.cellar ?? []).filter((wine) => wine.bottlesLeft >= 1);
  return (
    <Sheet title={t('Que lui reste-t-il en cave ?', 'What is left in their cellar?')}>
      {known.cellar === null ? (
        <p className="soft">
          {t('Il faut trois commandes pour s’en faire une idée.', 'Three orders are needed to have an idea.')}
        </p>
      ) : left.length === 0 ? (
        <p>{t('Sans doute plus rien de nos vins.', 'Probably none of our wines.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {left.map((wine) => (
            <li key={wine.wineKey} className="row-apart">
              <GoLink to={to.wine(wine.wineKey)} className="wine-name" lang="fr">
                {wine.name}
              </GoLink>
              <BottleCount bottles={Math.round(wine.bottlesLeft)} />
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <p className="small soft">
          {t(
            'Une estimation : ce qu’il a pris, au rythme où il revient.',
            'An estimate: what they took, at the pace they come back.',
          )}
        </p>
      )}
    </Sheet>
  );
}
