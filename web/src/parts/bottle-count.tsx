import type { ReactElement } from 'react';
import { count } from '../formats.ts';
import { counted, t } from '../words.ts';
import './bottle-count.css';

/** Two cases of six: beyond, the eye no longer counts. */
const mostDrawn = 12;

/** A bottle is a bottle: up to twelve are drawn, by six as in a case; the number always stands beside. */
export function BottleCount({
  bottles,
  drawn = true,
}: {
  readonly bottles: number;
  readonly drawn?: boolean;
}): ReactElement {
  const canDraw = drawn && Number.isInteger(bottles) && bottles > 0 && bottles <= mostDrawn;
  return (
    <span className="bottles" title={counted(bottles, [t('bouteille', 'bouteille')], ['bottle'])}>
      {canDraw && (
        <span className="bottles-drawn" aria-hidden="true">
          {Array.from({ length: bottles }, (_, index) => (
            <svg key={index} width="6" height="20" viewBox="0 0 6 20">
              <path
                d="M2 0h2v6c1.2.8 2 1.9 2 3.5V19a1 1 0 0 1-1 1H1a1 1 0 0 1-1-1V9.5C0 7.9.8 6.8 2 6z"
                fill="currentColor"
              />
            </svg>
          ))}
        </span>
      )}
      <span>
        {count(bottles)} <span className="unit">{t('btl', 'btl')}</span>
      </span>
    </span>
  );
}
