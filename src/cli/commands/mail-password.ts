import { Failure } from '../../errors.ts';
import { readSecret } from '../../estate/secret.ts';
import { forgetMailPassword, keepMailPassword } from '../../intake/mail-password.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { readUnseen } from '../read-unseen.ts';

interface MailPasswordOptions {
  readonly estate?: string;
  readonly forget?: boolean;
}

/** `cuvee estate mail-password`: reads one line of standard input, unseen on a terminal, and keeps it sealed for the estate. */
export async function mailPasswordCommand(context: CommandContext, options: MailPasswordOptions): Promise<number> {
  const { environment, output } = context;
  return withWorld(environment, options.estate, async (world) => {
    if (options.forget) {
      await forgetMailPassword(world);
      output.say(sentence('Mot de passe de la boîte oublié.', 'Password of the mailbox forgotten.'));
      output.json({ ok: true, kept: false });
      return exitCodes.done;
    }
    output.say(
      sentence(
        `Mot de passe de la boîte du domaine « ${world.estate} », puis Entrée :`,
        `Password of the mailbox of the estate "${world.estate}", then Enter:`,
      ),
    );
    const password = await readUnseen();
    if (password === '') throw noPassword();
    await keepMailPassword(world, password, await readSecret(environment.home, environment.secret));
    output.say(
      sentence(
        'Il est gardé, chiffré. La boîte est relevée dans les cinq minutes.',
        'It is kept, encrypted. The mailbox is read within five minutes.',
      ),
    );
    output.json({ ok: true, kept: true });
    return exitCodes.done;
  });
}

function noPassword(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence('Aucun mot de passe n’a été donné : rien n’est changé.', 'No password was given: nothing is changed.'),
  );
}
