import { type ReactElement, useState } from 'react';
import type { ClientList } from '../../../../src/api/contract/recommendations.ts';
import { to } from '../../addresses.ts';
import { scenarioWord } from '../../estate-words.ts';
import { count, euros } from '../../formats.ts';
import { dimensionWord, itemStateWord, toneOfItem } from '../../list-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { t } from '../../words.ts';
import { Feedback } from './feedback.tsx';
import { Proofs } from './proofs.tsx';

export type WhyItem = ClientList['items'][number];

/** One wine of a list: its reason, the purchases that prove it, the points of its score, and what the estate thinks of it. */
export function WhyWine({ item }: { readonly item: WhyItem }): ReactElement {
  const [isShown, setIsShown] = useState(false);
  const points = item.components.filter((component) => component.points !== 0);
  return (
    <article className="why-wine stack-tight">
      <div className="row-apart">
        <h2>
          {item.rank}.{' '}
          <GoLink to={to.wine(item.wineKey)} lang="fr">
            {item.label}
          </GoLink>
        </h2>
        <span className="row">
          <span className="number">{euros(item.prixTtc)}</span>
          <StateWord tone={toneOfItem[item.state]}>{itemStateWord(item.state)}</StateWord>
        </span>
      </div>
      <p className="prose" lang="fr">
        {item.reason}
      </p>
      {item.proofs.length > 0 && <Proofs proofs={item.proofs} />}
      <p className="small">
        {t('Note', 'Score')} {count(item.score)} {t('sur 100', 'of 100')} · {scenarioWord(item.scenario)}{' '}
        {points.length > 0 && (
          <button type="button" className="link-button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown
              ? t('cacher le détail', 'hide the detail')
              : t('d’où vient cette note', 'where this score comes from')}
          </button>
        )}
      </p>
      {isShown && (
        <table className="why-points">
          <caption className="only-read-aloud">{t('Points de la note', 'Points of the score')}</caption>
          <tbody>
            {points.map((component) => (
              <tr key={component.dimension}>
                <th scope="row">{dimensionWord(component.dimension)}</th>
                <td>
                  {component.points > 0 ? '+' : '−'}
                  {count(Math.abs(component.points), 1)} {t('points', 'points')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Feedback clientCode={item.clientCode} item={item} />
    </article>
  );
}
