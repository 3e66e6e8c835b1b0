import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { ApprovalDone, ApprovalGiven, Foreseen } from '../../../../src/api/contract/approvals.ts';
import { send } from '../../api.ts';
import { asError, useAttempt } from '../../attempt.ts';
import { segmentWord } from '../../estate-words.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Trouble, Waiting } from '../../parts/states.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { readAgain, useApi } from '../../queries.ts';
import { counted, t } from '../../words.ts';
import { undoApproval } from './decisions.ts';

const changedByApproving = ['/approvals', '/recommendations', '/campaigns'];

/** What the yes would cover is counted before it is asked; alone, one types the number. */
export function ApproveMany({
  what,
  onClose,
}: {
  readonly what: Pick<ApprovalGiven, 'scope' | 'segment'>;
  readonly onClose: () => void;
}): ReactElement {
  const foreseen = useApi<Foreseen>('/approvals/foresee', { scope: what.scope, segment: what.segment });
  const [typed, setTyped] = useState('');
  const { isBusy, problem, attempt } = useAttempt();
  const queries = useQueryClient();
  const { data } = foreseen;
  const undo = (approvalId: string) =>
    void undoApproval(approvalId)
      .then(() => readAgain(queries, changedByApproving))
      .catch((thrown: unknown) => toastProblem(asError(thrown)));
  const approve = async () => {
    const { clientCount, approvalId } = await send<ApprovalDone>('POST', '/approvals', {
      ...what,
      decision: 'approved',
      ...(typed === '' ? {} : { confirmation: typed.trim() }),
    });
    toast(approvedWords(clientCount), { undo: () => undo(approvalId) });
    await readAgain(queries, changedByApproving);
    onClose();
  };
  const effect = data ? approveWords(data.clientCount) : t('Valider', 'Approve');
  const mustType = data?.confirmation ?? null;
  return (
    <Dialog
      title={`${effect}${t(' ?', '?')}`}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Ne rien faire', 'Do nothing')}
          </Button>
          <Button
            loading={isBusy}
            disabled={!data || (mustType !== null && typed.trim() !== mustType)}
            onClick={() => void attempt(approve)}
          >
            {effect}
          </Button>
        </>
      }
    >
      {foreseen.error && <Trouble problem={foreseen.error} />}
      {!data && !foreseen.error && <Waiting lines={3} />}
      {data && (
        <div className="stack-tight">
          <p>
            {what.segment === undefined
              ? t('Toute la semaine.', 'The whole week.')
              : t(`Segment « ${segmentWord(what.segment)} ».`, `Segment “${segmentWord(what.segment)}”.`)}{' '}
            {t(
              `${counted(data.itemCount, ['vin proposé', 'vins proposés'], ['wine'])} à ${counted(data.clientCount, ['client'], ['client'])}. Leurs bouteilles sont mises de côté ; rien ne part.`,
              `${counted(data.itemCount, ['vin'], ['wine'])} for ${counted(data.clientCount, ['client'], ['client'])}. Their bottles are set aside; nothing leaves.`,
            )}
          </p>
          <LeftOut leftOut={data.leftOut} />
          {mustType !== null && (
            <TextInput
              label={t(
                `Vous validez sans second regard. Pour confirmer, tapez : ${mustType}`,
                `You approve without a second pair of eyes. To confirm, type: ${mustType}`,
              )}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {problem && <Trouble problem={problem} />}
        </div>
      )}
    </Dialog>
  );
}

function LeftOut({ leftOut }: Pick<Foreseen, 'leftOut'>): ReactElement | null {
  const { notEligible, noBottles, decided } = leftOut;
  const lines = [
    notEligible > 0 &&
      t(
        `${counted(notEligible, ['vin'], ['wine'])} sans validation : le contrôle a trouvé une erreur.`,
        `${counted(notEligible, ['vin'], ['wine'])} not approved: the audit found an error.`,
      ),
    noBottles > 0 &&
      t(
        `${counted(noBottles, ['vin'], ['wine'])} sans validation : les bouteilles sont déjà promises.`,
        `${counted(noBottles, ['vin'], ['wine'])} not approved: the bottles are promised already.`,
      ),
    decided > 0 &&
      t(
        `${counted(decided, ['vin refusé ou mis de côté le reste', 'vins refusés ou mis de côté le restent'], ['wine'])}.`,
        `${counted(decided, ['vin'], ['wine'])} rejected or set aside stay so.`,
      ),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <ul className="soft">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** « Valider 12 listes » */
export function approveWords(lists: number): string {
  const many = counted(lists, ['liste'], ['list']);
  return t(`Valider ${many}`, `Approve ${many}`);
}

function approvedWords(lists: number): string {
  return `${counted(lists, ['liste validée', 'listes validées'], ['list approved', 'lists approved'])}.`;
}
