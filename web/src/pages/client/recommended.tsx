import type { ReactElement } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { to, withFilters } from '../../addresses.ts';
import { scenarioWord } from '../../estate-words.ts';
import { count, euros } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Reason } from '../../parts/reason.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';

/** The wines of the week for this client with the reason of each, and why nothing else. */
export function Recommended({ client }: { readonly client: Client }): ReactElement | null {
  const { recommended } = client;
  if (recommended === null) return null;
  return (
    <Sheet title={t('Quoi lui proposer ?', 'What to offer?')}>
      {recommended.items.length === 0 && (
        <p>{t('Rien cette semaine ; voici pourquoi.', 'Nothing this week; here is why.')}</p>
      )}
      {recommended.items.map((item) => (
        <article key={item.rank} className="stack-tight">
          <p className="row-apart">
            <span>
              <GoLink to={to.wine(item.wineKey)} className="wine-name" lang="fr">
                {item.label}
              </GoLink>{' '}
              <span className="soft">
                {scenarioWord(item.scenario)}
                {item.prixTtc === null ? '' : ` · ${euros(item.prixTtc)} ${t('TTC', 'incl. tax')}`}
              </span>
            </span>
            <span className="soft">{t(`note ${count(item.score)} sur 100`, `score ${count(item.score)} of 100`)}</span>
          </p>
          <Reason>
            <span lang="fr">{item.reason}</span>
          </Reason>
        </article>
      ))}
      {recommended.refusals.length > 0 && (
        <details>
          <summary>{t('Pourquoi rien d’autre', 'Why nothing else')}</summary>
          <ul>
            {recommended.refusals.map((refusal) => (
              <li key={refusal.scenario}>
                {scenarioWord(refusal.scenario)}
                {t(' : ', ': ')}
                <span lang="fr">{refusal.sentence}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <GoLink to={withFilters(to.recommendations(), { q: client.clientCode })} className="small">
        {t('Voir le détail des notes', 'See how the scores are made')}
      </GoLink>
    </Sheet>
  );
}
