import type { ReactElement, ReactNode } from 'react';
import { t } from '../words.ts';
import { GoLink } from './go-link.tsx';
import './reason.css';

export interface ReasonProps {
  /** As a person writes it: « Vous avez pris 12 Riesling Grand Cru 2019 en novembre 2023 ; le 2021 vient d'arriver. » */
  readonly children: ReactNode;
  /** The purchase, or the file, that proves it. */
  readonly proof?: string | undefined;
  readonly proofTitle?: string;
}

/** Why: in words, with the way to the proof. */
export function Reason({ children, proof, proofTitle }: ReasonProps): ReactElement {
  return (
    <div className="reason">
      {children}
      {proof && (
        <>
          {' '}
          <GoLink to={proof} className="reason-proof no-print">
            {proofTitle ?? t('voir la preuve', 'see the proof')}
          </GoLink>
        </>
      )}
    </div>
  );
}
