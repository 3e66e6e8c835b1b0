/** What happened lately, and what the rules made of it. */
import type { ReactElement } from 'react';
import type { AutomationEvents } from '../../../../src/api/contract/automation.ts';
import { to } from '../../addresses.ts';
import { instant } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Answer } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { t } from '../../words.ts';
import { triggerWords } from './rule-words.ts';

export function HappenedLately(): ReactElement {
  const events = useApi<AutomationEvents>('/automation/events', { limit: 20 });
  return (
    <section className="stack-tight">
      <h2>{t('Ce qui est arrivé', 'What happened')}</h2>
      <Answer of={events} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('Rien encore.', 'Nothing yet.')}</p>
          ) : (
            <ul className="checks plain-list">
              {items.map((event) => (
                <li key={event.eventKey}>
                  <GoLink to={to.client(event.clientCode)}>{event.clientCode}</GoLink>
                  {t(' :', ':')} {triggerWords(event.trigger)}{' '}
                  <span className="soft small">{instant(event.happenedAt)}</span>
                  {event.actions.map((action) => (
                    <p key={`${action.rule} ${action.does} ${action.outcome ?? ''}`} className="soft small">
                      {action.rule} › {action.outcome ?? stateWords(action.state)}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

function stateWords(state: AutomationEvents['items'][number]['actions'][number]['state']): string {
  const words: Readonly<Record<typeof state, string>> = {
    waiting: t('en attente', 'waiting'),
    done: t('fait', 'done'),
    refused: t('refusé', 'refused'),
    cancelled: t('annulé', 'cancelled'),
  };
  return words[state];
}
