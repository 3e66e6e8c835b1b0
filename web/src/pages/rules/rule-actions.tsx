import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { RuleAction } from '../../../../src/api/contract/automation.ts';
import { optionsOf } from '../../parts/filters.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { t } from '../../words.ts';
import type { RulePartProps } from './rule-conditions.tsx';
import { actionKinds, actionKindWords, actionWords, emptyAction, letterWords } from './rule-words.ts';

/** What the rule does, in order. */
export function Actions({ rule, onRule }: RulePartProps): ReactElement {
  const put = (place: number, action: RuleAction) =>
    onRule({ ...rule, actions: rule.actions.map((one, index) => (index === place ? action : one)) });
  return (
    <fieldset className="rule-part">
      <legend>{t('Alors', 'Then')}</legend>
      <ol className="rule-actions">
        {rule.actions.map((action, place) => (
          <li key={place} className="rule-fields">
            <NativeSelect
              label={t(`Action ${place + 1}`, `Action ${place + 1}`)}
              value={action.do}
              onChange={(event) => {
                const kind = actionKinds.find((one) => one === event.currentTarget.value);
                if (kind) put(place, emptyAction(kind));
              }}
              data={optionsOf(actionKinds, actionKindWords)}
            />
            <ActionFields action={action} onAction={(next) => put(place, next)} />
            {rule.actions.length > 1 && (
              <button
                type="button"
                className="link-button"
                onClick={() => onRule({ ...rule, actions: rule.actions.filter((_, index) => index !== place) })}
              >
                {t('retirer', 'remove')}
                <span className="only-read-aloud">: {actionWords(action)}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="link-button"
        onClick={() => onRule({ ...rule, actions: [...rule.actions, emptyAction('task')] })}
      >
        {t('Ajouter une action', 'Add an action')}
      </button>
    </fieldset>
  );
}

function ActionFields({
  action,
  onAction,
}: {
  readonly action: RuleAction;
  readonly onAction: (action: RuleAction) => void;
}): ReactElement {
  return (
    <>
      {action.do === 'score' && (
        <NumberField
          label={t('Points (négatif pour retirer)', 'Points (negative to take off)')}
          value={action.delta}
          onValue={(delta) => onAction({ ...action, delta: delta ?? 0 })}
        />
      )}
      {action.do === 'tag' && (
        <TextInput
          label={t('Étiquette', 'Tag')}
          value={action.tag}
          onChange={(event) => onAction({ ...action, tag: event.currentTarget.value })}
        />
      )}
      {action.do === 'task' && (
        <TextInput
          label={t('Ce qu’il faut faire', 'What is to be done')}
          value={action.title}
          onChange={(event) => onAction({ ...action, title: event.currentTarget.value })}
        />
      )}
      {action.do === 'send_sms' && (
        <TextInput
          label={t('Texte du SMS', 'Text of the SMS')}
          value={action.text}
          onChange={(event) => onAction({ ...action, text: event.currentTarget.value })}
        />
      )}
      {action.do === 'trigger_webhook' && (
        <TextInput
          type="url"
          label={t('Adresse à prévenir (https)', 'Address to tell (https)')}
          value={action.url}
          onChange={(event) => onAction({ ...action, url: event.currentTarget.value })}
        />
      )}
      {action.do === 'send_letter' && (
        <NativeSelect
          label={t('Lettre', 'Letter')}
          value={action.kind}
          onChange={(event) =>
            onAction({ ...action, kind: letterKinds.find((kind) => kind === event.currentTarget.value) ?? action.kind })
          }
          data={optionsOf(letterKinds, letterWords)}
        />
      )}
      {(action.do === 'send_letter' ||
        action.do === 'task' ||
        action.do === 'send_sms' ||
        action.do === 'trigger_webhook') && (
        <NumberField
          label={t('Après (minutes)', 'After (minutes)')}
          value={action.after_minutes}
          onValue={(value) => onAction({ ...action, after_minutes: Math.max(0, Math.round(value ?? 0)) })}
        />
      )}
    </>
  );
}

const letterKinds = ['thank_you', 'vip_offer', 'stay'] as const;
