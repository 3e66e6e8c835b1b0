/** What a person reads about exports that came by letter or from a watched folder. */
import { datasets } from '../values/dataset.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';

const namesFr = datasets.join(', ');

/** A file whose name tells no dataset, or several. `where` it lies: the mailbox, a folder. */
export function datasetUnknown(name: string, where: Sentence): Sentence {
  return sentence(
    `${name} : son nom ne dit pas quel export c’est. Il reste ${where.fr} ; renommez-le avec un seul de ces mots : ${namesFr}.`,
    `${name}: its name does not tell which export it is. It stays ${where.en}; rename it with one of these words: ${namesFr}.`,
  );
}

/** A file of a kind we do not read. */
export function notAnExport(name: string, where: Sentence): Sentence {
  return sentence(
    `${name} n’est pas un export que Cuvée sait lire (CSV, TSV, XLSX, XLS, ODS, ou .gz) : il reste ${where.fr}.`,
    `${name} is no export Cuvée can read (CSV, TSV, XLSX, XLS, ODS, or .gz): it stays ${where.en}.`,
  );
}

/** A message, or a file in it, above what we take by letter. */
export function tooLargeForMail(what: Sentence, megabytes: number): Sentence {
  return sentence(
    `${what.fr} dépasse ${megabytes} Mo : il reste dans la boîte. Déposez cet export dans le dossier ou sur la page Imports.`,
    `${what.en} is above ${megabytes} MB: it stays in the mailbox. Drop this export in the folder or on the Imports page.`,
  );
}

/** A message from somebody allowed that carries no export. */
export function nothingAttached(): Sentence {
  return sentence(
    'Un message d’un expéditeur autorisé ne contient aucune pièce jointe : il reste dans la boîte, marqué.',
    'A message from an allowed sender has no attachment: it stays in the mailbox, flagged.',
  );
}

/** Messages of people who are not on the list: counted, never named. */
export function othersLeft(count: number): Sentence {
  return sentence(
    `${countFr(count, 'message')} d’autres expéditeurs : non ouverts, laissés dans la boîte.`,
    `${countEn(count, 'message')} from other senders: not opened, left in the mailbox.`,
  );
}

/** Nobody is allowed to send exports: nothing is read. */
export function nobodyAllowed(): Sentence {
  return sentence(
    'Aucun expéditeur n’est autorisé à envoyer des exports : indiquez-les dans intake.mail.senders.',
    'Nobody is allowed to send exports: name them in intake.mail.senders.',
  );
}

/** A watched folder that does not answer: a computer that is off, a share that is not mounted. */
export function folderAway(path: string, code: string): Sentence {
  return sentence(
    `Le dossier surveillé ${path} ne répond pas (${code}) : l’ordinateur qui le partage est peut-être éteint. Cuvée y regardera de nouveau.`,
    `The watched folder ${path} does not answer (${code}): the computer that shares it may be off. Cuvée will look again.`,
  );
}

/** A file that was written a moment ago. */
export function stillGrowing(name: string): Sentence {
  return sentence(
    `${name} est encore en cours d’écriture : il sera pris au prochain passage.`,
    `${name} is still being written: it will be taken the next time.`,
  );
}
