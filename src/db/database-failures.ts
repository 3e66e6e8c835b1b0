/** What the driver throws, as a Failure when it is the world that broke; our own bugs are left as they are. */
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const networkCodes = 'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH'.split(' ');
/** PostgreSQL was shut down by its administrator, crashed, is starting or stopping, has no slot left. */
const serverCodes = ['57P01', '57P02', '57P03', '53300'];
const connectionLost = new Set([...networkCodes, ...serverCodes]);
const connectionLostInWords =
  /^Connection terminated|^Client has encountered a connection error|^Client was closed|^timeout exceeded when trying to connect|^timeout expired/;

/** The failure behind an error of the driver; undefined when it is none (a wrong statement, a broken rule). */
export function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (connectionLost.has(code) || code.startsWith('08') || connectionLostInWords.test(error.message))
    return down(error);
  if (code === '28P01' || code === '28000' || code === '3D000') return refused(error);
  if (code === '53100') return diskFull(error);
  return undefined;
}

/** A server older than PostgreSQL 15. */
export function tooOld(version: string): Failure {
  return new Failure(
    'DATABASE_TOO_OLD',
    sentence(
      `DATABASE_URL mène à PostgreSQL ${version} ; Cuvée demande la version 15 ou une plus récente. Retirez DATABASE_URL pour utiliser la base fournie.`,
      `DATABASE_URL leads to PostgreSQL ${version}; Cuvée asks for version 15 or newer. Remove DATABASE_URL to use the database that comes with it.`,
    ),
    { facts: { version } },
  );
}

/** A database that is not in UTF-8 would lose œ and €. */
export function wrongEncoding(encoding: string): Failure {
  return new Failure(
    'DATABASE_NOT_UTF8',
    sentence(
      `La base de DATABASE_URL est en ${encoding} ; Cuvée demande UTF8. Créez-en une avec : create database cuvee encoding 'UTF8' template template0.`,
      `The database of DATABASE_URL is in ${encoding}; Cuvée asks for UTF8. Make one with: create database cuvee encoding 'UTF8' template template0.`,
    ),
    { facts: { encoding } },
  );
}

// A host name with several addresses fails with one error per address.
function codeOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

function down(cause: Error): Failure {
  return new Failure(
    'DATABASE_DOWN',
    sentence(
      'La base de données ne répond pas. Rien de ce qui était enregistré n’est perdu : vérifiez qu’elle est démarrée (« cuvee doctor »), puis recommencez.',
      'The database does not answer. Nothing that was saved is lost: check that it is started ("cuvee doctor"), then try again.',
    ),
    { cause, retry: 'later', facts: { code: codeOf(cause) } },
  );
}

function refused(cause: Error): Failure {
  return new Failure(
    'DATABASE_REFUSED',
    sentence(
      'PostgreSQL refuse la connexion : utilisateur, mot de passe ou nom de base. Corrigez DATABASE_URL.',
      'PostgreSQL refuses the connection: user, password or name of the database. Correct DATABASE_URL.',
    ),
    { cause, facts: { code: codeOf(cause) } },
  );
}

function diskFull(cause: Error): Failure {
  return new Failure(
    'DISK_FULL',
    sentence(
      'Le disque de la base de données est plein. Libérez de la place, puis recommencez : rien n’a été enregistré à moitié.',
      'The disk of the database is full. Make room, then try again: nothing was saved by halves.',
    ),
    { cause, retry: 'later' },
  );
}
