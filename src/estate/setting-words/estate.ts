/** The words of what the estate is, when its week runs, what comes in and what is kept. */
import { sentence } from '../../values/sentence.ts';
import { days, hours, minutes, setting, type SettingSection } from './setting-word.ts';

export const estateSection: SettingSection = {
  id: 'domaine',
  title: sentence('Domaine', 'Estate'),
  lead: sentence(
    'Le nom du domaine, son pays, et qui doit prouver deux fois son identité.',
    'The estate’s name, its country, and who must prove twice who they are.',
  ),
  settings: {
    name: setting(
      ['Nom du domaine', 'Tel qu’il paraît en tête des pages, du rapport et des lettres sans autre nom.'],
      ['Name of the estate', 'As it stands on the pages, on the report, and on letters that have no other name.'],
    ),
    country: setting(
      ['Pays', 'Deux lettres (FR). Sert à lire les codes postaux et les téléphones.'],
      ['Country', 'Two letters (FR). Used to read postal codes and telephone numbers.'],
    ),
    vat_rate: setting(
      ['Taux de TVA', 'Retrouve le HT ou le TTC quand l’export ne donne que l’un des deux.'],
      ['VAT rate', 'Works out the amount with or without tax where the export gives only one.'],
    ),
    'security.second_factor': setting(
      ['Code du téléphone à l’entrée', 'Qui doit donner un code de son téléphone en plus du mot de passe.'],
      ['Phone code at sign-in', 'Who must give a code of their phone besides the password.'],
    ),
  },
};

export const weekSection: SettingSection = {
  id: 'semaine',
  title: sentence('Semaine', 'Week'),
  lead: sentence('Ce que la maison fait seule, et à quelle heure.', 'What the house does by itself, and at what time.'),
  settings: {
    'week.timezone': setting(
      ['Fuseau horaire', 'Toutes les heures de cette page s’y lisent.'],
      ['Time zone', 'Every time of this page is read in it.'],
    ),
    'week.day': setting(
      ['Jour de la semaine', 'Le jour de l’export, du traitement et du rapport.'],
      ['Day of the week', 'The day of the export, the run and the report.'],
    ),
    'week.export_at': setting(
      ['Heure de l’export', 'Quand le logiciel de cave dépose ses fichiers.'],
      ['Time of the export', 'When the cellar software drops its files.'],
    ),
    'week.ingest_at': setting(
      ['Début du traitement', 'Les neuf étapes s’enchaînent aussitôt.'],
      ['Start of the run', 'The nine steps follow at once.'],
    ),
    'week.report_at': setting(
      ['Envoi du rapport', 'Le rapport de la semaine est écrit et envoyé à cette heure.'],
      ['Report', 'The report of the week is written and mailed at this time.'],
    ),
    'week.contacts_at': setting(
      ['Contacts chez Brevo', 'Après le traitement, les contacts sont mis à jour chez Brevo : les refus d’abord.'],
      ['Contacts at Brevo', 'After the run, contacts are brought up to date at Brevo: refusals first.'],
    ),
    'week.push_contacts': setting(
      [
        'Tenir les contacts chez Brevo',
        'Seulement si des lettres partent vraiment par Brevo. Les lettres n’en ont pas besoin : ces contacts servent à vos propres listes.',
      ],
      [
        'Keep contacts at Brevo',
        'Only where letters really leave by Brevo. Letters do not need it: these contacts are for your own lists.',
      ],
    ),
    'week.missing_export_at': setting(
      ['Alerte sans export', 'Si aucun fichier n’est arrivé à cette heure, quelqu’un est prévenu.'],
      ['Alarm without export', 'If no file has come by this time, somebody is told.'],
    ),
    'week.run_on_arrival': setting(
      ['Traiter un export tardif', 'Un export arrivé après le traitement de la semaine est repris dès qu’il arrive.'],
      ['Take a late export', 'An export that comes after the run of the week is taken in when it comes.'],
    ),
    'week.report_to': setting(
      ['Destinataires', 'Adresses qui reçoivent le rapport et les alertes.'],
      ['Recipients', 'Addresses that get the report and the alarms.'],
    ),
    'week.report_language': setting(
      ['Langue du rapport', 'Langue du rapport et des alertes.'],
      ['Language of the report', 'Language of the report and of the alarms.'],
    ),
    'week.sends_live': setting(
      [
        'Départ automatique des campagnes',
        'Une campagne validée part seule dans sa période. Sinon, une personne doit demander chaque départ.',
      ],
      [
        'Campaigns leave by themselves',
        'An approved campaign leaves by itself in its window. Otherwise a person must ask for each departure.',
      ],
    ),
    'week.automation_minutes': setting(
      ['Passage des règles', 'Les règles regardent ce qui est arrivé toutes les … minutes.'],
      ['Passage of the rules', 'The rules look at what happened every so many minutes.'],
      minutes,
    ),
    'week.backup_at': setting(
      ['Sauvegarde de nuit', 'Chaque nuit à cette heure.'],
      ['Nightly backup', 'Every night at this time.'],
    ),
    'week.reconcile_at': setting(
      ['Rapprochement avec Brevo', 'Chaque nuit, les refus et les retours de Brevo sont relus.'],
      ['Reconciliation with Brevo', 'Every night, refusals and returns are read again at Brevo.'],
    ),
    'week.retention_at': setting(
      ['Oubli de nuit', 'Chaque nuit, ce qui a dépassé sa durée de conservation est effacé.'],
      ['Nightly forgetting', 'Every night, what has outlived its time is erased.'],
    ),
    'week.drill_day': setting(
      ['Jour de la restauration d’essai', 'Une fois par semaine, une sauvegarde est ouverte et comparée.'],
      ['Day of the restore drill', 'Once a week a backup is opened and compared.'],
    ),
    'week.drill_at': setting(
      ['Heure de la restauration d’essai', 'L’heure de cette répétition.'],
      ['Time of the restore drill', 'The time of this rehearsal.'],
    ),
    'week.late_hours': setting(
      ['Rattrapage', 'Ce qui a été manqué est rattrapé une fois pendant ces heures ; au-delà, c’est passé et signalé.'],
      ['Catching up', 'What was missed is caught up once within these hours; beyond, it is skipped and said.'],
      hours,
    ),
  },
};

