/** `cuvee user`: who may sign in, and the tokens of scripts. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `user list|invite|link|role|disable|enable|reset-second-factor|sessions` and `user token …` to the program. */
export function addUserCommands(program: Command, tools: ProgramTools): void {
  const { t, act, estateOption, jsonOption } = tools;
  const user = program
    .command('user')
    .description(t('qui peut se connecter, et en tant que quoi', 'who may sign in, and as what'));
  const email = ['<email>', t('l’adresse de la personne', "the person's address")] as const;
  const add = (name: string, description: string): Command =>
    user.command(name).description(description).addOption(estateOption()).addOption(jsonOption());

  add('list', t('les personnes du domaine', 'the people of the estate')).action(
    act(async () => (await import('../commands/user.ts')).list),
  );
  add('invite', t('inviter une personne : affiche son lien', 'invite a person: prints their link'))
    .argument(...email)
    .requiredOption('--name <name>', t('son nom', 'their name'))
    .option('--role <role>', 'lecteur | operateur | approbateur | administrateur', 'lecteur')
    .option('--language <language>', 'fr | en', 'fr')
    .action(act(async () => (await import('../commands/user.ts')).invite));
  add(
    'link',
    t(
      'un lien qui connecte une fois ; sans adresse : le premier lien du domaine',
      'a link that signs in once; without an address: the first link of the estate',
    ),
  )
    .argument('[email]', email[1])
    .action(act(async () => (await import('../commands/user.ts')).link));
  add('role', t('changer le rôle d’une personne', 'change the role of a person'))
    .argument(...email)
    .argument('<role>', 'lecteur | operateur | approbateur | administrateur')
    .action(act(async () => (await import('../commands/user.ts')).role));
  add('disable', t('fermer un compte', 'close an account'))
    .argument(...email)
    .action(act(async () => (await import('../commands/user.ts')).disable));
  add('enable', t('rouvrir un compte', 'open an account again'))
    .argument(...email)
    .action(act(async () => (await import('../commands/user.ts')).enable));
  add('reset-second-factor', t('retirer un second facteur perdu', 'take a lost second factor off'))
    .argument(...email)
    .action(act(async () => (await import('../commands/user.ts')).resetFactor));
  add('sessions', t('qui est connecté', 'who is signed in'))
    .argument('[email]', email[1])
    .option('--end', t('déconnecter cette personne partout', 'sign this person out everywhere'))
    .action(act(async () => (await import('../commands/user.ts')).sessions));
  addTokenCommands(user, tools);
}

function addTokenCommands(user: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  const token = user.command('token').description(t('les jetons des programmes', 'the tokens of scripts'));
  token
    .command('create')
    .description(t('créer un jeton : affiché une seule fois', 'make a token: shown only once'))
    .argument('<name>', t('à quoi il sert', 'what it is for'))
    .requiredOption('--scope <scope...>', 'read | exports:write | runs:write | campaigns:write')
    .option('--days <count>', t('durée en jours', 'how many days it lasts'), '365')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/user-token.ts')).create));
  token
    .command('list')
    .description(t('les jetons du domaine', 'the tokens of the estate'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/user-token.ts')).list));
  token
    .command('revoke')
    .description(t('révoquer un jeton', 'revoke a token'))
    .argument('<id>', t('son numéro, donné par la liste', 'its id, as the list gives it'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/user-token.ts')).revoke));
}
