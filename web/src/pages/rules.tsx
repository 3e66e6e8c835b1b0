/** The rules that answer by themselves: read as sentences, changed as data, tried before they are on. */
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Automation, Rule } from '../../../src/api/contract/automation.ts';
import { send, type Versioned } from '../api.ts';
import { useEdited } from '../edited.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { ConflictDialog } from '../parts/conflict-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Trouble } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useVersioned, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { HappenedLately } from './rules/happened.tsx';
import { RuleInWords } from './rules/rule-in-words.tsx';
import { actionWords, emptyAction, whenWords } from './rules/rule-words.ts';
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
  const [opened, setOpened] = useState<number>();
  const edited = useEdited<Automation, readonly Rule[]>({
    seen,
    address: '/automation',
    read: ({ rules }) => rules.map(({ rule }) => rule),
    save: async (rules, ifMatch) => {
      await send('PUT', '/automation/rules', { rules }, { ifMatch });
      toast(t('Règles enregistrées.', 'Rules saved.'));
    },
    changes: ['/automation', '/settings', '/journal'],
  });
  const rules = edited.value;
  return (
    <div className="stack">
      {rules.map((rule, place) => (
        <RuleInWords
          key={place}
          rule={rule}
          listed={seen.value.rules.find((one) => one.rule.name === rule.name)}
          tiers={seen.value.tiers}
          mayChange={mayChange}
          isOpen={opened === place}
          onOpen={() => setOpened(opened === place ? undefined : place)}
          onRule={(next) => edited.change(rules.map((one, index) => (index === place ? next : one)))}
          onRemove={() => {
            edited.change(rules.filter((_, index) => index !== place));
            setOpened(undefined);
          }}
        />
      ))}
      {mayChange && (
        <span>
          <Button
            variant="default"
            onClick={() => {
              edited.change([...rules, newRule(rules)]);
              setOpened(rules.length);
            }}
          >
            {t('Ajouter une règle', 'Add a rule')}
          </Button>
        </span>
      )}
      {edited.problem && <Trouble problem={edited.problem} />}
      <SaveBar
        isChanged={edited.isChanged}
        isBusy={edited.isBusy}
        what={t('Les règles changées ne valent pas encore.', 'The changed rules do not count yet.')}
        onSave={edited.save}
        onUndo={() => {
          edited.undo();
          setOpened(undefined);
        }}
      />
      {edited.theirs && (
        <ConflictDialog
          subject={t('les règles', 'the rules')}
          fields={[
            {
              title: t('Les règles', 'The rules'),
              mine: rules.map(ruleLine).join('\n'),
              theirs: edited.theirs.value.rules.map(({ rule }) => ruleLine(rule)).join('\n'),
            },
          ]}
          onKeepMine={edited.keepMine}
          onTakeTheirs={edited.takeTheirs}
          onClose={edited.backToMine}
        />
      )}
    </div>
  );
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
  return `${rule.is_on ? '●' : '○'} ${rule.name} : ${whenWords(rule)} → ${rule.actions.map(actionWords).join(t(' ; ', '; '))}`;
}