export const intakeSection: SettingSection = {
  id: 'arrivees',
  title: sentence('Arrivée des fichiers', 'Where files come from'),
  lead: sentence(
    'D’où viennent les exports, en plus du dépôt sur la page.',
    'Where exports come from, besides being dropped on the page.',
  ),
  settings: {
    'intake.mail.host': setting(
      [
        'Serveur de messagerie',
        'Le serveur IMAP. Vide : aucune boîte n’est lue. Le mot de passe ne se donne jamais ici.',
      ],
      ['Mail server', 'The IMAP server. Empty: no mailbox is read. The password is never given here.'],
    ),
    'intake.mail.port': setting(['Port', '993 dans presque tous les cas.'], ['Port', '993 in almost every case.']),
    'intake.mail.secure': setting(
      ['Liaison chiffrée', 'Chiffrée dès le premier mot. À laisser ainsi, sauf pour un serveur sur cette machine.'],
      ['Encrypted line', 'Encrypted from the first word. Leave it, but for a server on this very machine.'],
    ),
    'intake.mail.user': setting(
      ['Utilisateur', 'Le nom d’accès à la boîte.'],
      ['User', 'The name the mailbox is opened by.'],
    ),
    'intake.mail.mailbox': setting(
      ['Dossier lu', 'Le dossier où arrivent les messages.'],
      ['Mailbox read', 'The mailbox messages come to.'],
    ),
    'intake.mail.senders': setting(
      [
        'Expéditeurs acceptés',
        'Des adresses, ou @domaine pour toutes celles d’un domaine. Les autres messages ne sont pas ouverts.',
      ],
      ['Accepted senders', 'Addresses, or @domain for all of one. No other message is opened.'],
    ),
    'intake.mail.done_mailbox': setting(
      ['Rangement', 'Où va un message une fois ses exports pris. Vide : il reste en place, lu.'],
      ['Filed under', 'Where a message goes once its exports are taken. Empty: it stays, read.'],
    ),
    'intake.mail.source': setting(
      ['Source des fichiers', 'La source sous laquelle ces exports sont lus.'],
      ['Source of the files', 'The source these exports are read as.'],
    ),
    'intake.mail.max_megabytes': setting(
      ['Taille la plus grande', 'Une pièce jointe plus lourde n’est pas prise.'],
      ['Largest size', 'A heavier attachment is not taken.'],
      sentence('Mo', 'MB'),
    ),
    'intake.folders': setting(
      ['Dossiers regardés', 'Des dossiers qui ne sont que lus : un partage du poste de cave, un compte SFTP.'],
      ['Folders looked into', 'Folders that are only read: a share of the cellar’s PC, an SFTP account.'],
    ),
  },
};

