/** `cuvee audit`: what the rules found about the list and about the data. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `audit` to the program. */
export function addAuditCommand(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  program
    .command('audit')
    .description(
      t(
        'le contrôle des recommandations et des données du dernier passage',
        'the audit of the last run: its recommendations and its data',
      ),
    )
    .option('--client <code>', t('tout ce qui a été trouvé sur un client', 'all that was found about one client'))
    .option(
      '--out <folder>',
      t(
        'écrire reco_output, audit_output, next_action_output (CSV) et run_summary (JSON)',
        'write reco_output, audit_output, next_action_output (CSV) and run_summary (JSON)',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/audit.ts')).audit));
}
