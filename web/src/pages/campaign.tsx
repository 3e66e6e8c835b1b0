/** One campaign, step by step: audience, letter, check, approval, sending. Stop stays in reach while letters leave. */
import type { ReactElement } from 'react';
import type { CampaignAnswer } from '../../../src/api/contract/campaigns.ts';
import { to } from '../addresses.ts';
import { campaignStateWord, kindWord } from '../list-words.ts';
import { useParam } from '../params.ts';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useVersioned } from '../queries.ts';
import { counted, t } from '../words.ts';
import { Approval } from './campaign/approval.tsx';
import { Audience } from './campaign/audience.tsx';
import type { SeenCampaignProps } from './campaign/campaign-part.tsx';
import { Check } from './campaign/check.tsx';
import { HeldLetters } from './campaign/held-letters.tsx';
import { Letter } from './campaign/letter.tsx';
import { LiveProgress } from './campaign/live-progress.tsx';
import { Results } from './campaign/results.tsx';
import { Sending } from './campaign/sending.tsx';
import { Steps } from './campaign/steps.tsx';
import './campaign.css';

export function CampaignPage(): ReactElement {
  const id = useParam('id');
  const campaign = useVersioned<CampaignAnswer>(`/campaigns/${id}`);
  const campaigns = { to: to.campaigns(), title: t('Campagnes', 'Campaigns') };
  return (
    <PageOf
      of={campaign}
      lines={12}
      unknown={t('Quelle est cette campagne ?', 'Which campaign is this?')}
      back={campaigns}
    >
      {(seen) => (
        <>
          <PageTitle question={seen.value.name} lang="fr" answer={answerOf(seen.value)} back={campaigns} />
          <WholeCampaign seen={seen} />
        </>
      )}
    </PageOf>
  );
}

function answerOf({ state, results, kind, author, stopReason }: CampaignAnswer): string {
  const letters = counted(results.letters, ['lettre'], ['letter']);
  const head = t(
    `${letters}, ${kindWord(kind)}, préparée par ${author} : ${campaignStateWord(state)}.`,
    `${letters}, ${kindWord(kind)}, prepared by ${author}: ${campaignStateWord(state)}.`,
  );
  return stopReason === null ? head : `${head} ${stopReason}`;
}

function WholeCampaign({ seen }: SeenCampaignProps): ReactElement {
  const campaign = seen.value;
  return (
    <div className="stack">
      <Steps campaign={campaign} />
      {campaign.results.accepted > 0 && <Results campaign={campaign} />}
      <Audience campaign={campaign} />
      <Letter campaign={campaign} />
      <Check campaign={campaign} />
      <Approval campaign={campaign} />
      <Sending seen={seen} />
      <HeldLetters campaign={campaign} />
      <LiveProgress campaign={campaign} />
    </div>
  );
}
