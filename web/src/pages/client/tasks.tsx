import type { ReactElement } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { to } from '../../addresses.ts';
import { day } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { t } from '../../words.ts';

/** What somebody has still to do for this client. */
export function Tasks({ client }: { readonly client: Client }): ReactElement {
  const open = client.tasks.filter((task) => task.state === 'open');
  return (
    <Sheet title={t('Qu’y a-t-il à faire ?', 'What is there to do?')}>
      {open.length === 0 ? (
        <p className="soft">{t('Rien en attente.', 'Nothing waits.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {open.map((task) => (
            <li key={task.taskId} className="row-apart">
              <span lang="fr">
                <StateWord tone="waits">{task.title}</StateWord>
              </span>
              <span className="soft">{task.dueOn ? t(`pour le ${day(task.dueOn)}`, `by ${day(task.dueOn)}`) : ''}</span>
            </li>
          ))}
        </ul>
      )}
      <GoLink to={to.tasks()} className="small">
        {t('Toutes les tâches', 'All tasks')}
      </GoLink>
    </Sheet>
  );
}
