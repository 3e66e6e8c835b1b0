import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Rehearsal, RehearsalAsked, Rule } from '../../../../src/api/contract/automation.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { day } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Trouble } from '../../parts/states.tsx';
import { useWrite } from '../../queries.ts';
import { counted, t } from '../../words.ts';

/** The rule tried on what happened: nothing is done. */
export function TryRule({ rule }: { readonly rule: Rule }): ReactElement {
  const [tried, setTried] = useState<Rehearsal>();
  const rehearse = useWrite((asked: RehearsalAsked) => send<Rehearsal>('POST', '/automation/rehearsals', asked), []);
  return (
    <div className="stack-tight">
      <span>
        <Button
          variant="default"
          loading={rehearse.isPending}
          onClick={() => rehearse.mutate({ rule, weeks: 8 }, { onSuccess: setTried })}
        >
          {t('Essayer sur les huit dernières semaines', 'Try on the last eight weeks')}
        </Button>
      </span>
      {rehearse.error && <Trouble problem={rehearse.error} />}
      {tried && <Tried tried={tried} />}
    </div>
  );
}

function Tried({ tried }: { readonly tried: Rehearsal }): ReactElement {
  if (tried.events === 0) {
    return (
      <p role="status">
        {t(
          `Rien de tel n’est arrivé depuis le ${day(tried.since)}.`,
          `Nothing of the kind happened since ${day(tried.since)}.`,
        )}
      </p>
    );
  }
  return (
    <div className="sheet stack-tight" role="status">
      <p>
        {t(
          `Depuis le ${day(tried.since)}, cela est arrivé ${counted(tried.events, ['fois', 'fois'], ['time'])} ; la règle aurait répondu ${counted(tried.answered, ['fois', 'fois'], ['time'])}, à ${counted(tried.clients, ['client'], ['client'])}.`,
          `Since ${day(tried.since)} it happened ${counted(tried.events, ['fois', 'fois'], ['time'])}; the rule would have answered ${counted(tried.answered, ['fois', 'fois'], ['time'])}, to ${counted(tried.clients, ['client'], ['client'])}.`,
        )}
      </p>
      <p className="soft small">
        {t(
          'Jugé sur les clients tels qu’on les connaît aujourd’hui. Rien n’a été fait.',
          'Judged on the clients as they are known today. Nothing was done.',
        )}
      </p>
      {tried.examples.length > 0 && (
        <p>
          {t('Par exemple : ', 'For example: ')}
          {tried.examples.slice(0, 8).map(({ clientCode, happenedAt }, place) => (
            <span key={`${clientCode} ${happenedAt}`}>
              {place > 0 && ', '}
              <GoLink to={to.client(clientCode)}>{clientCode}</GoLink> ({day(happenedAt)})
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
