/** The rules that answer by themselves: read as sentences, changed as data, tried before they are on. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Automation, LetterDecision, ListedRule, Rule } from '../../../src/api/contract/automation.ts';
import { getVersioned, send, type Versioned } from '../api.ts';
import { day } from '../formats.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { ConflictDialog, isConflict } from '../parts/conflict-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { StateWord, type Tone } from '../parts/state-word.tsx';
import { Answer } from '../parts/states.tsx';
import { toast, toastProblem } from '../parts/toasts.tsx';
import { readAgain, useVersioned, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { HappenedLately } from './rules/happened.tsx';
import { RuleEditor } from './rules/rule-editor.tsx';
import { actionWords, emptyAction, letterWords, whenWords } from './rules/rule-words.ts';
import './rules/rules.css';

export function RulesPage(): ReactElement {
  const automation = useVersioned<Automation>('/automation');
  return (
    <>
      <PageTitle
        question={t('Que fait la maison d’elle-même ?', 'What does the house do by itself?')}
        answer={automation.data && onWords(automation.data.value)}
        actions={automation.data && <Switch isOn={automation.data.value.isOn} />}
      />
      <Answer of={automation}>{(seen) => <Rules seen={seen} />}</Answer>
      <HappenedLately />
    </>
  );
}

function onWords({ isOn, rules }: Automation): ReactElement {
  const active = rules.filter(({ rule }) => rule.is_on).length;
  return (
    <>
      <StateWord tone={isOn ? 'done' : 'quiet'}>
        {isOn
          ? t('Les règles sont en marche.', 'The rules are on.')
          : t('Les règles sont arrêtées.', 'The rules are off.')}
      </StateWord>{' '}
      {isOn
        ? `${counted(active, ['règle répond', 'règles répondent'], ['rule answers', 'rules answer'])}.`
        : t('Rien ne se fait seul.', 'Nothing is done by itself.')}
    </>
  );
}

function Switch({ isOn }: { readonly isOn: boolean }): ReactElement | null {
  const turn = useWrite(
    (to: boolean) => send('POST', '/automation/switch', { isOn: to }),
    ['/automation', '/settings', '/journal'],
  );
  if (!useMay('approbateur')) return null;
  return (
    <ConfirmButton
      danger={isOn}
      effect={
        isOn ? t('Arrêter toutes les règles', 'Stop all rules') : t('Mettre les règles en marche', 'Put the rules on')
      }
      consequence={
        isOn
          ? t(
              'Rien de nouveau ne sera demandé. Les tâches déjà notées restent.',
              'Nothing new will be asked for. Tasks already noted stay.',
            )
          : t(
              'Les règles répondront à ce qui arrive à partir de maintenant, non à ce qui est passé. Une lettre ne part qu’après validation.',
              'The rules will answer what happens from now on, not what is past. A letter leaves only once approved.',
            )
      }
      onConfirm={() => turn.mutateAsync(!isOn)}
    />
  );
}

function Rules({ seen }: { readonly seen: Versioned<Automation> }): ReactElement {
  const mayChange = useMay('approbateur');
  const [draft, setDraft] = useState<{ readonly rules: readonly Rule[]; readonly on: string | undefined }>();
  const [isBusy, setIsBusy] = useState(false);
  const [theirs, setTheirs] = useState<Versioned<Automation>>();
  const [opened, setOpened] = useState<number>();
  const queries = useQueryClient();
  const known = seen.value.rules.map(({ rule }) => rule);
  const rules = draft?.rules ?? known;
  const put = (next: readonly Rule[]) => setDraft({ rules: next, on: draft?.on ?? seen.version });
  const save = async (version: string | undefined) => {
    setIsBusy(true);
    try {
      await send('PUT', '/automation/rules', { rules }, { ifMatch: version });
      setDraft(undefined);
      setTheirs(undefined);
      toast(t('Règles enregistrées.', 'Rules saved.'));
      await readAgain(queries, ['/automation', '/settings', '/journal']);
    } catch (problem) {
      if (isConflict(problem)) setTheirs(await getVersioned<Automation>('/automation'));
      else if (problem instanceof Error) toastProblem(problem);
    }
    setIsBusy(false);
  };
  return (
    <div className="stack">
      {rules.map((rule, place) => (
        <OneRule
          key={place}
          rule={rule}
          listed={seen.value.rules.find((one) => one.rule.name === rule.name)}
          tiers={seen.value.tiers}
          mayChange={mayChange}
          isOpen={opened === place}
          onOpen={() => setOpened(opened === place ? undefined : place)}
          onRule={(next) => put(rules.map((one, index) => (index === place ? next : one)))}
          onRemove={() => {
            put(rules.filter((_, index) => index !== place));
            setOpened(undefined);
          }}
        />
      ))}
      {mayChange && (
        <span>
          <Button
            variant="default"
            onClick={() => {
              put([...rules, newRule(rules)]);
              setOpened(rules.length);
            }}
          >
            {t('Ajouter une règle', 'Add a rule')}
          </Button>
        </span>
      )}
      <SaveBar
        isChanged={draft !== undefined && JSON.stringify(draft.rules) !== JSON.stringify(known)}
        isBusy={isBusy}
        what={t('Les règles changées ne valent pas encore.', 'The changed rules do not count yet.')}
        onSave={() => void save(draft?.on)}
        onUndo={() => {
          setDraft(undefined);
          setOpened(undefined);
        }}
      />
      {theirs && (
        <ConflictDialog
          subject={t('les règles', 'the rules')}
          fields={[
            {
              title: t('Les règles', 'The rules'),
              mine: rules.map(ruleLine).join('\n'),
              theirs: theirs.value.rules.map(({ rule }) => ruleLine(rule)).join('\n'),
            },
          ]}
          onKeepMine={() => void save(theirs.version)}
          onTakeTheirs={() => {
            setDraft(undefined);
            setTheirs(undefined);
            void readAgain(queries, ['/automation']);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </div>
  );
}

interface OneRuleProps {
  readonly rule: Rule;
  readonly listed: ListedRule | undefined;
  readonly tiers: readonly string[];
  readonly mayChange: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRule: (rule: Rule) => void;
  readonly onRemove: () => void;
}

function OneRule({ rule, listed, tiers, mayChange, isOpen, onOpen, onRule, onRemove }: OneRuleProps): ReactElement {
  return (
    <article className={rule.is_on ? 'sheet stack-tight' : 'sheet stack-tight rule-off'}>
      <div className="row-apart">
        <h2>{rule.name}</h2>
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
        {t(' :', ':')} <strong>{rule.actions.map(actionWords).join(' ; ')}</strong>.
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

function LetterOfRule({
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

function newRule(rules: readonly Rule[]): Rule {
  const name = t('nouvelle règle', 'new rule');
  const taken = rules.filter((rule) => rule.name.startsWith(name)).length;
  return {
    name: taken === 0 ? name : `${name} ${taken + 1}`,
    is_on: false,
    trigger: 'purchase',
    when: {},
    actions: [emptyAction('task')],
    priority: 50,
  };
}

function ruleLine(rule: Rule): string {
  return `${rule.is_on ? '●' : '○'} ${rule.name} : ${whenWords(rule)} → ${rule.actions.map(actionWords).join(' ; ')}`;
}
