import { addTask, closeTask, listTasks, type Task, type TaskKind } from '../../8-campaign/tasks/tasks.ts';
import { Failure } from '../../errors.ts';
import { isDay } from '../../values/day.ts';
import { formatDayFr } from '../../values/french.ts';
import { sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface ListOptions {
  readonly estate?: string;
  readonly all?: boolean;
  readonly limit: string;
}

interface CloseOptions {
  readonly estate?: string;
  readonly as?: string;
}

interface AddOptions {
  readonly estate?: string;
  readonly client?: string;
  readonly due?: string;
  readonly kind: string;
  readonly as?: string;
}

/** `cuvee task list`: what a person has to do, the most urgent first. */
export async function listToDo(context: CommandContext, options: ListOptions): Promise<number> {
  const states = options.all === true ? (['open', 'done', 'dropped'] as const) : (['open'] as const);
  return withWorld(context.environment, options.estate, async ({ database, estate }) => {
    const tasks = await listTasks(database, { estate, states, limit: readCount('--limit', options.limit) });
    if (tasks.length === 0) context.output.say(sentence('Rien à faire.', 'Nothing to do.'));
    else context.output.print(formatTasks(tasks));
    context.output.json(tasks);
    return exitCodes.done;
  });
}

/** `cuvee task done`. */
export async function doTask(context: CommandContext, options: CloseOptions, id: string): Promise<number> {
  return close(context, options, id, 'done');
}

/** `cuvee task drop`. */
export async function dropTask(context: CommandContext, options: CloseOptions, id: string): Promise<number> {
  return close(context, options, id, 'dropped');
}

/** `cuvee task add`: a thing a person noted for themselves. */
export async function addToDo(context: CommandContext, options: AddOptions, title: string): Promise<number> {
  const { client, due } = options;
  const kind = kindOf(options.kind);
  if (due !== undefined && !isDay(due)) {
    throw new Failure('WRONG_USAGE', sentence('--due attend une date AAAA-MM-JJ.', '--due takes a day YYYY-MM-DD.'));
  }
  return withWorld(context.environment, options.estate, async (world) => {
    const now = world.clock();
    await addTask(world.database, {
      estate: world.estate,
      taskKey: `person:${uuidV7(now)}`,
      kind,
      title,
      ...(client === undefined ? {} : { clientCode: client }),
      ...(due === undefined ? {} : { dueOn: due }),
      author: options.as ?? context.environment.actor,
      now,
    });
    context.output.say(sentence('Noté.', 'Noted.'));
    context.output.json({ ok: true });
    return exitCodes.done;
  });
}

async function close(
  context: CommandContext,
  options: CloseOptions,
  id: string,
  state: 'done' | 'dropped',
): Promise<number> {
  return withWorld(context.environment, options.estate, async ({ database, estate, clock }) => {
    const by = options.as ?? context.environment.actor;
    const closing = await database.transaction((session) =>
      closeTask(session, { estate, id, state, by, now: clock() }),
    );
    if (closing.outcome === 'unknown') {
      throw new Failure(
        'WRONG_USAGE',
        sentence(
          `Aucune tâche ne porte le numéro ${id} : cuvee task list les montre.`,
          `No task has the number ${id}: cuvee task list shows them.`,
        ),
      );
    }
    context.output.say(
      closing.outcome === 'closed'
        ? sentence(`Close : ${closing.task.title}`, `Closed: ${closing.task.title}`)
        : sentence('Quelqu’un l’avait déjà close.', 'Somebody had closed it already.'),
    );
    context.output.json({ ok: true, ...closing });
    return exitCodes.done;
  });
}

function formatTasks(tasks: readonly Task[]): string {
  return formatTable(
    ['numéro', 'pour le', 'client', 'à faire', 'état', 'de'],
    tasks.map(({ shortId, dueOn, clientCode, title, state, author, closedBy }) => [
      shortId,
      dueOn === null ? '' : formatDayFr(dueOn),
      clientCode ?? '',
      title,
      state === 'open' ? 'à faire' : `${state === 'done' ? 'fait' : 'laissé'} (${closedBy ?? ''})`,
      author,
    ]),
  );
}

function kindOf(kind: string): TaskKind {
  if (kind === 'call' || kind === 'follow_up' || kind === 'check') return kind;
  throw new Failure(
    'WRONG_USAGE',
    sentence('--kind attend call, follow_up ou check.', '--kind takes call, follow_up or check.'),
  );
}
