import { Button } from '@mantine/core';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import type { QueuedClient } from '../../../../src/api/contract/approvals.ts';
import { to } from '../../addresses.ts';
import { asError } from '../../attempt.ts';
import { useGo } from '../../parts/go-link.tsx';
import { toastProblem } from '../../parts/toasts.tsx';
import { useShortcuts } from '../../shortcuts.ts';
import { t } from '../../words.ts';
import { ClientSheet } from './client-sheet.tsx';
import { type Asking, useDecisions } from './decisions.ts';
import { WhyNot } from './why-not.tsx';

export interface QueueOfClientsProps {
  readonly clients: readonly QueuedClient[];
  readonly mayDecide: boolean;
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

/** The sheets of the queue, walked through and decided by a key each. */
export function QueueOfClients({ clients, mayDecide, more, isLoadingMore }: QueueOfClientsProps): ReactElement {
  const [asking, setAsking] = useState<Asking>();
  const { done, decide, takeBack } = useDecisions();
  const { active, place, standOn, setActive } = useStanding(clients.length);
  const go = useGo();
  const current = clients[active];

  const walkTo = (index: number) => {
    const next = standOn(index);
    if (more && next > clients.length - 6 && !isLoadingMore) more();
  };
  const approve = (client: QueuedClient | undefined) => {
    if (!client || !mayDecide || done.has(client.clientCode)) return;
    walkTo(clients.indexOf(client) + 1);
    decide(client, { decision: 'approved' }).catch((thrown: unknown) => {
      toastProblem(asError(thrown));
      walkTo(clients.indexOf(client));
    });
  };
  const ask = (decision: Asking['decision']) => {
    if (current && mayDecide && !done.has(current.clientCode)) setAsking({ client: current, decision });
  };
  const undo = (clientCode?: string) =>
    void takeBack(clientCode)
      .then((undone) => undone && walkTo(clients.findIndex((client) => client.clientCode === undone)))
      .catch((thrown: unknown) => toastProblem(asError(thrown)));
  const say = async ({ client, decision, rank }: Asking, reason: string) => {
    await decide(client, { decision, reason, ...(rank === undefined ? {} : { rank }) });
    setAsking(undefined);
    walkTo(clients.indexOf(client) + (rank === undefined ? 1 : 0));
  };
  useShortcuts({
    ArrowDown: () => walkTo(document.activeElement?.closest('.queue') ? active + 1 : active),
    ArrowUp: () => walkTo(active - 1),
    e: () => approve(current),
    x: () => ask('rejected'),
    f: () => ask('flagged'),
    u: () => undo(),
    o: () => current && go(to.client(current.clientCode)),
  });

  return (
    <>
      <ol className="plain-list queue" ref={place}>
        {clients.map((client, index) => (
          <li key={client.clientCode}>
            <ClientSheet
              client={client}
              isActive={index === active}
              done={done.get(client.clientCode)}
              mayDecide={mayDecide}
              onFocus={() => setActive(index)}
              onApprove={() => approve(client)}
              onAsk={(decision, rank) => setAsking({ client, decision, ...(rank === undefined ? {} : { rank }) })}
              onUndo={() => undo(client.clientCode)}
            />
          </li>
        ))}
      </ol>
      {more && (
        <div>
          <Button variant="default" onClick={more} loading={isLoadingMore}>
            {t('Voir la suite', 'Show more')}
          </Button>
        </div>
      )}
      {mayDecide && <KeysHint />}
      {asking && (
        <WhyNot asking={asking} onClose={() => setAsking(undefined)} onSay={(reason) => say(asking, reason)} />
      )}
    </>
  );
}

function KeysHint(): ReactElement {
  return (
    <p className="queue-hint soft small no-print">
      <kbd>↑</kbd> <kbd>↓</kbd> {t('avancer', 'move')} · <kbd>e</kbd> {t('valider', 'approve')} · <kbd>x</kbd>{' '}
      {t('refuser', 'reject')} · <kbd>f</kbd> {t('mettre de côté', 'set aside')} · <kbd>u</kbd> {t('annuler', 'undo')} ·{' '}
      <kbd>o</kbd> {t('ouvrir la fiche', 'open the client')}
    </p>
  );
}

interface Standing {
  /** The place of the sheet stood on. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** Around the sheets; the one stood on carries `data-active`. */
  readonly place: RefObject<HTMLOListElement | null>;
  /** Goes to the nearest sheet there is, and gives the focus to it; its place. */
  readonly standOn: (index: number) => number;
}

/** The sheet one stands on: the focus follows once the page is drawn anew. */
function useStanding(sheets: number): Standing {
  const [active, setActive] = useState(0);
  const place = useRef<HTMLOListElement>(null);
  const wantsFocus = useRef(false);
  const focus = () => place.current?.querySelector<HTMLElement>('[data-active]')?.focus();
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focus();
  }, [active]);
  const standOn = (index: number) => {
    const next = Math.min(Math.max(index, 0), sheets - 1);
    if (next === active) focus();
    else {
      wantsFocus.current = true;
      setActive(next);
    }
    return next;
  };
  return { active, setActive, place, standOn };
}
