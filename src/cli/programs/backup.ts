/** `cuvee backup` and `cuvee restore`. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `backup` (with `list`, `verify`, `key`, `drill`) and `restore` to the program. */
export function addBackupCommands(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  const backup = program
    .command('backup')
    .description(
      t(
        'sauvegarder un domaine : base et fichiers d’un même instant, chiffrés',
        'back up an estate: database and files of one instant, encrypted',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/backup.ts')).backup));
  backup
    .command('list')
    .description(t('les sauvegardes, et où sont leurs copies', 'the backups, and where their copies are'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/backup.ts')).list));
  backup
    .command('verify')
    .argument('[file]', t('par défaut : la dernière', 'default: the last one'))
    .description(t('relire chaque octet d’une sauvegarde', 'read every byte of a backup again'))
    .option('--key <file>', t('la clé, si elle n’est pas ici', 'the key, where it is not here'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/backup.ts')).verify));
  backup
    .command('drill')
    .description(
      t(
        'répéter une restauration dans une base d’essai, et refaire le dernier passage',
        'rehearse a restore in a scratch database, and do the last run again',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/backup.ts')).drill));
  backup
    .command('key')
    .description(
      t(
        'la clé des sauvegardes : sans elle, aucune ne se lit. Gardez-en une copie ailleurs',
        'the key of the backups: without it none can be read. Keep a copy elsewhere',
      ),
    )
    .option('--out <file>', t('l’écrire dans un fichier plutôt qu’à l’écran', 'write it to a file, not to the screen'))
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/backup.ts')).key));
  program
    .command('restore')
    .argument('<file>', t('une sauvegarde (.cuvee.age)', 'a backup (.cuvee.age)'))
    .description(
      t(
        'ramener un domaine d’une sauvegarde ; il n’envoie rien avant d’être confirmé',
        'bring an estate back from a backup; it sends nothing until it is confirmed',
      ),
    )
    .option('--estate <slug>', t('sous quel nom (par défaut : le sien)', 'under which name (default: its own)'))
    .option('--key <file>', t('la clé, si elle n’est pas ici', 'the key, where it is not here'))
    .option('--replace', t('à la place du domaine qui vit ici', 'in the place of the estate that lives here'))
    .option('--confirm <slug>', t('son nom, tapé en toutes lettres', 'its name, typed in full'))
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/restore.ts')).restoreEstate));
}
