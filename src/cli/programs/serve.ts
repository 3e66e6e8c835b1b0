/** `cuvee serve`: the page, and what the world reaches. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `serve` to the program. */
export function addServeCommand(program: Command, { t, act, jsonOption }: ProgramTools): void {
  program
    .command('serve')
    .description(
      t(
        'ouvrir la page, répondre au monde, tenir la semaine et faire ses travaux',
        'open the page, answer the world, keep the week and do its work',
      ),
    )
    .option('--port <port>', t('port', 'port'), '4000')
    .option(
      '--host <host>',
      t(
        'adresse d’écoute (0.0.0.0 : tout le réseau, derrière un serveur https)',
        'address to listen on (0.0.0.0: the whole network, behind an https server)',
      ),
      '127.0.0.1',
    )
    .option('--no-scheduler', t('ne pas regarder l’heure', 'do not look at the clock'))
    .option(
      '--no-worker',
      t('ne faire aucun travail : un autre processus les fait', 'do no work: another process does it'),
    )
    .option(
      '--prepare',
      t(
        'préparer la page, puis finir : pour qui lance ensuite sans pouvoir écrire le programme',
        'prepare the page, then end: for who runs it later and may not write the program',
      ),
    )
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/serve.ts')).serve));
}