export const cleaningSection: SettingSection = {
  id: 'nettoyage',
  title: sentence('Nettoyage', 'Cleaning'),
  lead: sentence(
    'Quand un export est trop différent du précédent, il attend une personne au lieu d’être publié.',
    'When an export differs too much from the one before, it waits for a person instead of being published.',
  ),
  settings: {
    'import.vanished_documents': setting(
      [
        'Documents disparus',
        'Un document que l’export de la même période ne contient plus : retiré des ventes, ou seulement signalé.',
      ],
      [
        'Vanished documents',
        'A document that the export of the same period no longer holds: dropped from the sales, or only reported.',
      ],
    ),
    'import.vanished_minimum_overlap': setting(
      ['Part de période exigée', 'Ce qu’un export doit couvrir d’une période pour qu’une absence vaille suppression.'],
      ['Share of the period asked for', 'How much of a period an export must cover before absence means deletion.'],
    ),
    'drift.max_reject_share': setting(
      ['Lignes refusées, au plus', 'Au-delà, le fichier n’est pas publié sans l’accord d’une personne.'],
      ['Refused lines, at most', 'Beyond it, the file is not published without a person’s word.'],
    ),
    'drift.max_row_change': setting(
      [
        'Variation du nombre de lignes',
        'Hausse ou baisse acceptée d’une période déjà connue (0,5 : moitié plus ou moitié moins).',
      ],
      [
        'Change in the number of lines',
        'Rise or fall accepted of a period already known (0.5: half more or half fewer).',
      ],
    ),
    'drift.max_turnover_change': setting(
      [
        'Variation du chiffre d’affaires',
        'Hausse ou baisse acceptée du chiffre d’affaires d’une période déjà connue (0,5 : moitié).',
      ],
      ['Change in turnover', 'Rise or fall accepted in the turnover of a period already known (0.5: half).'],
    ),
    'drift.max_vanished_share': setting(
      [
        'Documents disparus, au plus',
        'Part des documents qui peuvent disparaître d’une période avant d’attendre une personne.',
      ],
      ['Vanished documents, at most', 'Share of documents that may vanish from a period before a person is asked.'],
    ),
    'drift.minimum_history': setting(
      [
        'Exports avant de comparer',
        'Combien d’exports doivent être connus avant de comparer lignes et chiffre d’affaires.',
      ],
      ['Exports before comparing', 'How many exports must be known before lines and turnover are compared.'],
      sentence('exports', 'exports'),
    ),
    'audit.unrealistic_price': setting(
      ['Prix invraisemblable', 'Au-delà, le prix d’une bouteille n’est pas cru et la ligne est signalée.'],
      ['Unrealistic price', 'Beyond it, the price of a bottle is not believed and the line is reported.'],
      sentence('€', '€'),
    ),
    'audit.stale_import_days': setting(
      ['Données trop anciennes', 'Au-delà de cet âge du dernier export, chaque liste le dit.'],
      ['Data too old', 'Beyond this age of the last export, every list says so.'],
      days,
    ),
  },
};

