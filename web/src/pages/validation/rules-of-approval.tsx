import type { ReactElement } from 'react';
import type { ApprovalSummary } from '../../../../src/api/contract/approvals.ts';
import { to } from '../../addresses.ts';
import { count } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { counted, t } from '../../words.ts';

/** Who may say yes, and what holds the many back. */
export function RulesOfApproval({ summary }: { readonly summary: ApprovalSummary }): ReactElement {
  const { rules, gate } = summary;
  return (
    <div className="stack-tight prose">
      <p className="soft">
        {rules.needsFourEyes
          ? t(
              `Quatre yeux : ${rules.people.join(', ')} valident, et qui a préparé une campagne ne la valide pas.`,
              `Four eyes: ${rules.people.join(', ')} approve, and nobody approves a campaign they prepared.`,
            )
          : aloneWords(rules.delayMinutes)}
      </p>
      {!rules.mayYouApprove && (
        <StateLine tone="quiet">
          {t('Votre nom ne figure pas parmi ceux qui valident.', 'Your name is not among those who approve.')}
        </StateLine>
      )}
      {gate === null && (
        <StateLine tone="stopped">
          {t('Ces listes n’ont pas encore été contrôlées.', 'These lists have not been audited yet.')}
        </StateLine>
      )}
      {gate && !gate.isOpen && (
        <StateLine tone="stopped">
          {t(
            `Le contrôle n’admet que ${count(gate.eligible)} clients sur ${count(gate.clients)} : cette semaine se valide client par client.`,
            `The audit admits only ${count(gate.eligible)} clients of ${count(gate.clients)}: this week is approved client by client.`,
          )}{' '}
          <GoLink to={to.quality()}>{t('Voir le contrôle', 'See the audit')}</GoLink>
        </StateLine>
      )}
    </div>
  );
}

function aloneWords(delayMinutes: number): string {
  const delay = counted(delayMinutes, ['minute'], ['minute']);
  return delayMinutes === 0
    ? t(
        'Vous validez sans second regard : pour valider en bloc, vous taperez un nombre.',
        'You approve without a second pair of eyes: to approve many at once you type a number.',
      )
    : t(
        `Vous validez sans second regard : pour valider en bloc, vous taperez un nombre ; une campagne attend ensuite ${delay}.`,
        `You approve without a second pair of eyes: to approve many at once you type a number; a campaign then waits ${delay}.`,
      );
}
