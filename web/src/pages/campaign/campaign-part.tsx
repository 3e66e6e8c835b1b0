/** What every step of a campaign is given, and the frame it stands in. */
import type { ReactElement, ReactNode } from 'react';
import type { CampaignAnswer } from '../../../../src/api/contract/campaigns.ts';
import type { Versioned } from '../../api.ts';

export interface CampaignProps {
  readonly campaign: CampaignAnswer;
}

/** For what is changed from the version that was read. */
export interface SeenCampaignProps {
  readonly seen: Versioned<CampaignAnswer>;
}

/** One step, under its question; `id` is where the list of steps leads. */
export function CampaignPart({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section id={id} className="campaign-part stack-tight" aria-labelledby={`${id}-titre`}>
      <h2 id={`${id}-titre`}>{title}</h2>
      {children}
    </section>
  );
}
