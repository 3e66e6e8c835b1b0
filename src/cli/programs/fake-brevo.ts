/** `cuvee fake-brevo`: a Brevo that sends nothing, to try letters with. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `fake-brevo` to the program. */
export function addFakeBrevoCommand(program: Command, { t, act, jsonOption }: ProgramTools): void {
  program
    .command('fake-brevo')
    .description(
      t(
        'un Brevo pour essayer : il n’envoie rien, et montre les lettres',
        'a Brevo to try with: it sends nothing, and shows the letters',
      ),
    )
    .option('--port <port>', t('port sur cette machine', 'port on this machine'), '4010')
    .option(
      '--seed <seed>',
      t('les mêmes graines donnent les mêmes destinataires', 'the same seed gives the same recipients'),
      '1',
    )
    .option('--webhook <url>', t('où poster les événements', 'where to post events'))
    .option('--speed <times>', t('le temps passe tant de fois plus vite', 'time passes so many times faster'))
    .option('--credits <count>', t('crédits par jour', 'credits per day'))
    .option('--wild', t('pannes, doublons, désordre', 'faults, doubles, disorder'))
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/fake-brevo.ts')).fakeBrevo));
}
