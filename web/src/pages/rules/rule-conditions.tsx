import type { ReactElement } from 'react';
import type { Rule } from '../../../../src/api/contract/automation.ts';
import { NumberField } from '../../parts/number-field.tsx';
import { t } from '../../words.ts';

export interface RulePartProps {
  readonly rule: Rule;
  readonly onRule: (rule: Rule) => void;
}

/** What the rule asks of the client. */
export function Conditions({
  rule,
  tiers,
  onRule,
}: RulePartProps & { readonly tiers: readonly string[] }): ReactElement {
  const { when } = rule;
  const change = (changes: Partial<Rule['when']>) => onRule({ ...rule, when: without({ ...when, ...changes }) });
  const chosen = when.tiers ?? [];
  return (
    <fieldset className="rule-part">
      <legend>{t('À condition que', 'Provided that')}</legend>
      <div className="row">
        {tiers.map((tier) => (
          <label key={tier} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(tier)}
              onChange={(event) => {
                const next = event.currentTarget.checked ? [...chosen, tier] : chosen.filter((one) => one !== tier);
                change({ tiers: next.length === 0 ? undefined : next });
              }}
            />
            {t('palier', 'tier')} {tier}
          </label>
        ))}
      </div>
      <div className="rule-fields">
        <NumberField
          label={t('Achat d’au moins (€ TTC)', 'Purchase of at least (€ incl. VAT)')}
          value={when.minimum_ttc}
          onValue={(value) => change({ minimum_ttc: value })}
        />
        <NumberField
          label={t('Score d’au moins', 'Score of at least')}
          value={when.minimum_score}
          onValue={(value) => change({ minimum_score: value })}
        />
        <NumberField
          label={t('Jours depuis la dernière commande', 'Days since the last order')}
          value={when.days_since_order}
          onValue={(value) => change({ days_since_order: value === undefined ? undefined : Math.round(value) })}
        />
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={when.needs_tracking_consent === true}
          onChange={(event) => change({ needs_tracking_consent: event.currentTarget.checked ? true : undefined })}
        />
        {t('le client a accepté d’être suivi', 'the client has agreed to be tracked')}
      </label>
    </fieldset>
  );
}

function without(when: { readonly [Name in keyof Rule['when']]?: Rule['when'][Name] | undefined }): Rule['when'] {
  return Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined));
}
