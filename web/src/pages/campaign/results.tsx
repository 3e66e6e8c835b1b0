import type { ReactElement } from 'react';
import { to } from '../../addresses.ts';
import { count, share } from '../../formats.ts';
import { Figure } from '../../parts/figure.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { counted, t } from '../../words.ts';
import type { CampaignProps } from './campaign-part.tsx';

/** What became of the letters that left. */
export function Results({ campaign: { results } }: CampaignProps): ReactElement {
  return (
    <section className="stack-tight" aria-label={t('Résultats', 'Results')}>
      <div className="cards">
        <Figure value={count(results.accepted)} meaning={t('lettres parties', 'letters left')} />
        <Figure
          value={share(results.delivered, results.accepted)}
          meaning={t('arrivées, d’après le service d’envoi', 'delivered, as the sending service says')}
        />
        <Figure
          value={share(results.clicked, results.accepted)}
          meaning={t('ont cliqué vers un vin', 'clicked through to a wine')}
        />
        <Figure
          value={share(results.unsubscribed, results.accepted)}
          meaning={t('se sont désinscrites', 'unsubscribed')}
          {...(results.unsubscribed > 0 ? { from: to.compliance() } : {})}
        />
      </div>
      <p className="soft small">
        {t(
          `${counted(results.opened, ['ouverture'], ['opening'])} en tout, comptées sans dire de qui ; ${counted(results.bounced, ['adresse refusée', 'adresses refusées'], ['address refused', 'addresses refused'])}, ${counted(results.complained, ['plainte'], ['complaint'])}.`,
          `${counted(results.opened, ['ouverture'], ['opening'])} in all, counted without saying whose; ${counted(results.bounced, ['adresse'], ['address refused', 'addresses refused'])}, ${counted(results.complained, ['plainte'], ['complaint'])}.`,
        )}{' '}
        <GoLink to={to.results()}>{t('Ce que les lettres ont rapporté', 'What the letters brought')}</GoLink>
      </p>
    </section>
  );
}
