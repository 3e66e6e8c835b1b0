/** What a person decides on the queue, client by client: each decision is kept, so that it can be taken back where it was made. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApprovalDone, ApprovalGiven, QueuedClient } from '../../../../src/api/contract/approvals.ts';
import { send } from '../../api.ts';
import { readAgain } from '../../queries.ts';

/** What a person did here to a client of the queue: the row stays where it is, so that nothing moves under the hand. */
export interface Decided {
  readonly decision: ApprovalGiven['decision'];
  readonly approvalIds: readonly string[];
}

/** A decision that waits for its reason; `rank` names one wine of the list. */
export interface Asking {
  readonly client: QueuedClient;
  readonly decision: 'rejected' | 'flagged';
  readonly rank?: number;
}

export interface Decisions {
  /** By client code, the latest last. */
  readonly done: ReadonlyMap<string, Decided>;
  /** Throws what the API refuses. */
  readonly decide: (client: QueuedClient, given: Pick<ApprovalGiven, 'decision' | 'reason' | 'rank'>) => Promise<void>;
  /** Takes back what was decided on a client, the latest one without a code; gives back whose it was. Throws what the API refuses. */
  readonly takeBack: (clientCode?: string) => Promise<string | undefined>;
}

/** The decisions of this visit to the queue. */
export function useDecisions(): Decisions {
  const [done, setDone] = useState<ReadonlyMap<string, Decided>>(new Map());
  const queries = useQueryClient();
  const keep = (clientCode: string, decided: Decided | undefined) =>
    setDone((before) => {
      const after = new Map(before);
      after.delete(clientCode);
      if (decided) after.set(clientCode, decided);
      return after;
    });
  const decide: Decisions['decide'] = async (client, given) => {
    const { clientCode } = client;
    const approvalIds: string[] = [];
    try {
      for (const scope of scopesOf(client, given)) {
        const answer = await send<ApprovalDone>('POST', '/approvals', { ...scope, clientCode, ...given });
        approvalIds.push(answer.approvalId);
      }
    } catch (thrown) {
      // Some of the wines are decided: what stands is read again, so that the page says no more than that.
      if (approvalIds.length > 0) await readAgain(queries, ['/approvals', '/recommendations']);
      throw thrown;
    }
    // One wine left out leaves the others of the client to be decided.
    if (given.rank === undefined) keep(clientCode, { decision: given.decision, approvalIds });
    await readAgain(queries, [given.rank === undefined ? '/approvals/summary' : '/approvals', '/recommendations']);
  };
  const takeBack: Decisions['takeBack'] = async (clientCode) => {
    const last = clientCode ?? [...done.keys()].at(-1);
    const decided = last === undefined ? undefined : done.get(last);
    if (last === undefined || !decided) return undefined;
    for (const approvalId of decided.approvalIds) await undoApproval(approvalId);
    keep(last, undefined);
    await readAgain(queries, ['/approvals/summary', '/recommendations']);
    return last;
  };
  return { done, decide, takeBack };
}

/** Takes an approval back, as if it had not been given. */
export function undoApproval(approvalId: string): Promise<unknown> {
  return send('DELETE', `/approvals/${approvalId}`);
}

/** The whole list, or wine by wine where one of them was left out before: a yes to the list would bring it back. */
function scopesOf(
  { items }: QueuedClient,
  { decision, rank }: Pick<ApprovalGiven, 'decision' | 'rank'>,
): readonly Pick<ApprovalGiven, 'scope' | 'rank'>[] {
  if (rank !== undefined) return [{ scope: 'item', rank }];
  const isWhole = decision !== 'approved' || items.every(({ state }) => state === items[0]?.state);
  if (isWhole) return [{ scope: 'client' }];
  return items.filter(({ state }) => state === 'pending').map((item) => ({ scope: 'item', rank: item.rank }));
}
