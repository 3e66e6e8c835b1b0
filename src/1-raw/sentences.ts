/** What this room says to a person about a file: what happened, to which one, what to do. */
import { Failure } from '../errors.ts';
import { type Sentence, sentence } from '../values/sentence.ts';

/**
 * The same bytes were received before, under this or another name. `counts`: the export made between the two, which stays the one that
 * counts, though the estate may have gone back to what was before it.
 */
export function duplicate(name: string, knownAs: string, counts?: string): Sentence {
  const [fr, en] =
    name === knownAs
      ? [`${name} a déjà été reçu : ignoré.`, `${name} was received before: skipped.`]
      : [
          `${name} contient exactement la même chose que ${knownAs}, déjà reçu : ignoré.`,
          `${name} holds exactly the same as ${knownAs}, received before: skipped.`,
        ];
  if (counts === undefined) return sentence(fr, en);
  return sentence(
    `${fr} ${counts}, exporté entre les deux, reste celui qui compte ; si c’est bien l’ancien contenu qui vaut de nouveau, ajoutez une ligne vide à la fin de ${name} et déposez-le encore.`,
    `${en} ${counts}, exported between the two, stays the one that counts; if the old content holds again, add an empty line at the end of ${name} and drop it once more.`,
  );
}

/** The archived copy was missing or damaged, and the same bytes came again. */
export function repaired(name: string, knownAs: string): Sentence {
  return sentence(
    `L’archive de ${knownAs} manquait ou était abîmée ; elle a été refaite à partir de ${name}, dont le contenu est le même.`,
    `The archived copy of ${knownAs} was missing or damaged; it was made again from ${name}, which holds the same bytes.`,
  );
}

/** The file is being written or downloaded. */
export function stillArriving(name: string): Sentence {
  return sentence(
    `${name} est encore en cours d’écriture : il sera pris au prochain passage.`,
    `${name} is still being written: it will be taken by the next run.`,
  );
}

/** The file cannot be opened now: locked by another program, or not ours to read. A dropped one is tried again by the next run. */
export function notReadable(name: string, code: string, isDropped = true): Sentence {
  const [fr, en] = isDropped
    ? [' ; il sera pris au prochain passage', '; it will be taken by the next run']
    : [', puis recommencez', ', then do this again'];
  return sentence(
    `${name} ne peut pas être lu (${code}) : un autre programme l’utilise, ou Cuvée n’a pas le droit de le lire. Fermez-le ou ` +
      `donnez ce droit${fr}.`,
    `${name} cannot be read (${code}): another program is using it, or Cuvée may not read it. Close it or allow reading${en}.`,
  );
}

/** One of several files named together cannot be taken, so none was. */
export function andNoneReceived(why: Sentence): Sentence {
  return sentence(
    `${why.fr} Aucun des fichiers nommés n’a été reçu.`,
    `${why.en} None of the named files was received.`,
  );
}

/** The archive has the file, and the drop folder does not let go of it. */
export function notRemoved(name: string, code: string): Sentence {
  return sentence(
    `${name} est archivé, mais n’a pas pu être retiré du dossier de dépôt (${code}). Vous pouvez le supprimer.`,
    `${name} is archived but could not be removed from its drop folder (${code}). You may delete it.`,
  );
}

/** Zero bytes. */
export function empty(name: string): Sentence {
  return sentence(
    `${name} est vide (0 octet) : il reste où il est. Refaites l’export.`,
    `${name} is empty (0 bytes): it stays where it is. Export it again.`,
  );
}

/** Above 2 GB. */
export function tooLarge(name: string): Sentence {
  return sentence(
    `${name} dépasse 2 Go : il reste où il est. Faites l’export en plusieurs périodes.`,
    `${name} is above 2 GB: it stays where it is. Export it in several periods.`,
  );
}

/** An extension we do not take. */
export function unsupported(name: string): Sentence {
  return sentence(
    `${name} n’est pas un export que Cuvée sait lire (CSV, TSV, TXT, XLSX, XLS, ODS, et ces mêmes fichiers en .gz) : il reste ` +
      'où il est. Enregistrez-le en CSV ou en XLSX.',
    `${name} is no export Cuvée can read (CSV, TSV, TXT, XLSX, XLS, ODS, and these as .gz): it stays where it is. Save it as ` +
      'CSV or XLSX.',
  );
}

/** A folder, a link … where a file should be. */
export function notAFile(path: string): Sentence {
  return sentence(
    `${path} n’est pas un fichier : Cuvée n’y regarde pas. Déposez les exports directement dans leur dossier.`,
    `${path} is not a file: Cuvée does not look into it. Drop the exports right into their folder.`,
  );
}

/** A file or folder where only the folders of datasets are expected. */
export function misplaced(path: string, expected: readonly string[]): Sentence {
  return sentence(
    `${path} n’est pas à sa place : rien n’y est lu. Un export se dépose dans l’un des dossiers ${expected.join(', ')}.`,
    `${path} is out of place: nothing there is read. An export goes into one of the folders ${expected.join(', ')}.`,
  );
}

/** A folder we must look into does not let us. */
export function folderUnreadable(folder: string, cause: unknown): Failure {
  return new Failure(
    'FOLDER_UNREADABLE',
    sentence(
      `Le dossier ${folder} ne peut pas être lu. Vérifiez qu’il existe et que Cuvée a le droit de l’ouvrir.`,
      `The folder ${folder} cannot be read. Check that it exists and that Cuvée may open it.`,
    ),
    { facts: { folder }, cause, retry: 'later' },
  );
}

/** A file a person named cannot be taken. */
export function fileRefused(code: string, why: Sentence, path: string, cause?: unknown): Failure {
  return new Failure(code, why, { facts: { path }, cause });
}

/** A path a person typed leads nowhere. */
export function notThere(path: string): Sentence {
  return sentence(`Le fichier ${path} n’existe pas.`, `There is no file ${path}.`);
}
