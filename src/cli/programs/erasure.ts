/** `cuvee client export`, `opt-out`, `profiling` and `erase`: the rights of a person. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `export`, `opt-out`, `profiling` and `erase` to the command `client`. */
export function addErasureCommands(client: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  client
    .command('export')
    .argument('<code>', t('code client', 'client code'))
    .description(
      t(
        'tout ce que l’on sait d’une personne, à lui remettre (accès, portabilité)',
        'everything known of a person, to hand to them (access, portability)',
      ),
    )
    .option('--out <folder>', t('où écrire le JSON et le CSV', 'where to write the JSON and the CSV'), '.')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/erasure.ts')).exportOne));
  client
    .command('opt-out')
    .argument('<code>', t('code client', 'client code'))
    .description(
      t(
        'la personne ne veut plus de lettres : tout de suite, et pour toujours',
        'no more letters: at once, and for ever',
      ),
    )
    .requiredOption(
      '--reason <reason>',
      t('comment elle l’a dit (journalisé, sans nom)', 'how it was said (journaled, without a name)'),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/erasure.ts')).optOut));
  client
    .command('profiling')
    .argument('<code>', t('code client', 'client code'))
    .description(
      t(
        's’oppose au profilage : ni score ni recommandation, les lettres restent possibles',
        'objects to profiling: no score, no recommendation; letters stay possible',
      ),
    )
    .requiredOption(
      '--reason <reason>',
      t('comment elle l’a dit (journalisé, sans nom)', 'how it was said (journaled, without a name)'),
    )
    .option('--allow', t('la personne revient sur son opposition', 'the person takes the objection back'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/erasure.ts')).profiling));
  client
    .command('erase')
    .argument('<code>', t('code client', 'client code'))
    .description(
      t(
        'oublier une personne : base, fichiers, Brevo ; les ventes restent, sans elle',
        'forget a person: database, files, Brevo; the sales stay, without them',
      ),
    )
    .requiredOption('--reason <reason>', t('pourquoi (journalisé, sans nom)', 'why (journaled, without a name)'))
    .requiredOption('--confirm <code>', t('le code, tapé une seconde fois', 'the code, typed a second time'))
    .option('--without-brevo', t('vous l’effacez vous-même chez Brevo', 'you delete them at Brevo yourself'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/erasure.ts')).erase));
}
