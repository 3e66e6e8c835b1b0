import type { ReactElement } from 'react';
import type { ListedRule, Rule } from '../../../../src/api/contract/automation.ts';
import { t } from '../../words.ts';
import { LetterOfRule } from './letter-of-rule.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { actionWords, whenWords } from './rule-words.ts';

interface RuleInWordsProps {
  readonly rule: Rule;
  readonly listed: ListedRule | undefined;
  readonly tiers: readonly string[];
  readonly mayChange: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRule: (rule: Rule) => void;
  readonly onRemove: () => void;
}

/** One rule as a sentence, with what it did so far; opened, it can be changed and tried. */
export function RuleInWords({
  rule,
  listed,
  tiers,
  mayChange,
  isOpen,
  onOpen,
  onRule,
  onRemove,
}: RuleInWordsProps): ReactElement {
  return (
    <article className={rule.is_on ? 'sheet stack-tight' : 'sheet stack-tight rule-off'}>
      <div className="row-apart">
        <h2 lang="fr">{rule.name}</h2>
        <label className="tick">
          <input
            type="checkbox"
            checked={rule.is_on}
            disabled={!mayChange}
            onChange={(event) => onRule({ ...rule, is_on: event.currentTarget.checked })}
          />
          {rule.is_on ? t('en marche', 'on') : t('arrêtée', 'off')}
          <span className="only-read-aloud"> ({rule.name})</span>
        </label>
      </div>
      <p>
        {whenWords(rule)}
        {t(' :', ':')} <strong>{rule.actions.map(actionWords).join(t(' ; ', '; '))}</strong>.
      </p>
      {listed?.letters.map((letter) => (
        <LetterOfRule key={letter.kind} ruleName={rule.name} letter={letter} />
      ))}
      <div className="row-apart">
        <span className="soft small">
          {t(`priorité ${rule.priority}`, `priority ${rule.priority}`)}
          {listed &&
            ` · ${t(
              `${listed.done} faites, ${listed.refused} refusées, ${listed.waiting} en attente`,
              `${listed.done} done, ${listed.refused} refused, ${listed.waiting} waiting`,
            )}`}
        </span>
        <button type="button" className="link-button" aria-expanded={isOpen} onClick={onOpen}>
          {isOpen
            ? t('Refermer', 'Close')
            : mayChange
              ? t('Modifier ou essayer', 'Change or try')
              : t('Essayer', 'Try')}
          <span className="only-read-aloud"> : {rule.name}</span>
        </button>
      </div>
      {isOpen && <RuleEditor rule={rule} tiers={tiers} mayChange={mayChange} onRule={onRule} onRemove={onRemove} />}
    </article>
  );
}
