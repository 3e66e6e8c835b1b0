/** What a person has to do: calls and checks, the most urgent first. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { NewTaskAsked, TaskAnswer } from '../../../src/api/contract/tasks.ts';
import { to } from '../addresses.ts';
import { oneOf, type Search, useFilters } from '../address.ts';
import { send } from '../api.ts';
import { day, fromToday } from '../formats.ts';
import { DataTable } from '../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, optionsOf, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { toast, toastProblem } from '../parts/toasts.tsx';
import { useList, useWrite } from '../queries.ts';
import { useMay, useSession } from '../session.ts';
import { counted, t } from '../words.ts';

const states = ['closed', 'all'] as const;
const kinds = ['call', 'follow_up', 'check'] as const;

function read(search: Search) {
  return { q: search['q'] ?? '', state: oneOf(search['state'], states), kind: oneOf(search['kind'], kinds) };
}

export function TasksPage(): ReactElement {
  const [filters, change] = useFilters(read);
  const clear = clearer(filters, ['q', 'state', 'kind'], change);
  const tasks = useList<TaskAnswer>('/tasks', filters);
  const mayClose = useMay('operateur');
  const { today } = useSession();
  const [isAdding, setIsAdding] = useState(false);
  const close = useWrite(
    ({ task, state }: { readonly task: TaskAnswer; readonly state: 'done' | 'dropped' }) =>
      send('POST', `/tasks/${task.taskId}/close`, { state }),
    ['/tasks', '/home', '/journal', '/clients'],
  );
  const end = (state: 'done' | 'dropped') => (task: TaskAnswer) => {
    if (task.state !== 'open') return;
    close.mutate(
      { task, state },
      {
        onSuccess: () =>
          toast(
            state === 'done'
              ? t(`Fait : ${task.title}`, `Done: ${task.title}`)
              : t(`Laissé : ${task.title}`, `Dropped: ${task.title}`),
          ),
        onError: toastProblem,
      },
    );
  };
  return (
    <>
      <PageTitle
        question={t('Que faut-il faire cette semaine ?', 'What is there to do this week?')}
        answer={answerOf(tasks.total, clear === undefined)}
        actions={
          mayClose && (
            <Button variant={isAdding ? 'default' : 'filled'} onClick={() => setIsAdding(!isAdding)}>
              {isAdding ? t('Fermer', 'Close') : t('Noter quelque chose à faire', 'Note something to do')}
            </Button>
          )
        }
      />
      {isAdding && <NewTask onDone={() => setIsAdding(false)} />}
      <Filters onClear={clear}>
        <SearchBox label={t('Chercher', 'Search')} value={filters.q} onChange={(q) => change({ q })} />
        <FilterSelect
          label={t('État', 'State')}
          all={t('À faire', 'To do')}
          value={filters.state}
          onChange={(state) => change({ state })}
          options={[
            { value: 'closed', label: t('Faites ou laissées', 'Done or dropped') },
            { value: 'all', label: t('Toutes', 'All') },
          ]}
        />
        <FilterSelect
          label={t('Genre', 'Kind')}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
          options={optionsOf(kinds, kindWords)}
        />
      </Filters>
      <DataTable
        caption={t('À faire', 'To do')}
        list={tasks}
        columns={columns(today, mayClose ? end : undefined)}
        rowId={(task) => task.taskId}
        {...(mayClose
          ? {
              keys: { e: end('done'), x: end('dropped') },
              keysHint: (
                <>
                  <kbd>e</kbd> {t('fait', 'done')} · <kbd>x</kbd> {t('laisser', 'drop')}
                </>
              ),
            }
          : {})}
        tone={(task) => (task.state === 'open' && task.dueOn !== null && task.dueOn < today ? 'waits' : undefined)}
        noun={{ fr: ['tâche'], en: ['task'] }}
        empty={
          <Empty title={t('Rien à faire', 'Nothing to do')}>
            {t(
              'Les appels et les tâches que demandent les règles apparaîtront ici ; vous pouvez aussi en noter vous-même.',
              'Calls and tasks the rules ask for will appear here; you may also note some yourself.',
            )}{' '}
            <GoLink to={to.rules()}>{t('Voir les règles', 'See the rules')}</GoLink>
          </Empty>
        }
      />
    </>
  );
}

function answerOf(total: number | undefined, isPlain: boolean): string | undefined {
  if (total === undefined || !isPlain) return undefined;
  if (total === 0) return t('Rien n’attend.', 'Nothing waits.');
  return `${counted(total, ['chose attend', 'choses attendent'], ['thing waits', 'things wait'])}.`;
}

function columns(
  today: string,
  end: ((state: 'done' | 'dropped') => (task: TaskAnswer) => void) | undefined,
): readonly Column<TaskAnswer>[] {
  return [
    {
      id: 'title',
      title: t('À faire', 'To do'),
      cell: (task) => (
        <div>
          <strong lang="fr">{task.title}</strong>
          <br />
          <span className="soft small">
            {kindWords(task.kind)} · {t('demandé par', 'asked by')} {task.author}
          </span>
        </div>
      ),
    },
    {
      id: 'client',
      title: t('Client', 'Client'),
      cell: (task) =>
        task.clientCode === null ? (
          '–'
        ) : (
          <div>
            <GoLink to={to.client(task.clientCode)}>{task.clientName || task.clientCode}</GoLink>
            {task.telephone && (
              <div>
                <a className="small" href={`tel:${task.telephone.replaceAll(/[^+\d]/g, '')}`}>
                  {task.telephone}
                </a>
              </div>
            )}
          </div>
        ),
    },
    {
      id: 'due',
      title: t('Pour le', 'By'),
      sort: 'up',
      cell: (task) =>
        task.dueOn === null ? (
          '–'
        ) : (
          <div>
            {day(task.dueOn)}
            {task.state === 'open' && (
              <div>
                <span className="soft small">{fromToday(task.dueOn, today)}</span>
              </div>
            )}
          </div>
        ),
    },
    {
      id: 'state',
      title: t('État', 'State'),
      cell: (task) =>
        task.state === 'open' ? (
          end ? (
            <span className="row">
              <Button size="compact-md" onClick={() => end('done')(task)}>
                {t('Fait', 'Done')}
                <span className="only-read-aloud"> : {task.title}</span>
              </Button>
              <Button size="compact-md" variant="default" onClick={() => end('dropped')(task)}>
                {t('Laisser', 'Drop')}
                <span className="only-read-aloud"> : {task.title}</span>
              </Button>
            </span>
          ) : (
            <StateWord tone="waits">{t('à faire', 'to do')}</StateWord>
          )
        ) : (
          <div>
            <StateWord tone={task.state === 'done' ? 'done' : 'quiet'}>
              {task.state === 'done' ? t('fait', 'done') : t('laissé', 'dropped')}
            </StateWord>
            <br />
            <span className="soft small">{t(`par ${task.closedBy ?? ''}`, `by ${task.closedBy ?? ''}`)}</span>
          </div>
        ),
    },
  ];
}

function NewTask({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [title, setTitle] = useState('');
  const [clientCode, setClientCode] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('follow_up');
  const add = useWrite((task: NewTaskAsked) => send('POST', '/tasks', task), ['/tasks', '/home', '/clients']);
  const submit = async () => {
    await add.mutateAsync({
      title,
      kind,
      ...(clientCode.trim() === '' ? {} : { clientCode }),
      ...(dueOn === '' ? {} : { dueOn }),
    });
    toast(t('Noté.', 'Noted.'));
    onDone();
  };
  return (
    <Sheet title={t('Noter quelque chose à faire', 'Note something to do')}>
      <Form action={t('Noter', 'Note')} onSubmit={submit}>
        <TextInput
          label={t('Quoi', 'What')}
          required
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('Genre', 'Kind')}
          value={kind}
          onChange={(event) => setKind(oneOf(event.currentTarget.value, kinds) ?? 'follow_up')}
          data={optionsOf(kinds, kindWords)}
        />
        <TextInput
          label={t('Code du client, s’il y en a un', 'Code of the client, if any')}
          value={clientCode}
          onChange={(event) => setClientCode(event.currentTarget.value)}
        />
        <TextInput
          label={t('Pour le', 'By')}
          type="date"
          value={dueOn}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
      </Form>
    </Sheet>
  );
}

function kindWords(kind: (typeof kinds)[number]): string {
  const words: Readonly<Record<(typeof kinds)[number], string>> = {
    call: t('appel', 'call'),
    follow_up: t('suivi', 'follow-up'),
    check: t('vérification', 'check'),
  };
  return words[kind];
}
