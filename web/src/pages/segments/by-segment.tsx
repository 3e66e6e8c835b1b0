import type { ReactElement } from 'react';
import type { Segments } from '../../../../src/api/contract/segments.ts';
import { to, withFilters } from '../../addresses.ts';
import { segmentMeaning, segmentNames, segmentWord } from '../../estate-words.ts';
import { roundEuros } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { counted, t } from '../../words.ts';

/** How many clients stand in each segment, and what the segment means. */
export function BySegment({ found }: { readonly found: Segments }): ReactElement {
  const known = new Map(found.segments.map((one) => [one.segment, one]));
  return (
    <Sheet title={t('Combien dans chaque segment ?', 'How many in each segment?')}>
      <ul className="segment-list">
        {segmentNames.map((segment) => {
          const { clientCount = 0, netHt = 0 } = known.get(segment) ?? {};
          return (
            <li key={segment}>
              <strong>{segmentWord(segment)}</strong>
              <span className="soft">
                {segmentMeaning(segment)} · {roundEuros(netHt)} {t('HT en tout', 'net in all')}
              </span>
              <span className="number">
                <GoLink to={withFilters(to.clients(), { segment })}>
                  {counted(clientCount, ['client'], ['client'])}
                </GoLink>
              </span>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
