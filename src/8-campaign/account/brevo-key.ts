/** The key of an estate's own account at Brevo: sealed in its folder, never shown, journaled without itself. */
import {
  isSealedKept,
  readSealed,
  removeSealed,
  type SealedFile,
  type SecretPlace,
  writeSealed,
} from '../../1-raw/sealed-file.ts';
import type { Account } from '../../brevo/account.ts';
import type { Answer } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { sendingInstance } from '../instance/sending-instance.ts';

const tellAgain = loadSql(import.meta.url, './tell-again.sql');
const file: SealedFile = { name: 'brevo-key', use: 'cuvee brevo key' };

/**
 * The estate's own key; undefined where it has none. Throws Failure('BREVO_KEY_SEALED') where it cannot be opened here: nobody may
 * then take another key for it, whose account is somebody else's.
 */
export async function keptBrevoKey(place: SecretPlace, secret: string): Promise<string | undefined> {
  try {
    return await readSealed(place, file, secret);
  } catch (error) {
    throw sealedElsewhere(place.estate, error);
  }
}

/** Whether the estate has a key of its own, even one that cannot be opened here. */
export async function hasBrevoKey(place: SecretPlace): Promise<boolean> {
  return isSealedKept(place, file);
}

/** A key a person gave, and how to ask the account it belongs to. */
interface GivenKey {
  readonly given: string;
  readonly secret: string;
  readonly now: Date;
  readonly accountOf: (key: string) => Pick<Brevo, 'account'>;
}

/**
 * Keeps a key a person gave, unless its shape or Brevo's word says that it is none. Returns what Brevo said of the account; undefined on a
 * restored copy, which calls nobody. Throws Failure('WRONG_BREVO_KEY').
 */
export async function takeBrevoKey(
  world: World,
  { given, secret, now, accountOf }: GivenKey,
): Promise<Answer<Account> | undefined> {
  const key = checkedKey(given.trim());
  const { state } = await sendingInstance(world.database, world);
  const account = state === 'other' ? undefined : await accountOf(key).account();
  if (account?.outcome === 'refused' && account.because === 'key') throw wrongKey(account.sentence);
  await keepBrevoKey(world, { key, secret, now });
  return account;
}

// Brevo shows keys of both kinds on one page.
function checkedKey(given: string): string {
  if (given === '') {
    throw wrongKey(sentence('Aucune clé n’a été donnée : rien n’est changé.', 'No key was given: nothing is changed.'));
  }
  if (given.startsWith('xsmtpsib-')) {
    throw wrongKey(
      sentence(
        'C’est une clé SMTP. Prenez une clé API : Brevo > SMTP et API > Clés API (elle commence par xkeysib-).',
        'This is an SMTP key. Take an API key: Brevo > SMTP & API > API keys (it begins with xkeysib-).',
      ),
    );
  }
  if (!/^[\x21-\x7e]+$/.test(given)) {
    throw wrongKey(
      sentence(
        'Cette clé contient une espace ou un accent : recopiez-la depuis Brevo.',
        'This key holds a space or an accent: copy it again from Brevo.',
      ),
    );
  }
  return given;
}

/** Keeps the key of the estate's account; it is in the backups, sealed. The account may be another one: it is told every refusal again. */
export async function keepBrevoKey(
  world: World,
  { key, secret, now }: { readonly key: string; readonly secret: string; readonly now: Date },
): Promise<void> {
  await writeSealed(world, file, { text: key, secret });
  await accountChanged(world, { action: 'brevo.key_kept', now });
}

/** Forgets the key: the installation's own serves again, where there is one. */
export async function forgetBrevoKey(world: World, now: Date): Promise<void> {
  await removeSealed(world, file);
  await accountChanged(world, { action: 'brevo.key_forgotten', now });
}

async function accountChanged(
  { database, estate, actor }: World,
  { action, now }: { readonly action: string; readonly now: Date },
): Promise<void> {
  await database.transaction(async (session) => {
    await session.execute(tellAgain, { estate_id: estate, now: now.toISOString() });
    await writeJournal(session, { estate, actor, action, subject: `estate:${estate}` });
  });
}

function wrongKey(said: Sentence): Failure {
  return new Failure('WRONG_BREVO_KEY', said);
}

function sealedElsewhere(estate: string, cause: unknown): Failure {
  return new Failure(
    'BREVO_KEY_SEALED',
    sentence(
      `La clé Brevo du domaine a été chiffrée avec un autre secret d’installation. Redonnez-la : cuvee brevo key --estate ${estate}.`,
      `The estate’s Brevo key was encrypted with another installation’s secret. Give it again: cuvee brevo key --estate ${estate}.`,
    ),
    { cause },
  );
}
