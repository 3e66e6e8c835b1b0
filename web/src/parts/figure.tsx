import type { ReactElement, ReactNode } from 'react';
import { t } from '../words.ts';
import { GoLink } from './go-link.tsx';
import './figure.css';

export interface FigureProps {
  /** Already written by `formats.ts`. */
  readonly value: string;
  readonly unit?: string;
  /** What the number means, in words: « clients ont commandé depuis un an ». */
  readonly meaning: ReactNode;
  /** The lines behind the number. */
  readonly from?: string;
  readonly fromTitle?: string;
  /** `waits` when it waits for the reader. */
  readonly tone?: 'waits';
}

/** A number read from afar, with its unit, what it means, and the way to the lines it was counted from. */
export function Figure({ value, unit, meaning, from, fromTitle, tone }: FigureProps): ReactElement {
  return (
    <div className="figure" data-tone={tone}>
      <span className="figure-value">
        {value}
        {unit && <span className="figure-unit">{unit}</span>}
      </span>
      <span>{meaning}</span>
      {from && (
        <GoLink to={from} className="figure-from no-print">
          {fromTitle ?? t('d’où vient ce chiffre', 'where this figure comes from')}
          {!fromTitle && <span className="only-read-aloud">: {meaning}</span>}
        </GoLink>
      )}
    </div>
  );
}
