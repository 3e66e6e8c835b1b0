import type { ReactElement } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { segmentWord } from '../../estate-words.ts';
import { day } from '../../formats.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';

/** From which segment to which they went, and since when. */
export function History({ client }: { readonly client: Client }): ReactElement | null {
  // One line per change: weeks that say the same say nothing.
  const moves = client.history.filter((one, index) => one.segment !== client.history[index + 1]?.segment);
  if (moves.length === 0) return null;
  return (
    <Sheet title={t('D’où vient-il ?', 'Where do they come from?')}>
      <ul className="plain-list stack-tight">
        {moves.slice(0, 12).map((one) => (
          <li key={one.asOf} className="row-apart">
            <span>{segmentWord(one.segment)}</span>
            <span className="soft">{t(`depuis le ${day(one.asOf)}`, `since ${day(one.asOf)}`)}</span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
