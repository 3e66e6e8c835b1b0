/** `cuvee approve`: a named person says yes, no, or not yet. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `approve` to the program. */
export function addApproveCommands(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  program
    .command('approve')
    .description(
      t(
        'valider, refuser ou mettre de côté des recommandations ; sans portée : où en est-on',
        'approve, reject or flag recommendations; without a scope: how far it is',
      ),
    )
    .option('--run', t('toutes les recommandations actuelles', 'all current recommendations'))
    .option('--segment <segment>', 'VIP | Loyal | New | Standard | "At Risk" | Churn')
    .option('--client <code>', t('celles d’un client', 'those of one client'))
    .option('--rank <rank>', t('avec --client : une seule, 1 à 3', 'with --client: one of them, 1 to 3'))
    .option('--reject <reason>', t('refuser, avec la raison', 'reject, with the reason'))
    .option('--flag <note>', t('mettre de côté, avec une note', 'flag, with a note'))
    .option('--as <name>', t('votre nom, tel que dans approval.people', 'your name, as in approval.people'))
    .option('--confirm <text>', t('la confirmation demandée', 'the confirmation asked for'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/approve.ts')).approve));
}
