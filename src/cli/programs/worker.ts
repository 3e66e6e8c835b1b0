/** `cuvee worker`: the part of Cuvée that works by itself. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `worker`, and `apart`, which workers start by themselves, to the program. */
export function addWorkerCommand(program: Command, { t, act, jsonOption }: ProgramTools): void {
  program
    .command('worker')
    .description(
      t(
        'la semaine et ses travaux, sans le serveur : sur autant de machines que l’on veut',
        'the week and its work, without the server: on as many machines as one likes',
      ),
    )
    .option('--jobs <count>', t('travaux à la fois', 'jobs at a time'), '2')
    .option(
      '--no-scheduler',
      t('ne pas regarder l’heure : seulement travailler', 'do not look at the clock: only work'),
    )
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/worker.ts')).worker));
  program
    .command('apart', { hidden: true })
    .description(t('un travail lourd, pour un autre processus de Cuvée', 'one heavy job, for another process of Cuvée'))
    .action(act(async () => (await import('../commands/apart.ts')).apart));
}
