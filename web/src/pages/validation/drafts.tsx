import type { ReactElement } from 'react';
import type { ApprovalSummary } from '../../../../src/api/contract/approvals.ts';
import { to } from '../../addresses.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { counted, t } from '../../words.ts';

/** Campaigns that wait for a yes, with what the linter says of them. */
export function Drafts({ summary }: { readonly summary: ApprovalSummary }): ReactElement | null {
  if (summary.campaigns.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{t('Campagnes à relire et à valider', 'Campaigns to read and approve')}</h2>
      <ul className="plain-list stack-tight">
        {summary.campaigns.map((draft) => (
          <li key={draft.campaignId} className="row">
            <GoLink to={to.campaign(draft.campaignId)} lang="fr">
              {draft.name}
            </GoLink>
            <span>{counted(draft.letters, ['lettre'], ['letter'])}</span>
            <span className="soft">{t(`préparée par ${draft.author}`, `prepared by ${draft.author}`)}</span>
            <StateWord tone={draft.isBlocked ? 'stopped' : draft.findings > 0 ? 'waits' : 'done'}>
              {draft.isBlocked
                ? t('bloquée par la relecture', 'blocked by the linter')
                : draft.findings > 0
                  ? counted(draft.findings, ['remarque de la relecture', 'remarques de la relecture'], ['remark'])
                  : t('relecture sans remarque', 'nothing found by the linter')}
            </StateWord>
          </li>
        ))}
      </ul>
    </section>
  );
}
