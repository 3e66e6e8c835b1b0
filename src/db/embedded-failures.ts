/** What can go wrong with the embedded server, in words a wine grower can act upon. */
import { join } from 'node:path';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const vcRuntimeLink = 'https://aka.ms/vs/17/release/vc_redist.x64.exe';
/** Windows: a library the program needs is missing (STATUS_DLL_NOT_FOUND). */
const windowsLibraryMissing = 0xc0_00_01_35;

/** The failure for a program that ended badly; `said` is what it wrote. */
export function couldNotStart(home: string, exitCode: number | null, said: string): Failure {
  if (exitCode === windowsLibraryMissing || exitCode === windowsLibraryMissing - 2 ** 32) return runtimeMissing();
  if (/No space left on device|not enough space/i.test(said)) return diskFull(home, said);
  if (/Permission denied|Operation not permitted|Access is denied/i.test(said)) return noRights(home, said);
  return new Failure(
    'DATABASE_DOWN',
    sentence(
      `La base de données de Cuvée n'a pas démarré. Le détail est dans ${join(home, 'log')} ; « cuvee doctor » en cherche la cause.`,
      `Cuvée's database did not start. The detail is in ${join(home, 'log')}; "cuvee doctor" looks for the cause.`,
    ),
    { retry: 'later', facts: { home, exitCode, said: said.trim().slice(-2000) } },
  );
}

/** The failure behind an error of the file system while working in that folder; undefined when it is something else. */
export function folderFailure(folder: string, error: unknown): Failure | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return diskFull(folder, String(error));
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return noRights(folder, String(error));
  return undefined;
}

/** The cluster was made by another major version of PostgreSQL than the one that comes with this Cuvée. */
export function olderCluster(clusterVersion: string, programVersion: string): Failure {
  return new Failure(
    'DATABASE_OTHER_VERSION',
    sentence(
      `La base a été créée par PostgreSQL ${clusterVersion}, et cette version de Cuvée apporte PostgreSQL ${programVersion}. Sauvegardez avec l'ancienne version (« cuvee backup »), puis restaurez avec celle-ci (« cuvee restore »).`,
      `The database was made by PostgreSQL ${clusterVersion}, and this Cuvée brings PostgreSQL ${programVersion}. Make a backup with the former version ("cuvee backup"), then restore it with this one ("cuvee restore").`,
    ),
    { facts: { clusterVersion, programVersion } },
  );
}

function runtimeMissing(): Failure {
  return new Failure(
    'DATABASE_NEEDS_VC_RUNTIME',
    sentence(
      `Il manque à Windows un composant de Microsoft (Visual C++). Installez-le depuis ${vcRuntimeLink}, puis relancez Cuvée.`,
      `Windows lacks a component from Microsoft (Visual C++). Install it from ${vcRuntimeLink}, then start Cuvée again.`,
    ),
    { facts: { link: vcRuntimeLink } },
  );
}

function diskFull(home: string, said: string): Failure {
  return new Failure(
    'DISK_FULL',
    sentence(
      `Le disque est plein : la base ne peut pas démarrer. Libérez de la place (${home}), puis relancez Cuvée.`,
      `The disk is full: the database cannot start. Make room (${home}), then start Cuvée again.`,
    ),
    { retry: 'later', facts: { home, said } },
  );
}

function noRights(home: string, said: string): Failure {
  return new Failure(
    'DATABASE_FOLDER_REFUSED',
    sentence(
      `Cuvée n'a pas le droit d'écrire dans le dossier de sa base (${home}). Rendez-le accessible à votre utilisateur, ou choisissez un autre dossier avec CUVEE_HOME.`,
      `Cuvée may not write in its database's folder (${home}). Give your user access to it, or choose another folder with CUVEE_HOME.`,
    ),
    { facts: { home, said } },
  );
}
