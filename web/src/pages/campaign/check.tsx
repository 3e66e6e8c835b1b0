import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { counted, said, t } from '../../words.ts';
import { CampaignPart, type CampaignProps } from './campaign-part.tsx';

/** What the linter says of the letters, and writing them again. */
export function Check({ campaign }: CampaignProps): ReactElement {
  const { campaignId, verdict, can, approval } = campaign;
  const mayWrite = useMay('operateur');
  const rebuild = useWrite(() => send('POST', `/campaigns/${campaignId}/rebuild`, {}), ['/campaigns', '/approvals']);
  const findings = verdict.findings;
  return (
    <CampaignPart id="controle" title={t('Que dit la relecture ?', 'What does the linter say?')}>
      <StateLine tone={verdict.isBlocked ? 'stopped' : findings.length > 0 ? 'waits' : 'done'}>
        {verdict.isBlocked
          ? t('Ces lettres ne peuvent pas partir.', 'These letters cannot leave.')
          : findings.length > 0
            ? t('À lire avant de valider.', 'To be read before approving.')
            : t(
                'Rien à redire : prix, mentions légales, désinscription, ton.',
                'Nothing to say: prices, legal words, unsubscribing, tone.',
              )}
      </StateLine>
      {findings.length > 0 && (
        <ul className="stack-tight">
          {findings.map((finding) => (
            <li key={finding.code}>
              <strong>{finding.severity === 'block' ? t('Bloque', 'Blocks') : t('Attention', 'Warns')}</strong> ·{' '}
              {counted(finding.letterCount, ['lettre'], ['letter'])} ({finding.exampleClient}){t(' : ', ': ')}
              {said(finding.sentence)}
            </li>
          ))}
        </ul>
      )}
      {can.edit && mayWrite && (
        <div className="row">
          <Button
            variant={approval.state === 'void' || verdict.isBlocked ? 'filled' : 'default'}
            loading={rebuild.isPending}
            onClick={() =>
              rebuild.mutate(undefined, {
                onSuccess: () => toast(t('Le brouillon est réécrit.', 'The draft is written again.')),
              })
            }
          >
            {t('Réécrire le brouillon', 'Write the draft again')}
          </Button>
          <span className="soft small">
            {t(
              'Avec les prix, les validations et le modèle d’aujourd’hui.',
              'With today’s prices, approvals and template.',
            )}{' '}
            <GoLink to={to.letterTemplates()}>{t('Modifier le modèle', 'Edit the template')}</GoLink>
          </span>
        </div>
      )}
      {rebuild.error && <Trouble problem={rebuild.error} />}
    </CampaignPart>
  );
}
