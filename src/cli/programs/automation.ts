/** `cuvee automation` and `cuvee task`: what the estate's rules do by themselves, and what they leave to a person. */
import type { Command } from 'commander';
import type { ProgramTools } from '../program-tools.ts';

/** Adds `automation` and `task` to the program. */
export function addAutomationCommands(program: Command, tools: ProgramTools): void {
  addAutomation(program, tools);
  addTasks(program, tools);
}

function addAutomation(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  const automation = program
    .command('automation')
    .description(t('les règles : quand ceci arrive, faire cela', 'the rules: when this happens, do that'));
  automation
    .command('list')
    .description(t('les règles et ce qu’elles ont fait', 'the rules and what they did'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).listAutomation));
  for (const [name, fr, en] of [
    ['on', 'mettre les règles en marche', 'turn the rules on'],
    ['off', 'arrêter les règles', 'turn the rules off'],
  ] as const) {
    automation
      .command(name)
      .description(t(fr, en))
      .option('--reason <reason>', t('pourquoi (journalisé)', 'why (journaled)'))
      .addOption(estateOption())
      .addOption(jsonOption())
      .action(
        act(async () => {
          const { turnAutomationOff, turnAutomationOn } = await import('../commands/automation.ts');
          return name === 'on' ? turnAutomationOn : turnAutomationOff;
        }),
      );
  }
  automation
    .command('run')
    .description(t('un passage des règles, maintenant', 'one passage of the rules, now'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).runRules));
  automation
    .command('approve')
    .argument('<rule>', t('le nom de la règle', 'the name of the rule'))
    .description(t('valider la lettre d’une règle, ou la refuser', 'approve the letter of a rule, or reject it'))
    .option('--as <name>', t('votre nom, tel que dans approval.people', 'your name, as in approval.people'))
    .option('--confirm <text>', t('la confirmation demandée', 'the confirmation asked for'))
    .option('--reject <reason>', t('refuser, avec la raison', 'reject, with the reason'))
    .option('--kind <kind>', t('si la règle envoie plusieurs lettres', 'where the rule sends several letters'))
    .option('--live', t('les lettres peuvent vraiment partir', 'the letters may really leave'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).approveRule));
  automation
    .command('test')
    .argument('<rule>', t('le nom de la règle', 'the name of the rule'))
    .description(t('ce que la règle ferait pour un client', 'what the rule would do for a client'))
    .requiredOption('--client <code>', t('code client', 'client code'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).testRule));
  automation
    .command('events')
    .description(
      t('ce qui est arrivé, et ce que les règles en ont fait', 'what happened, and what the rules made of it'),
    )
    .option('--limit <count>', t('au plus tant', 'at most so many'), '20')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).showEvents));
  automation
    .command('calls')
    .description(
      t(
        'les serveurs que les règles préviennent (trigger_webhook) : ce qui attend et ce qui est parti',
        'the servers rules tell (trigger_webhook): what waits and what left',
      ),
    )
    .option('--live', t('appeler maintenant ce qui attend', 'call now what waits'))
    .option('--key', t('montrer la clé qui signe, à donner au serveur', 'show the key that signs, for the server'))
    .option('--limit <count>', t('au plus tant', 'at most so many'), '20')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation-calls.ts')).ruleCalls));
  automation
    .command('form')
    .description(
      t('l’adresse du formulaire, pour le site du domaine', 'the address of the form, for the estate’s site'),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation-form.ts')).showForm));
  automation
    .command('score')
    .argument('<code>', t('code client', 'client code'))
    .description(t('le score d’un client, part par part', 'the score of a client, part by part'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/automation.ts')).showScore));
}

function addTasks(program: Command, { t, act, estateOption, jsonOption }: ProgramTools): void {
  const task = program.command('task').description(t('ce qu’une personne doit faire', 'what a person has to do'));
  task
    .command('list')
    .description(t('la liste, la plus pressée d’abord', 'the list, the most urgent first'))
    .option('--all', t('avec celles qui sont closes', 'with those that are closed'))
    .option('--limit <count>', t('au plus tant', 'at most so many'), '50')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/task.ts')).listToDo));
  for (const [name, fr, en] of [
    ['done', 'c’est fait', 'it is done'],
    ['drop', 'on ne le fera pas', 'it will not be done'],
  ] as const) {
    task
      .command(name)
      .argument('<id>', t('le numéro affiché par la liste', 'the number the list shows'))
      .description(t(fr, en))
      .option('--as <name>', t('votre nom', 'your name'))
      .addOption(estateOption())
      .addOption(jsonOption())
      .action(
        act(async () => {
          const { doTask, dropTask } = await import('../commands/task.ts');
          return name === 'done' ? doTask : dropTask;
        }),
      );
  }
  task
    .command('add')
    .argument('<title>', t('ce qu’il faut faire', 'what has to be done'))
    .description(t('noter une chose à faire', 'note a thing to do'))
    .option('--client <code>', t('code client', 'client code'))
    .option('--due <day>', t('pour le AAAA-MM-JJ', 'by YYYY-MM-DD'))
    .option('--kind <kind>', 'call | follow_up | check', 'follow_up')
    .option('--as <name>', t('votre nom', 'your name'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('../commands/task.ts')).addToDo));
}
