/** One rule, opened: what it waits for, what it asks of the client, what it does; tried on the last weeks before it is saved. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Rule } from '../../../../src/api/contract/automation.ts';
import { optionsOf } from '../../parts/filters.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { t } from '../../words.ts';
import { Actions } from './rule-actions.tsx';
import { Conditions } from './rule-conditions.tsx';
import { triggers, triggerWords } from './rule-words.ts';
import { TryRule } from './try-rule.tsx';

export interface RuleEditorProps {
  readonly rule: Rule;
  readonly tiers: readonly string[];
  readonly mayChange: boolean;
  readonly onRule: (rule: Rule) => void;
  readonly onRemove: () => void;
}

export function RuleEditor({ rule, tiers, mayChange, onRule, onRemove }: RuleEditorProps): ReactElement {
  return (
    <div className="stack">
      {mayChange && (
        <>
          <div className="rule-fields">
            <TextInput
              label={t('Nom', 'Name')}
              value={rule.name}
              onChange={(event) => onRule({ ...rule, name: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('Quand', 'When')}
              value={rule.trigger}
              onChange={(event) =>
                onRule({ ...rule, trigger: triggers.find((one) => one === event.currentTarget.value) ?? rule.trigger })
              }
              data={optionsOf(triggers, triggerWords)}
            />
            <NumberField
              label={t('Priorité (0 à 100)', 'Priority (0 to 100)')}
              value={rule.priority}
              onValue={(priority) => onRule({ ...rule, priority: Math.min(100, Math.max(0, priority ?? 0)) })}
            />
          </div>
          <Conditions rule={rule} tiers={tiers} onRule={onRule} />
          <Actions rule={rule} onRule={onRule} />
        </>
      )}
      <TryRule rule={rule} />
      {mayChange && (
        <span>
          <Button variant="outline" color="red" onClick={onRemove}>
            {t(`Retirer la règle « ${rule.name} »`, `Remove the rule “${rule.name}”`)}
          </Button>
        </span>
      )}
    </div>
  );
}
