import { forgetBrevoKey, takeBrevoKey } from '../../8-campaign/account/brevo-key.ts';
import { readSecret } from '../../estate/secret.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { brevoKeyOf, brevoWith } from '../brevo-accounts.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { readUnseen } from '../read-unseen.ts';
import { accountWords } from './brevo.ts';

interface BrevoKeyOptions {
  readonly estate?: string;
  readonly forget?: boolean;
}

/** `cuvee brevo key`: reads one line of standard input, unseen on a terminal, asks Brevo whether it is good, and keeps it sealed for the estate. */
export async function brevoKey(context: CommandContext, options: BrevoKeyOptions): Promise<number> {
  return withWorld(context.environment, options.estate, (world) =>
    options.forget ? forget(context, world) : keep(context, world),
  );
}

async function keep({ environment, output }: CommandContext, world: World): Promise<number> {
  output.say(
    sentence(
      `Clé API Brevo du domaine « ${world.estate} » (xkeysib-…), puis Entrée :`,
      `Brevo API key of the estate "${world.estate}" (xkeysib-…), then Enter:`,
    ),
  );
  const account = await takeBrevoKey(world, {
    given: await readUnseen(),
    secret: await readSecret(environment.home, environment.secret),
    now: world.clock(),
    accountOf: (key) => brevoWith(environment, key),
  });
  output.say(
    sentence(
      `Elle est gardée, chiffrée ; elle sert dès maintenant. Ensuite : cuvee brevo webhooks --estate ${world.estate}`,
      `It is kept, encrypted, and serves from now on. Next: cuvee brevo webhooks --estate ${world.estate}`,
    ),
  );
  if (account?.outcome === 'done') output.say(accountWords(account.value.companyName, account.value.emailCredits));
  else if (account) output.warn(account.sentence);
  output.json({ ok: true, kept: true, checked: account?.outcome === 'done' });
  return exitCodes.done;
}

async function forget({ environment, output }: CommandContext, world: World): Promise<number> {
  await forgetBrevoKey(world, world.clock());
  const left = await brevoKeyOf(environment, world.estate);
  output.say(
    left
      ? sentence(
          'Clé du domaine oubliée : celle de l’installation (BREVO_API_KEY) sert désormais.',
          'Key of the estate forgotten: that of the installation (BREVO_API_KEY) serves from now on.',
        )
      : sentence(
          'Clé du domaine oubliée : rien ne part plus par Brevo.',
          'Key of the estate forgotten: nothing leaves through Brevo any more.',
        ),
  );
  output.json({ ok: true, kept: false });
  return exitCodes.done;
}
