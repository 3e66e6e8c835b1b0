/** `cuvee brevo`: the estate's account there, its webhooks, and whether both sides tell the same. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `brevo key|check|webhooks|push-contacts|reconcile` to the program. */
export function addBrevoCommands(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  const brevo = program.command('brevo').description(t('le compte Brevo du domaine', "the estate's Brevo account"));
  brevo
    .command('key')
    .description(
      t(
        'donner la clé du compte du domaine ; elle est gardée chiffrée et passe avant BREVO_API_KEY',
        "give the key of the estate's account; it is kept encrypted and comes before BREVO_API_KEY",
      ),
    )
    .option('--forget', t('l’oublier', 'forget it'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/brevo-key.ts')).brevoKey));
  brevo
    .command('check')
    .description(
      t(
        'la clé, les crédits, l’expéditeur : peut-on envoyer ?',
        'the key, the credits, the sender: can letters go out?',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/brevo.ts')).check));
  brevo
    .command('webhooks')
    .description(
      t(
        'dire à Brevo où annoncer rebonds, plaintes et désinscriptions',
        'tell Brevo where to announce bounces, complaints and unsubscriptions',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/brevo.ts')).webhooks));
  brevo
    .command('push-contacts')
    .description(
      t(
        'tenir à jour chez Brevo les contacts à qui l’on peut écrire',
        'keep the contacts at Brevo up to date: those who may be written to',
      ),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/brevo.ts')).pushContactsNow));
  brevo
    .command('reconcile')
    .description(
      t('demander à Brevo ce qui s’est passé, et s’y accorder', 'ask Brevo what really happened, and agree with it'),
    )
    .option('--days <count>', t('sur tant de jours (89 au plus)', 'over so many days (89 at most)'), '4')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/brevo.ts')).reconcileNow));
}
