/**
 * The password of an estate's mailbox: never a setting, since settings are shown and journaled. It comes from the environment under
 * the estate's own name, or lies sealed in the estate's folder. A password of the whole installation serves only while one estate lives
 * there: whoever sets the mail server of another would be handed it.
 */
import { readSealed, removeSealed, type SealedFile, type SecretPlace, writeSealed } from '../1-raw/sealed-file.ts';
import { Failure } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';

/** Where a password is looked for, in this order. */
export interface MailPasswordPlaces {
  /** By variable: `CUVEE_MAIL_PASSWORD_DOMAINE_MULLER`. */
  readonly named: Readonly<Record<string, string>>;
  /** The installation's secret, under which a kept password is sealed. */
  readonly secret: string;
  /** `CUVEE_MAIL_PASSWORD`, of an installation with one estate; undefined where it does not count. */
  readonly shared: string | undefined;
}

const file: SealedFile = { name: 'mail-password', use: 'cuvee mailbox' };

/** The variable that carries an estate's own password. */
export function mailPasswordVariable(estate: string): string {
  return `CUVEE_MAIL_PASSWORD_${estate.toUpperCase().replaceAll('-', '_')}`;
}

/** The password of the estate's mailbox; undefined where nobody gave one. Throws Failure('MAILBOX_PASSWORD_SEALED'). */
export async function mailPassword(
  place: SecretPlace,
  { named, secret, shared }: MailPasswordPlaces,
): Promise<string | undefined> {
  return named[mailPasswordVariable(place.estate)] ?? (await kept(place, secret)) ?? shared;
}

/** Keeps the password of the estate's mailbox, sealed; it is in the backups, sealed as well. Journaled without it. */
export async function keepMailPassword(world: World, password: string, secret: string): Promise<void> {
  await writeSealed(world, file, { text: password, secret });
  await note(world, 'intake.mail_password_kept');
}

/** Forgets the kept password. */
export async function forgetMailPassword(world: World): Promise<void> {
  await removeSealed(world, file);
  await note(world, 'intake.mail_password_forgotten');
}

async function kept(place: SecretPlace, secret: string): Promise<string | undefined> {
  try {
    return await readSealed(place, file, secret);
  } catch (error) {
    throw sealedElsewhere(place.estate, error);
  }
}

async function note({ database, estate, actor }: World, action: string): Promise<void> {
  await database.transaction((session) =>
    writeJournal(session, { estate, actor, action, subject: `estate:${estate}` }),
  );
}

function sealedElsewhere(estate: string, cause: unknown): Failure {
  return new Failure(
    'MAILBOX_PASSWORD_SEALED',
    sentence(
      `Le mot de passe de la boîte aux lettres a été chiffré avec un autre secret d’installation. Redonnez-le : cuvee estate mail-password --estate ${estate}.`,
      `The password of the mailbox was encrypted with another installation’s secret. Give it again: cuvee estate mail-password --estate ${estate}.`,
    ),
    { cause },
  );
}
