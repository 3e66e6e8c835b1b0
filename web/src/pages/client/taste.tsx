import type { ReactElement } from 'react';
import { to, withFilters } from '../../addresses.ts';
import { axisWord, formatWord, sweetnessWord } from '../../estate-words.ts';
import { count, euros, noValue } from '../../formats.ts';
import { Fact } from '../../parts/fact.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';
import type { Known } from './known.ts';

/** Which families, grapes and prices they prefer, and what they like in the glass. */
export function Taste({ known }: { readonly known: Known }): ReactElement {
  const axes = known.taste?.axes ?? [];
  return (
    <Sheet title={t('Quel goût ?', 'Which taste?')}>
      <Bars
        rows={known.families
          .slice(0, 4)
          .map(({ name, share }) => ({ name, share, to: withFilters(to.clients(), { family: name }) }))}
        empty={t('Pas encore de famille préférée.', 'No favourite family yet.')}
      />
      <dl className="facts">
        {known.grapes.length > 0 && <Fact title={t('Cépages', 'Grapes')}>{names(known.grapes)}</Fact>}
        {known.sweetness.length > 0 && (
          <Fact title={t('Sucrosité', 'Sweetness')}>{names(known.sweetness, sweetnessWord)}</Fact>
        )}
        {known.colours.length > 0 && <Fact title={t('Couleurs', 'Colours')}>{names(known.colours)}</Fact>}
        {known.formats.length > 0 && <Fact title={t('Formats', 'Formats')}>{names(known.formats, formatWord)}</Fact>}
        <Fact title={t('Prix habituel', 'Usual price')}>
          {known.medianPrice75clTtc === null
            ? noValue
            : `${euros(known.medianPrice75clTtc)} ${t('TTC les 75 cl', 'incl. tax per 75 cl')}`}
        </Fact>
      </dl>
      {axes.length > 0 && (
        <>
          <h3>{t('Ce qu’il aime dans le verre', 'In the glass')}</h3>
          <Bars rows={axes.map(({ axis, value }) => ({ name: axisWord(axis), share: value }))} empty="" />
          <p className="small soft">{confidenceWord(known.taste?.level)}</p>
        </>
      )}
    </Sheet>
  );
}

function confidenceWord(level: NonNullable<Known['taste']>['level'] | undefined): string {
  if (level === 'high') return t('D’après assez d’achats pour s’y fier.', 'From enough purchases to be trusted.');
  return level === 'medium'
    ? t(
        'D’après quelques achats : une bonne idée, pas une certitude.',
        'From some purchases: a good idea, no certainty.',
      )
    : t('D’après très peu d’achats : à prendre avec prudence.', 'From very few purchases: to be taken with care.');
}

function names(favourites: Known['grapes'], word = (name: string): string | null => name): string {
  return favourites
    .slice(0, 3)
    .map(({ name }) => word(name))
    .join(', ');
}

function Bars({
  rows,
  empty,
}: {
  readonly rows: readonly { readonly name: string; readonly share: number; readonly to?: string }[];
  readonly empty: string;
}): ReactElement {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <ul className="bars plain-list">
      {rows.map((row) => (
        <li key={row.name} style={{ display: 'contents' }}>
          <span lang="fr">{row.to ? <GoLink to={row.to}>{row.name}</GoLink> : row.name}</span>
          <span className="bars-track" aria-hidden="true">
            <span className="bars-bar" style={{ display: 'block', width: `${Math.round(row.share * 100)}%` }} />
          </span>
          <span className="number">{count(row.share * 100)} %</span>
        </li>
      ))}
    </ul>
  );
}
