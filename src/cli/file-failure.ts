/** What the system says of a file a person named, in a sentence: a spreadsheet that holds it open is no bug of ours. */
import { basename, dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

type Words = (fr: string, en: string) => readonly [code: string, fr: string, en: string];

const notThere: Words = (fr, en) => [
  'FILE_NOT_THERE',
  `${fr} n’est pas là, ou son dossier n’existe pas. Vérifiez le chemin.`,
  `${en} is not there, or its folder does not exist. Check the path.`,
];
const isFolder: Words = (fr, en) => [
  'IS_FOLDER',
  `${fr} est un dossier : donnez le nom d’un fichier.`,
  `${en} is a folder: give the name of a file.`,
];
const held: Words = (fr, en) => [
  'FILE_HELD',
  `${fr} est ouvert dans un autre programme (Excel ?). Fermez-le, puis recommencez.`,
  `${en} is open in another program (Excel?). Close it, then try again.`,
];
const barred: Words = (fr, en) => [
  'ACCESS_REFUSED',
  `Le système refuse l’accès à ${fr}. Donnez-en le droit au compte qui lance Cuvée, puis recommencez.`,
  `The system refuses access to ${en}. Allow it to the account that runs Cuvée, then try again.`,
];
const full: Words = (fr, en) => [
  'DISK_FULL',
  `Le disque est plein (${fr}). Faites de la place, puis recommencez.`,
  `The disk is full (${en}). Make room, then try again.`,
];
const exists: Words = (fr, en) => [
  'FILE_EXISTS',
  `${fr} existe déjà : donnez un autre nom.`,
  `${en} exists already: give another name.`,
];

const wordsOf: Readonly<Record<string, Words>> = {
  ENOENT: notThere,
  ENOTDIR: notThere,
  EISDIR: isFolder,
  EBUSY: held,
  EPERM: held,
  EACCES: barred,
  EROFS: barred,
  ENOSPC: full,
  EDQUOT: full,
  EEXIST: exists,
};

const ownSource = dirname(dirname(fileURLToPath(import.meta.url))) + sep;

/** A folder nobody may write to is told with its whole path: it is rarely the one a person thinks of. */
function named(words: Words, path: string): string {
  return words === barred || words === notThere ? path : basename(path);
}

/** The failure behind an error of the file system; undefined for everything else, a file of our own source included. */
export function fileFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || error instanceof Failure || !('code' in error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : '';
  const words = wordsOf[String(error.code)];
  if (words === undefined || path.startsWith(ownSource)) return undefined;
  // Reading a folder and filling a disk name no path; a port that is refused names none either, and is no file.
  if (path === '' && words !== isFolder && words !== full) return undefined;
  const [code, fr, en] = path === '' ? words('Ce chemin', 'this path') : words(named(words, path), named(words, path));
  return new Failure(code, sentence(fr, en), { cause: error, retry: 'later', facts: { path, errno: error.code } });
}
