/**
 * Heavy work is done in a process of its own: the page goes on answering while a run computes, and a run that takes all the memory
 * takes nothing else with it. The worker keeps the job, its lock and its pulse; the process only does the work.
 */
import type { ChildProcess } from 'node:child_process';
import { Failure } from '../../errors.ts';
import { Cancelled } from '../../run/stopping.ts';
import { sentence } from '../../values/sentence.ts';
import type { JobKind } from '../jobs.ts';
import type { Task, TaskContext, TaskEnd } from '../tasks/task.ts';
import { endOfWord, fromApartSchema, isLast, type LastWord, type ToApart, type WordUnderWay } from './apart-words.ts';

/** What computes or packs for seconds on end; the rest waits for the network or for the database. */
const heavy: ReadonlySet<JobKind> = new Set(['run', 'evaluate', 'backup', 'restore_drill']);

/** How often it is looked whether the work has to end. */
const lookEveryMs = 250;
/** After its last word a process has so long to close what it opened. */
const goodbyeMs = 10_000;

/** The task of a job: apart where it is heavy and there is a way to do so, else the one given. */
export function taskApart(kind: JobKind, startApart: (() => ChildProcess) | undefined, here: Task): Task {
  return startApart && heavy.has(kind) ? (context) => doApart(context, startApart()) : here;
}

/** Has the process do the job, and tells how far it is. Throws what the work threw, or WORK_KILLED when the process died of it. */
async function doApart(context: TaskContext, apart: ChildProcess): Promise<TaskEnd> {
  const tell = (word: ToApart): void => void (apart.connected && apart.send(word, () => {}));
  let isAskedToEnd = false;
  const askToEnd = (): void => {
    const why = context.whyStop();
    if (!why || isAskedToEnd) return;
    isAskedToEnd = true;
    tell({ word: 'end', cancelledBy: why instanceof Cancelled ? String(why.facts['by']) : null });
  };
  const timer = setInterval(askToEnd, lookEveryMs);
  try {
    quietly(() => context.say(gettingReady));
    const last = await lastWordOf(apart, (word) => {
      if (word.word === 'ready') tell({ word: 'do', job: context.job });
      else if (word.word === 'step') quietly(() => context.say(word.label, word.step));
      else if (word.word === 'progress')
        quietly(() => context.world.progress.advance(word.label, word.done, word.total));
      else context.note(word.done, word.total);
    });
    return endOfWord(last);
  } finally {
    clearInterval(timer);
  }
}

/** Hears a process until it has ended; gives its last word. Throws where it ended without one. */
async function lastWordOf(apart: ChildProcess, hear: (word: WordUnderWay) => void): Promise<LastWord> {
  let last: LastWord | undefined;
  let impatient: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      apart.on('message', (said) => {
        const { data: word, error } = fromApartSchema.safeParse(said);
        if (!word) reject(error);
        else if (!isLast(word)) hear(word);
        else {
          last = word;
          impatient = setTimeout(() => apart.kill('SIGKILL'), goodbyeMs);
        }
      });
      apart.on('error', () => reject(killed(null, null)));
      apart.on('exit', (code, signal) => (last ? resolve(last) : reject(killed(code, signal))));
    });
  } finally {
    clearTimeout(impatient);
    if (apart.exitCode === null && apart.signalCode === null) apart.kill('SIGKILL');
  }
}

/** That the work has to end is said to the process by the timer: thrown here, in the ear of a channel, it would end the worker. */
function quietly(tellProgress: () => void): void {
  try {
    tellProgress();
  } catch {
    // `whyStop` says it.
  }
}

const gettingReady = sentence('Préparation', 'Getting ready');

function killed(code: number | null, signal: NodeJS.Signals | null): Failure {
  return new Failure(
    'WORK_KILLED',
    sentence(
      'Le travail s’est arrêté d’un coup, sans doute faute de mémoire. Cuvée le reprendra ; si cela dure, donnez plus de mémoire au serveur.',
      'The work ended all at once, probably for want of memory. Cuvée will take it up; if this goes on, give the server more memory.',
    ),
    { retry: 'later', facts: { code, signal } },
  );
}
