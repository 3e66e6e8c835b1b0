import type { ReactElement } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import { day } from '../../formats.ts';
import { said, t } from '../../words.ts';

/** What went wrong and has not been seen to, with what to do. */
export function Alarms({ week }: { readonly week: Home }): ReactElement | null {
  if (week.alarms.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="alarms">
      <h2 id="alarms">{t('À regarder', 'To look at')}</h2>
      <ul className="plain-list alarm-rows">
        {week.alarms.map((alarm) => (
          <li key={`${alarm.kind} ${alarm.raisedAt}`}>
            <strong>{said(alarm.sentence)}</strong> {said(alarm.nextStep)}{' '}
            <span className="soft small">
              {t(`Depuis le ${day(alarm.raisedAt)}.`, `Since ${day(alarm.raisedAt)}.`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
