/** Every command with its help, in one language. Each command loads its code only when it is called. */
import { Command, Option } from 'commander';
import type { Language } from '../values/sentence.ts';
import { codeVersion } from './code-version.ts';
import { commandEnvironment, readEnvironment } from './environment.ts';
import { createOutput } from './output.ts';
import { speakFrench } from './own-words.ts';
import type { Action, ProgramTools } from './program-tools.ts';
import { addApproveCommands } from './programs/approve.ts';
import { addAutomationCommands } from './programs/automation.ts';
import { addAuditCommand } from './programs/audit.ts';
import { addBackupCommands } from './programs/backup.ts';
import { addBrevoCommands } from './programs/brevo.ts';
import { addCampaignCommands } from './programs/campaign.ts';
import { addErasureCommands } from './programs/erasure.ts';
import { addFakeBrevoCommand } from './programs/fake-brevo.ts';
import { addServeCommand } from './programs/serve.ts';
import { addUserCommands } from './programs/user.ts';
import { addWorkerCommand } from './programs/worker.ts';

/** The whole command line; `setExitCode` is told what each command ends with. */
export function createProgram(language: Language, setExitCode: (code: number) => void): Command {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);

  // Every action gets its context first; what it returns is the exit code.
  function act<Options>(load: () => Promise<Action<Options>>) {
    return async (...received: unknown[]): Promise<void> => {
      const command = received.at(-1);
      if (!(command instanceof Command)) throw new TypeError('commander gave no command');
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const isJson = json === true;
      const environment = commandEnvironment(readEnvironment(), isJson && !process.stderr.isTTY);
      const context = { environment, output: createOutput({ language, isJson }) };
      const action = await load();
      setExitCode(await action(context, command.optsWithGlobals<Options & object>(), ...command.args));
    };
  }
  const estateOption = (): Option => new Option('--estate <slug>', t('le domaine', 'the estate'));
  const jsonOption = (): Option =>
    new Option('--json', t('un seul document JSON sur la sortie standard', 'one JSON document on standard output'));
  const asOfOption = (): Option =>
    new Option(
      '--as-of <day>',
      t(
        'calculer à cette date AAAA-MM-JJ (par défaut : le lundi de la semaine)',
        'compute as of this day YYYY-MM-DD (default: Monday of this week)',
      ),
    );

  const tools: ProgramTools = { t, act, estateOption, jsonOption, asOfOption };

  const program = new Command('cuvee')
    .description(
      t(
        'Des exports du domaine à la bonne bouteille pour le bon client, avec la preuve.',
        "From an estate's exports to the right bottle for the right client, with the proof.",
      ),
    )
    .version(codeVersion(), '-V, --version', t('la version de Cuvée', 'the version of Cuvée'))
    .exitOverride()
    .showHelpAfterError(t('Pour l’aide : ajoutez --help.', 'For help: add --help.'))
    .addHelpText(
      'after',
      t(
        '\nCodes de sortie : 0 fait, 1 échec, 2 mauvais usage, 3 refusé par une règle.\nVariables : voir .env.example.',
        '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by a rule.\nVariables: see .env.example.',
      ),
    );

  if (language === 'fr') speakFrench(program);

  program
    .command('start')
    .description(
      t(
        'tout démarrer : base, domaine de démonstration, semaine, page',
        'start everything: database, demo estate, the week, the page',
      ),
    )
    .option('--once', t('finir après la semaine, sans ouvrir la page', 'end after the week, without opening the page'))
    .option('--port <port>', t('port de la page', 'port of the page'), '4000')
    .option('--host <host>', t('adresse d’écoute', 'address to listen on'), '127.0.0.1')
    .addOption(jsonOption())
    .addOption(asOfOption())
    .action(act(async () => (await import('./commands/start.ts')).start));

  program
    .command('init')
    .description(t('créer un domaine et reprendre ses exports', 'create an estate and take its exports'))
    .requiredOption('--estate <slug>', t('minuscules, chiffres et tirets', 'lower-case letters, digits and dashes'))
    .option('--name <name>', t('le nom du domaine', 'the name of the estate'))
    .option(
      '--from <folder>',
      t('dossier des exports, un sous-dossier par jeu de données', 'folder of exports, one sub-folder per dataset'),
    )
    .option('--source <source>', t('le logiciel qui exporte', 'the software that exports'), 'isavigne')
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/init.ts')).init));

  program
    .command('run')
    .description(
      t('la semaine : des fichiers reçus aux recommandations', 'the week: from received files to recommendations'),
    )
    .addOption(estateOption())
    .addOption(asOfOption())
    .option(
      '--accept-drift <reason>',
      t(
        'publier malgré un écart, avec la raison (journalisée)',
        'publish in spite of drift, with the reason (journaled)',
      ),
    )
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/run.ts')).run));

  program
    .command('receive')
    .description(t('recevoir des fichiers dans RAW', 'receive files into RAW'))
    .argument('<files...>', t('fichiers CSV, TSV, XLSX, XLS, ou .gz', 'CSV, TSV, XLSX, XLS files, or .gz of them'))
    .requiredOption('--dataset <dataset>', 'ventes_lignes | clients | produits | stock | contacts')
    .option('--source <source>', t('le logiciel qui exporte', 'the software that exports'), 'isavigne')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/receive.ts')).receive));

  program
    .command('rejects')
    .description(
      t('les lignes refusées, avec fichier, ligne et raison', 'the refused lines, with file, line and reason'),
    )
    .option('--run <run>', t('un passage (par défaut : tous)', 'one run (default: all)'))
    .option('--csv <file>', t('écrire un CSV pour tableur', 'write a CSV for a spreadsheet'))
    .option('--limit <count>', t('au plus tant de lignes', 'at most so many lines'), '50')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/rejects.ts')).rejects));

  program
    .command('recommendations')
    .description(
      t(
        'la liste de la semaine : à qui proposer quoi, et pourquoi',
        'the list of the week: what to propose to whom, and why',
      ),
    )
    .option(
      '--csv <file>',
      t('écrire toute la liste en CSV pour tableur', 'write the whole list as a CSV for a spreadsheet'),
    )
    .option('--limit <count>', t('au plus tant de lignes à l’écran', 'at most so many lines on screen'), '30')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/recommendations.ts')).recommendations));

  program
    .command('evaluate')
    .description(
      t(
        'ce que les recommandations auraient trouvé dans vos ventes passées',
        'what the recommendations would have found in your past sales',
      ),
    )
    .addOption(estateOption())
    .addOption(asOfOption())
    .option('--origins <count>', t('au plus tant de dates rejouées', 'at most so many days replayed'), '8')
    .option('--horizon-days <days>', t('jours d’achats regardés après chacune', 'days of purchases after each'), '90')
    .option('--accept-weights', t('prendre les réglages proposés', 'take the weights proposed'))
    .option('--reason <reason>', t('pourquoi (journalisé)', 'why (journaled)'))
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/evaluate.ts')).evaluate));

  const client = program.command('client').description(t('la fiche d’un client', 'the page of a client'));
  client
    .command('show')
    .description(t('la fiche, et d’où vient chaque chiffre', 'the page, and where each figure comes from'))
    .argument('<code>', t('code client', 'client code'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/client.ts')).showClient));
  client
    .command('set')
    .description(
      t('corriger un champ ; la correction survit aux exports', 'correct a field; the correction survives the exports'),
    )
    .argument('<code>', t('code client', 'client code'))
    .argument('<column>', 'nom | prenom | email | telephone | adresse | code_postal | ville | …')
    .argument('[value]', t('vide : effacer la correction', 'empty: remove the correction'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/client.ts')).setClient));

  const estate = program
    .command('estate')
    .description(t('les domaines et leurs réglages', 'the estates and their settings'));
  estate
    .command('list')
    .description(t('les domaines de cette installation', 'the estates of this installation'))
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/estate.ts')).listAll));
  estate
    .command('settings')
    .description(t('lire ou changer les réglages', 'read or change the settings'))
    .option('--get <path>', t('une valeur, par exemple rfm.recency_days', 'one value, for example rfm.recency_days'))
    .option(
      '--set <path=value>',
      t('changer une valeur, par exemple vat_rate=0.055', 'change one value, for example vat_rate=0.055'),
    )
    .option('--edit', t('ouvrir le document YAML dans $EDITOR', 'open the YAML document in $EDITOR'))
    .option('--reason <reason>', t('pourquoi (journalisé)', 'why (journaled)'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/estate.ts')).settings));
  estate
    .command('mail-password')
    .description(
      t(
        'donner le mot de passe de la boîte où arrivent les exports ; il est gardé chiffré',
        'give the password of the mailbox exports come to; it is kept encrypted',
      ),
    )
    .option('--forget', t('l’oublier', 'forget it'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/mail-password.ts')).mailPasswordCommand));
  estate
    .command('journal')
    .description(t('qui a fait quoi, quand et pourquoi', 'who did what, when and why'))
    .option('--limit <count>', t('au plus tant de lignes', 'at most so many lines'), '20')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/estate.ts')).journal));

  const profile = program
    .command('profile')
    .description(t('comment les fichiers d’une source se lisent', 'how the files of a source are read'));
  profile
    .command('list')
    .description(t('les profils du domaine', 'the profiles of the estate'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/profile.ts')).list));
  profile
    .command('show')
    .argument('<source>')
    .description(t('un profil, en YAML', 'one profile, as YAML'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/profile.ts')).show));
  profile
    .command('propose')
    .argument('<file>')
    .description(t('proposer une correspondance pour un fichier', 'propose a mapping for a file'))
    .requiredOption('--dataset <dataset>', 'ventes_lignes | clients | produits | stock | contacts')
    .option('--source <source>', t('le logiciel qui exporte', 'the software that exports'), 'isavigne')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/profile.ts')).propose));
  profile
    .command('save')
    .argument('<source>')
    .argument(
      '[file]',
      t(
        'profil en YAML ; sans fichier, le brouillon est confirmé',
        'profile as YAML; without a file, the draft is confirmed',
      ),
    )
    .description(t('enregistrer ou confirmer un profil', 'save or confirm a profile'))
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/profile.ts')).save));
  profile
    .command('test')
    .argument('<file>')
    .description(
      t(
        'lire vingt lignes d’un fichier avec un profil, sans rien importer',
        'read twenty lines of a file with a profile, importing nothing',
      ),
    )
    .requiredOption('--dataset <dataset>', 'ventes_lignes | clients | produits | stock | contacts')
    .option('--source <source>', t('le profil à essayer', 'the profile to try'), 'isavigne')
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/profile.ts')).test));

  program
    .command('demo')
    .description(t('écrire les exports d’un domaine de démonstration', 'write the exports of a demo estate'))
    .requiredOption('--out <folder>', t('où écrire', 'where to write'))
    .option('--clients <count>', t('clients', 'clients'), '600')
    .option('--years <count>', t('années', 'years'), '4')
    .option('--seed <number>', t('graine : même graine, mêmes octets', 'seed: same seed, same bytes'), '1')
    .option('--until <monday>', t('lundi du dernier export AAAA-MM-JJ', 'Monday of the last export YYYY-MM-DD'))
    .option(
      '--lines <count>',
      t('un seul grand fichier de ventes de tant de lignes', 'one large sales file of so many lines'),
    )
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/demo.ts')).demo));

  program
    .command('doctor')
    .description(t('ce qui manque et comment y remédier', 'what is missing and how to mend it'))
    .option(
      '--verify-raw',
      t('relire chaque fichier archivé et vérifier son empreinte', 'read every archived file again and check its hash'),
    )
    .option(
      '--verify-journal',
      t('vérifier que personne n’a retouché le journal', 'check that nobody touched up the journal'),
    )
    .addOption(estateOption())
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/doctor.ts')).doctor));

  addAuditCommand(program, tools);
  addApproveCommands(program, tools);
  addAutomationCommands(program, tools);
  addBackupCommands(program, tools);
  addBrevoCommands(program, tools);
  addCampaignCommands(program, tools);
  addErasureCommands(client, tools);
  addFakeBrevoCommand(program, tools);
  addServeCommand(program, tools);
  addUserCommands(program, tools);
  addWorkerCommand(program, tools);

  const db = program.command('db').description(t('la base de données', 'the database'));
  db.command('url')
    .description(t('la chaîne de connexion, pour psql ou Metabase', 'the connection string, for psql or Metabase'))
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/db.ts')).url));

  db.command('prune')
    .description(
      t(
        'les bases embarquées que des dossiers effacés ont laissées derrière eux',
        'the embedded databases that deleted folders left behind',
      ),
    )
    .option('--remove', t('retirer celles dont personne ne se sert', 'remove those nobody uses'))
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/db.ts')).prune));

  db.command('stop')
    .description(
      t(
        'arrêter la base embarquée laissée ouverte par « db url »',
        'stop the embedded database that `db url` left running',
      ),
    )
    .addOption(jsonOption())
    .action(act(async () => (await import('./commands/db.ts')).stop));

  program
    .command('bench')
    .argument('[name]', t('une mesure ; sans nom, leur liste', 'a benchmark; without a name, their list'))
    .argument('[options...]', t('les options de la mesure', "the benchmark's own options"))
    .description(
      t('les mesures de vitesse et de qualité (avec le code source)', 'timings and measures (with the sources)'),
    )
    .addOption(jsonOption())
    .allowUnknownOption()
    .action(act(async () => (await import('./commands/bench.ts')).bench));

  return program;
}
