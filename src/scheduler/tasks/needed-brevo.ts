import type { Brevo } from '../../brevo/client.ts';
import { RefusedByRule } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { HouseTools } from '../house-tools.ts';

/** The account at Brevo. Throws RefusedByRule where this installation has no key. */
export function neededBrevo({ brevo }: HouseTools): Brevo {
  if (brevo) return brevo;
  throw new RefusedByRule(
    'NO_BREVO_KEY',
    sentence(
      'Aucune clé Brevo sur ce serveur : donnez-la dans BREVO_API_KEY, puis redémarrez Cuvée.',
      'No Brevo key on this server: give it in BREVO_API_KEY, then restart Cuvée.',
    ),
  );
}
