/** One rule, opened: what it waits for, what it asks of the client, what it does; tried on the last weeks before it is saved. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Rehearsal, RehearsalAsked, Rule, RuleAction } from '../../../../src/api/contract/automation.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { day } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Trouble } from '../../parts/states.tsx';
import { useWrite } from '../../queries.ts';
import { counted, t } from '../../words.ts';
import {
  actionKinds,
  actionKindWords,
  actionWords,
  emptyAction,
  letterWords,
  triggers,
  triggerWords,
} from './rule-words.ts';

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
              data={triggers.map((value) => ({ value, label: triggerWords(value) }))}
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

interface PartProps {
  readonly rule: Rule;
  readonly onRule: (rule: Rule) => void;
}

function Conditions({ rule, tiers, onRule }: PartProps & { readonly tiers: readonly string[] }): ReactElement {
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

function Actions({ rule, onRule }: PartProps): ReactElement {
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
              data={actionKinds.map((value) => ({ value, label: actionKindWords(value) }))}
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
      {action.do === 'send_letter' && (
        <NativeSelect
          label={t('Lettre', 'Letter')}
          value={action.kind}
          onChange={(event) =>
            onAction({ ...action, kind: letterKinds.find((kind) => kind === event.currentTarget.value) ?? action.kind })
          }
          data={letterKinds.map((value) => ({ value, label: letterWords(value) }))}
        />
      )}
      {(action.do === 'send_letter' || action.do === 'task' || action.do === 'send_sms') && (
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

function NumberField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}): ReactElement {
  return (
    <TextInput
      label={label}
      type="number"
      value={value ?? ''}
      onChange={(event) => onValue(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
    />
  );
}

/** The rule tried on what happened: nothing is done. */
function TryRule({ rule }: { readonly rule: Rule }): ReactElement {
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
