import type { ReactElement } from 'react';
import type { LetterDecision, ListedRule } from '../../../../src/api/contract/automation.ts';
import { send } from '../../api.ts';
import { day } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';
import { letterWords } from './rule-words.ts';

/** A letter that a rule may send, and the yes it stands on. */
export function LetterOfRule({
  ruleName,
  letter,
}: {
  readonly ruleName: string;
  readonly letter: ListedRule['letters'][number];
}): ReactElement {
  const mayDecide = useMay('approbateur');
  const decide = useWrite(
    (decision: LetterDecision) => send('POST', '/automation/decisions', decision),
    ['/automation', '/campaigns', '/journal'],
  );
  const isGood = letter.approval === 'effective' || letter.approval === 'waiting';
  return (
    <div className="row">
      <StateWord tone={approvalTones[letter.approval]}>
        {t(
          `lettre (${letterWords(letter.kind)}) : ${approvalWords(letter)}`,
          `letter (${letterWords(letter.kind)}): ${approvalWords(letter)}`,
        )}
      </StateWord>
      {mayDecide && (
        <ConfirmButton
          danger={isGood}
          effect={
            isGood ? t('Refuser cette lettre', 'Reject this letter') : t('Valider cette lettre', 'Approve this letter')
          }
          consequence={
            isGood
              ? t(
                  'Plus aucune lettre ne sera ajoutée par cette règle.',
                  'No letter will be added by this rule any more.',
                )
              : t(
                  'La règle pourra écrire aux clients qu’elle trouve, tant que la validation compte et que la lettre ne change pas.',
                  'The rule may write to the clients it finds, as long as the approval counts and the letter does not change.',
                )
          }
          {...(isGood ? {} : { typed: letter.name })}
          onConfirm={() =>
            decide.mutateAsync({
              ruleName,
              kind: letter.kind,
              decision: isGood ? 'rejected' : 'approved',
              ...(isGood ? { reason: t('arrêtée depuis la page des règles', 'stopped from the page of rules') } : {}),
              confirmation: letter.name,
              isLive: !isGood,
            })
          }
        />
      )}
    </div>
  );
}

const approvalTones: Readonly<Record<ListedRule['letters'][number]['approval'], Tone>> = {
  pending: 'waits',
  waiting: 'running',
  effective: 'done',
  rejected: 'stopped',
  flagged: 'waits',
  void: 'waits',
  expired: 'waits',
};

function approvalWords({ approval, sendBefore }: ListedRule['letters'][number]): string {
  const words: Readonly<Record<ListedRule['letters'][number]['approval'], string>> = {
    pending: t('à valider', 'to approve'),
    waiting: t('validée, compte après le délai', 'approved, counts after the delay'),
    effective: sendBefore
      ? t(`validée jusqu’au ${day(sendBefore)}`, `approved until ${day(sendBefore)}`)
      : t('validée', 'approved'),
    rejected: t('refusée', 'rejected'),
    flagged: t('mise de côté', 'set aside'),
    void: t('à valider de nouveau', 'to approve again'),
    expired: t('validation expirée', 'approval expired'),
  };
  return words[approval];
}
