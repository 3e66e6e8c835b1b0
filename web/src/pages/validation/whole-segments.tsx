import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ApprovalGiven, ApprovalSummary } from '../../../../src/api/contract/approvals.ts';
import { to, withFilters } from '../../addresses.ts';
import { segmentWord } from '../../estate-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { t } from '../../words.ts';
import { ApproveMany, approveWords } from './approve-many.tsx';

/** A whole segment at once, each with its number. */
export function WholeSegments({ summary }: { readonly summary: ApprovalSummary }): ReactElement | null {
  const [asked, setAsked] = useState<Pick<ApprovalGiven, 'scope' | 'segment'>>();
  const waiting = summary.bySegment.filter(({ pendingClients }) => pendingClients > 0);
  if (waiting.length === 0 || summary.gate?.isOpen !== true) return null;
  return (
    <section className="stack-tight">
      <h2>{t('Valider un segment entier', 'Approve a whole segment')}</h2>
      <ul className="plain-list whole-segments">
        {waiting.map(({ segment, pendingClients }) => (
          <li key={segment}>
            <GoLink to={withFilters(to.validation(), { segment })}>{segmentWord(segment)}</GoLink>
            <Button size="sm" variant="default" onClick={() => setAsked({ scope: 'segment', segment })}>
              {approveWords(pendingClients)}
              <span className="only-read-aloud"> {segmentWord(segment)}</span>
            </Button>
          </li>
        ))}
        <li>
          <strong>{t('Toute la semaine', 'The whole week')}</strong>
          <Button size="sm" onClick={() => setAsked({ scope: 'run' })}>
            {approveWords(summary.counts.pendingClients)}
          </Button>
        </li>
      </ul>
      {asked && <ApproveMany what={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}
