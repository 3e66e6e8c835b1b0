import { once } from 'node:events';
import { startHouse } from '../../scheduler/house.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { houseToolsOf, openToStay, stopSignal } from '../house-tools.ts';

interface WorkerCommandOptions {
  readonly jobs: string;
  readonly scheduler: boolean;
}

/** `cuvee worker`: scheduler and worker without the server, on as many machines as one likes; runs until it is told to stop. */
export async function worker(context: CommandContext, options: WorkerCommandOptions): Promise<number> {
  const { environment, output } = context;
  const concurrency = Math.max(1, readCount('--jobs', options.jobs));
  const stopping = stopSignal();
  const database = await openToStay(environment);
  try {
    const tools = houseToolsOf(environment, database, environment.publicUrl ?? '');
    const house = await startHouse(tools, { scheduler: options.scheduler, worker: true, concurrency });
    output.say(
      sentence(
        'Cuvée travaille en arrière-plan. Ctrl+C pour arrêter.',
        'Cuvée works in the background. Ctrl+C to stop.',
      ),
    );
    output.json({ ok: true, scheduler: options.scheduler, jobs: concurrency });
    // A signal keeps no process alive by itself; the house does.
    if (!stopping.aborted) await once(stopping, 'abort');
    await house.stop();
    return exitCodes.done;
  } finally {
    await database.close();
  }
}
