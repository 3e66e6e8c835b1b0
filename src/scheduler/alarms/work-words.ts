/** What each kind of work is called at the estate, and where it is done again: places a person finds, commands that exist. */
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { JobKind } from '../jobs.ts';

/** What each kind of work is called at the estate. */
export const workNames: Readonly<Record<JobKind, { readonly fr: string; readonly en: string }>> = {
  run: { fr: 'le traitement de la semaine', en: 'the run of the week' },
  send_campaign: { fr: 'l’envoi des lettres', en: 'the sending of letters' },
  reconcile: { fr: 'le rapprochement avec Brevo', en: 'the reconciliation with Brevo' },
  automation: { fr: 'le passage des règles', en: 'the pass of the rules' },
  evaluate: { fr: 'le rejeu des ventes passées', en: 'the replay of past sales' },
  report: { fr: 'le rapport de la semaine', en: 'the report of the week' },
  backup: { fr: 'la sauvegarde', en: 'the backup' },
  restore_drill: { fr: 'l’essai de restauration', en: 'the restore drill' },
  retention: { fr: 'l’oubli des données anciennes', en: 'the forgetting of old data' },
  collect_mail: { fr: 'la relève des exports', en: 'the collecting of exports' },
  push_contacts: { fr: 'la mise à jour des contacts chez Brevo', en: 'the update of contacts at Brevo' },
  erase_client: { fr: 'l’effacement d’un client', en: 'the erasure of a client' },
};

/** How work that did not succeed, or was missed, is done after all. */
export const doAgain: Readonly<Record<JobKind, Sentence>> = {
  run: sentence('Relancez la semaine : page Imports.', 'Start the week again: Imports page.'),
  send_campaign: sentence(
    'Cuvée réessaie au bout d’un quart d’heure ; la page de la campagne dit où elle en est.',
    'Cuvée tries again after a quarter of an hour; the page of the campaign says how far it is.',
  ),
  reconcile: sentence(
    'Cuvée recommence la nuit prochaine ; pour ne pas attendre, qui tient Cuvée lance « cuvee brevo reconcile ».',
    'Cuvée begins again next night; not to wait, whoever keeps Cuvée runs "cuvee brevo reconcile".',
  ),
  automation: sentence(
    'Cuvée repasse d’elle-même dans quelques minutes.',
    'Cuvée passes again by itself in a few minutes.',
  ),
  evaluate: sentence('Relancez-le : page Qualité.', 'Run it again: Quality page.'),
  report: sentence(
    'La semaine se lit sur la page Accueil ; le prochain rapport partira à son heure.',
    'The week is on the home page; the next report will leave at its time.',
  ),
  backup: sentence('Relancez-la : Réglages, Sauvegardes.', 'Make it again: Settings, Backups.'),
  restore_drill: sentence('Relancez-le : Réglages, Sauvegardes.', 'Run it again: Settings, Backups.'),
  retention: sentence('Cuvée recommence la nuit prochaine.', 'Cuvée begins again next night.'),
  collect_mail: sentence(
    'Cuvée y regarde de nouveau dans cinq minutes ; sinon, déposez l’export sur la page Imports.',
    'Cuvée looks again within five minutes; else drop the export on the Imports page.',
  ),
  push_contacts: sentence(
    'Les lettres partent quand même. Cuvée recommence la semaine prochaine ; pour ne pas attendre, qui tient Cuvée lance « cuvee brevo push-contacts ».',
    'Letters leave all the same. Cuvée begins again next week; not to wait, whoever keeps Cuvée runs "cuvee brevo push-contacts".',
  ),
  erase_client: sentence(
    'Ouvrez la fiche du client et demandez-le de nouveau.',
    'Open the page of the client and ask for it again.',
  ),
};
