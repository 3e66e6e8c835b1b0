/** `cuvee campaign`: letters to many, from the draft to the last answer; its audiences and its templates. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `campaign …` to the program. */
export function addCampaignCommands(program: Command, tools: ProgramTools): void {
  const { t } = tools;
  const campaign = program
    .command('campaign')
    .description(t('les lettres : préparer, relire, valider, envoyer', 'letters: prepare, read, approve, send'));
  addDrafting(campaign, tools);
  addDeciding(campaign, tools);
  addSending(campaign, tools);
  addHeld(campaign, tools);
  addAudiences(campaign.command('audience').description(t('les audiences enregistrées', 'saved audiences')), tools);
  addTemplates(campaign.command('template').description(t('les modèles de lettres', 'letter templates')), tools);
}

const kinds = 'mixed | rebuy | cross_sell | upsell | winback | nurture | selection | thank_you | vip_offer | stay';
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Every command ends with the estate, and with JSON for machines. */
function ended(command: Command, { estateOption, jsonOption }: ProgramTools): Command {
  return command.addOption(estateOption()).addOption(jsonOption());
}

function named(command: Command, { t }: ProgramTools): Command {
  return command.argument('<campaign>', t('le nom de la campagne', 'the name of the campaign'));
}

function signed(command: Command, { t }: ProgramTools): Command {
  return command.option('--as <name>', t('votre nom', 'your name'));
}

function filtered(command: Command, { t }: ProgramTools): Command {
  return command
    .option(
      '--scenario <scenario>',
      `rebuy | cross-sell | upsell | winback | nurture ${t('(répétable)', '(repeat)')}`,
      collect,
    )
    .option(
      '--segment <segment>',
      `VIP | Loyal | New | Standard | "At Risk" | Churn ${t('(répétable)', '(repeat)')}`,
      collect,
    )
    .option(
      '--cluster <cluster>',
      t('nom ou numéro de groupe (répétable)', 'name or number of a cluster (repeat)'),
      collect,
    )
    .option('--client <code>', t('un client (répétable)', 'a client (repeat)'), collect);
}

