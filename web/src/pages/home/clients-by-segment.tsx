import type { ReactElement } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import { to, withFilters } from '../../addresses.ts';
import { segmentWord } from '../../estate-words.ts';
import { count, day } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { counted, t } from '../../words.ts';

/** How many clients stand in each segment, and who changed since last week. */
export function ClientsBySegment({ week }: { readonly week: Home }): ReactElement | null {
  const { clients } = week;
  if (clients.total === 0) return null;
  const rows = clients.segments.filter((one) => one.clients > 0);
  const most = Math.max(1, ...rows.map((one) => one.clients));
  return (
    <section className="stack-tight" aria-labelledby="clients-by-segment">
      <h2 id="clients-by-segment">{t('Où en sont vos clients ?', 'Where do your clients stand?')}</h2>
      <p className="soft">{movesAnswer(clients)}</p>
      <ul className="plain-list segment-bars">
        {rows.map((one) => (
          <li key={one.segment}>
            <GoLink to={withFilters(to.clients(), { segment: one.segment })}>{segmentWord(one.segment)}</GoLink>
            <span className="segment-bar" style={{ width: `${(100 * one.clients) / most}%` }} aria-hidden="true" />
            <span className="number">
              {count(one.clients)} {clients.comparedWith !== null && <span className="unit">{changeOf(one)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {clients.moves.length > 0 && (
        <>
          <h3>{t('Qui a changé de groupe', 'Who changed group')}</h3>
          <ul className="plain-list">
            {clients.moves.map((move) => (
              <li key={`${move.from} ${move.to}`}>
                {counted(move.clients, ['client'], ['client'])}
                {t(' : ', ': ')}
                {segmentWord(move.from)} →{' '}
                <GoLink to={withFilters(to.clients(), { segment: move.to })}>{segmentWord(move.to)}</GoLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="no-print">
        <GoLink to={to.segments()}>{t('Voir les segments', 'See the segments')}</GoLink>
      </p>
    </section>
  );
}

function movesAnswer({ total, comparedWith, moves }: Home['clients']): string {
  const all = counted(total, ['client'], ['client']);
  if (comparedWith === null)
    return t(`${all}. La comparaison commencera la semaine prochaine.`, `${all}. The comparison starts next week.`);
  const moved = moves.reduce((sum, move) => sum + move.clients, 0);
  const since = day(comparedWith);
  return moved === 0
    ? t(`${all} ; aucun n’a changé de groupe depuis le ${since}.`, `${all}; none changed group since ${since}.`)
    : t(
        `${all}, dont ${count(moved)} ont changé de groupe depuis le ${since}.`,
        `${all}, of whom ${count(moved)} changed group since ${since}.`,
      );
}

function changeOf({ clients, before }: { readonly clients: number; readonly before: number }): string {
  if (clients === before) return '=';
  return clients > before ? `+${count(clients - before)}` : `−${count(before - clients)}`;
}
