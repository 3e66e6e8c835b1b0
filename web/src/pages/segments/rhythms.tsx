import type { ReactElement } from 'react';
import type { Segments } from '../../../../src/api/contract/segments.ts';
import { to, withFilters } from '../../addresses.ts';
import { rhythmNames, rhythmWord } from '../../estate-words.ts';
import { share } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { counted, t } from '../../words.ts';

/** How many come back at which rhythm. */
export function Rhythms({ found }: { readonly found: Segments }): ReactElement {
  const known = new Map(found.rhythm.map((one) => [one.rhythm, one.clientCount]));
  return (
    <Sheet title={t('À quel rythme reviennent-ils ?', 'How often do they come back?')}>
      <ul className="segment-list">
        {rhythmNames.map((rhythm) => (
          <li key={rhythm}>
            <strong>{rhythmWord(rhythm)}</strong>
            <span className="soft">{share(known.get(rhythm) ?? 0, found.clientCount)}</span>
            <span className="number">
              <GoLink to={withFilters(to.clients(), { rhythm })}>
                {counted(known.get(rhythm) ?? 0, ['client'], ['client'])}
              </GoLink>
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