function addDrafting(campaign: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  ended(campaign.command('list').description(t('les campagnes', 'the campaigns')), tools).action(
    act(async () => (await import('../commands/campaign.ts')).list),
  );
  const create = campaign
    .command('create')
    .description(t('écrire un brouillon des recommandations validées', 'write a draft from approved recommendations'))
    .argument('<name>', t('un nom, par exemple "Noël 2026"', 'a name, for example "Christmas 2026"'))
    .option('--kind <kind>', kinds);
  filtered(create, tools)
    .option('--audience <name>', t('une audience enregistrée', 'a saved audience'))
    .option('--language <language>', 'fr | en')
    .option('--channel <channel>', 'brevo | smtp')
    .option('--after <when>', t('pas avant : AAAA-MM-JJ [HH:MM]', 'not before: YYYY-MM-DD [HH:MM]'))
    .option('--days <count>', t('durée de la période d’envoi', 'length of the sending window'))
    .option('--offer <text>', t('vip_offer : ce que l’offre accorde', 'vip_offer: what the offer grants'))
    .option('--offer-until <day>', t('vip_offer : dernier jour AAAA-MM-JJ', 'vip_offer: last day YYYY-MM-DD'));
  ended(signed(create, tools), tools).action(act(async () => (await import('../commands/campaign.ts')).create));
  ended(
    signed(
      named(
        campaign
          .command('rebuild')
          .description(
            t(
              'refaire un brouillon avec les prix et validations du moment',
              'make a draft again from the prices and approvals of now',
            ),
          ),
        tools,
      ),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign.ts')).rebuild));
  ended(
    named(
      campaign
        .command('show')
        .description(
          t('qui reçoit, qui non et pourquoi, et la relecture', 'who gets it, who does not and why, and the linter'),
        ),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign.ts')).show));
  ended(
    named(
      campaign.command('preview').description(t('les lettres, en fichiers à ouvrir', 'the letters, as files to open')),
      tools,
    )
      .option('--client <code>', t('celle d’un client', 'that of one client'))
      .option('--out <folder>', t('où écrire', 'where to write'), '.'),
    tools,
  ).action(act(async () => (await import('../commands/campaign.ts')).preview));
}

function addDeciding(campaign: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  ended(
    signed(
      named(
        campaign
          .command('approve')
          .description(t('valider un brouillon, en votre nom', 'approve a draft, in your name')),
        tools,
      ),
      tools,
    )
      .option('--confirm <text>', t('la confirmation demandée', 'the confirmation asked for'))
      .option('--reject <reason>', t('refuser, avec la raison', 'reject, with the reason'))
      .option('--flag <note>', t('mettre de côté, avec une note', 'flag, with a note')),
    tools,
  ).action(act(async () => (await import('../commands/campaign.ts')).approve));
  ended(
    signed(
      named(
        campaign.command('schedule').description(t('déplacer la période d’envoi', 'move the sending window')),
        tools,
      )
        .requiredOption('--after <when>', t('pas avant : AAAA-MM-JJ [HH:MM]', 'not before: YYYY-MM-DD [HH:MM]'))
        .option('--until <when>', t('jusqu’à : AAAA-MM-JJ [HH:MM]', 'until: YYYY-MM-DD [HH:MM]')),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign.ts')).schedule));
}

function addSending(campaign: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  const live = t('vraiment envoyer (sans quoi : essai à blanc)', 'really send (else: a dry run)');
  ended(
    signed(
      named(
        campaign
          .command('test')
          .description(t('s’envoyer un exemplaire de chaque lettre', 'send yourself one of each letter')),
        tools,
      )
        .requiredOption(
          '--to <address>',
          t('votre adresse, jamais celle d’un client', 'your address, never a client’s'),
        )
        .option('--client <code>', t('la lettre de ce client', 'the letter of this client'))
        .option('--live', live),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-send.ts')).test));
  ended(
    signed(
      named(campaign.command('send').description(t('envoyer une campagne validée', 'send an approved campaign')), tools)
        .option('--live', live)
        .option('--wait', t('attendre et reprendre jusqu’à la fin', 'wait and go on until the end')),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-send.ts')).send));
  for (const [word, description] of [
    ['pause', t('suspendre l’envoi', 'pause the sending')],
    ['resume', t('reprendre l’envoi', 'resume the sending')],
    ['stop', t('arrêter pour de bon', 'stop for good')],
  ] as const) {
    const command = named(campaign.command(word).description(description), tools).option(
      '--reason <reason>',
      t('pourquoi (journalisé)', 'why (journaled)'),
    );
    if (word === 'resume')
      command.option('--until <when>', t('nouvelle fin : AAAA-MM-JJ [HH:MM]', 'new end: YYYY-MM-DD [HH:MM]'));
    ended(signed(command, tools), tools).action(act(async () => (await import('../commands/campaign-send.ts'))[word]));
  }
  ended(
    signed(
      campaign
        .command('confirm-instance')
        .description(
          t('dire que cette installation, et elle seule, envoie', 'say that this installation, and no other, sends'),
        ),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-send.ts')).confirmThisInstance));
}

function addHeld(campaign: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  ended(
    named(
      campaign
        .command('held')
        .description(t('les lettres retenues, et pourquoi', 'the letters that are held, and why')),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-held.ts')).held));
  ended(
    signed(
      named(
        campaign
          .command('release')
          .description(
            t(
              'dire si des lettres au sort inconnu sont parties ou non',
              'say whether letters of unknown outcome left or not',
            ),
          ),
        tools,
      )
        .requiredOption(
          '--verdict <verdict>',
          t('sent (parties) | not_sent (jamais parties)', 'sent (they left) | not_sent (they never left)'),
        )
        .requiredOption('--reason <reason>', t('comment vous le savez (journalisé)', 'how you know (journaled)'))
        .option(
          '--client <code>',
          t('la lettre de ce client (répétable)', 'the letter of this client (repeat)'),
          collect,
        )
        .option('--all', t('toutes', 'all of them')),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-held.ts')).release));
}

function addAudiences(audience: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  ended(
    audience.command('list').description(t('les audiences du domaine', 'the audiences of the estate')),
    tools,
  ).action(act(async () => (await import('../commands/campaign-audiences.ts')).list));
  const save = audience
    .command('save')
    .description(t('enregistrer une audience sous un nom', 'save an audience under a name'))
    .argument('<name>');
  ended(signed(filtered(save, tools), tools), tools).action(
    act(async () => (await import('../commands/campaign-audiences.ts')).save),
  );
}

function addTemplates(template: Command, tools: ProgramTools): void {
  const { t, act } = tools;
  const language = t('langue : fr | en', 'language: fr | en');
  ended(
    template.command('list').description(t('les modèles et leurs versions', 'templates and their versions')),
    tools,
  ).action(act(async () => (await import('../commands/campaign-templates.ts')).list));
  ended(
    template
      .command('show')
      .description(t('un modèle, tel qu’il se modifie', 'a template, as it is edited'))
      .argument('<kind>', kinds)
      .option('--language <language>', language)
      .option(
        '--template-version <number>',
        t('une version passée ; 0 : celle de la maison', 'an earlier version; 0: the built-in one'),
      ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-templates.ts')).show));
  ended(
    signed(
      template
        .command('save')
        .description(t('enregistrer une nouvelle version', 'save a new version'))
        .argument('<kind>', kinds)
        .argument(
          '<file>',
          t('le modèle en YAML, comme « template show » l’écrit', 'the template as YAML, as "template show" writes it'),
        )
        .option('--language <language>', language),
      tools,
    ),
    tools,
  ).action(act(async () => (await import('../commands/campaign-templates.ts')).save));
  ended(
    template.command('words').description(t('les mots qu’un modèle peut employer', 'the words a template may use')),
    tools,
  ).action(act(async () => (await import('../commands/campaign-templates.ts')).words));
  ended(
    template
      .command('preview')
      .description(
        t(
          'un modèle rempli pour un vrai client, en fichiers à ouvrir',
          'a template filled in for a real client, as files to open',
        ),
      )
      .argument('<kind>', kinds)
      .requiredOption('--client <code>', t('code client', 'client code'))
      .option('--language <language>', language)
      .option('--out <folder>', t('où écrire', 'where to write'), '.'),
    tools,
  ).action(act(async () => (await import('../commands/campaign-templates.ts')).preview));
}
