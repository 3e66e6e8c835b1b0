import type { ReactElement } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import { to } from '../../addresses.ts';
import { scenarioWord } from '../../estate-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { t } from '../../words.ts';

/** The few clients to think of first, each with a wine and its reason. */
export function NextActions({ week }: { readonly week: Home }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="actions">
      <h2 id="actions">{t('À qui penser d’abord ?', 'Whom to think of first?')}</h2>
      {week.actions.length === 0 ? (
        <p className="soft">{t('Aucune proposition n’attend.', 'No proposal waits.')}</p>
      ) : (
        <ul className="plain-list action-rows">
          {week.actions.slice(0, 4).map((action) => (
            <li key={action.clientCode}>
              <div className="row-apart">
                <GoLink to={to.client(action.clientCode)}>{action.name}</GoLink>
                <span className="soft small">{scenarioWord(action.scenario)}</span>
              </div>
              <span className="wine-name" lang="fr">
                {action.label}
              </span>
              <p className="small" lang="fr">
                {action.reason}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="no-print">
        <GoLink to={to.validation()}>{t('Ouvrir la validation', 'Open the approval')}</GoLink>
      </p>
    </section>
  );
}
