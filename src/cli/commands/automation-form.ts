import { formUrl } from '../../api/form-path.ts';
import { Failure } from '../../errors.ts';
import { readSecret } from '../../estate/secret.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

/** `cuvee automation form`: where the estate's form is, and whether it is open. */
export async function showForm(context: CommandContext, options: { readonly estate?: string }): Promise<number> {
  const { environment, output } = context;
  const { publicUrl } = environment;
  if (publicUrl === undefined) throw withoutPublicUrl();
  return withWorld(environment, options.estate, async (world) => {
    const secret = await readSecret(environment.home, environment.secret);
    const url = formUrl(publicUrl, secret, world.estate);
    const { is_on: isOn, asks_tracking: asksTracking } = world.settings.form;
    output.print(url);
    output.say(
      isOn
        ? sentence('Le formulaire est ouvert.', 'The form is open.')
        : sentence(
            'Le formulaire est fermé : réglage « Formulaire de contact » (form.is_on).',
            'The form is closed: setting "Contact form" (form.is_on).',
          ),
    );
    output.json({ url, isOn, asksTracking });
    return exitCodes.done;
  });
}

function withoutPublicUrl(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      'Donnez l’adresse publique de cette installation dans CUVEE_PUBLIC_URL : l’adresse du formulaire commence par elle.',
      'Give the public address of this installation in CUVEE_PUBLIC_URL: the address of the form begins with it.',
    ),
  );
}