export const safekeepingSection: SettingSection = {
  id: 'sauvegardes',
  title: sentence('Sauvegardes & conservation', 'Backups & retention'),
  lead: sentence(
    'Ce que l’on garde, combien de temps, et à partir de quand quelqu’un est prévenu.',
    'What is kept, for how long, and from when on somebody is told.',
  ),
  settings: {
    'backup.keep.daily': setting(
      ['Sauvegardes par jour', 'La plus récente de chacun des derniers jours est gardée.'],
      ['Daily backups', 'The newest of each of the last so many days is kept.'],
      days,
    ),
    'backup.keep.weekly': setting(
      ['Sauvegardes par semaine', 'La plus récente de chacune des dernières semaines.'],
      ['Weekly backups', 'The newest of each of the last so many weeks.'],
      sentence('semaines', 'weeks'),
    ),
    'backup.keep.monthly': setting(
      ['Sauvegardes par mois', 'La plus récente de chacun des derniers mois.'],
      ['Monthly backups', 'The newest of each of the last so many months.'],
      sentence('mois', 'months'),
    ),
    'backup.targets': setting(
      ['Copies ailleurs', 'Un autre disque ou un stockage S3, où chaque sauvegarde est recopiée et vérifiée.'],
      ['Copies elsewhere', 'Another disk or an S3 store, where every backup is copied and verified.'],
    ),
    'retention.client_months': setting(
      [
        'Conservation d’un client',
        'Après le dernier achat ou le dernier clic, la personne n’est plus gardée (CNIL : 3 ans).',
      ],
      ['Keeping a client', 'After the last purchase or the last click, the person is no longer kept (CNIL: 3 years).'],
      sentence('mois', 'months'),
    ),
    'retention.prospect_months': setting(
      ['Conservation d’un prospect', 'De même pour qui n’a jamais acheté.'],
      ['Keeping a prospect', 'Likewise for whoever never bought.'],
      sentence('mois', 'months'),
    ),
    'retention.stay_days': setting(
      ['Réponse à « Restez-vous ? »', 'Qui ne répond pas dans ce délai est oublié, comme la lettre l’a annoncé.'],
      ['Answer to “Will you stay?”', 'Who does not answer within this time is forgotten, as the letter announced.'],
      days,
    ),
    'retention.forget_unasked': setting(
      [
        'Oublier sans demander',
        'Oublie aussi ceux à qui aucune lettre n’a pu être envoyée. Sinon, une tâche les compte.',
      ],
      ['Forget without asking', 'Also forgets those no letter could ask. Otherwise a task counts them.'],
    ),
    'alarms.job_hours': setting(
      ['Travail trop long', 'Prévenir quand un travail dure plus longtemps.'],
      ['Work too long', 'Tell when work takes longer.'],
      hours,
    ),
    'alarms.webhook_silence_hours': setting(
      ['Silence de Brevo', 'Prévenir quand des lettres sont parties et que Brevo n’annonce rien.'],
      ['Silence of Brevo', 'Tell when letters left and Brevo announces nothing.'],
      hours,
    ),
    'alarms.disk_free_gigabytes': setting(
      ['Place libre', 'Prévenir quand il reste moins de place sur le disque.'],
      ['Free space', 'Tell when less space is left on the disk.'],
      sentence('Go', 'GB'),
    ),
    'alarms.certificate_days': setting(
      ['Fin du certificat', 'Prévenir tant de jours avant que l’adresse publique ne soit plus sûre.'],
      ['End of the certificate', 'Tell so many days before the public address ceases to be secure.'],
      days,
    ),
    'alarms.brevo_credits': setting(
      ['Crédits Brevo', 'Prévenir quand il en reste moins.'],
      ['Brevo credits', 'Tell when fewer are left.'],
      sentence('crédits', 'credits'),
    ),
    'alarms.backup_hours': setting(
      ['Sauvegarde trop ancienne', 'Prévenir quand la dernière bonne sauvegarde est plus ancienne.'],
      ['Backup too old', 'Tell when the last good backup is older.'],
      hours,
    ),
    'alarms.drill_days': setting(
      ['Répétition trop ancienne', 'Prévenir quand aucune sauvegarde n’a été rouverte depuis.'],
      ['Drill too old', 'Tell when no backup has been opened for so long.'],
      days,
    ),
  },
};
