import type { Brevo } from '../../brevo/client.ts';
import { RefusedByRule } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { HouseTools } from '../house-tools.ts';

/** The account at Brevo that serves an estate. Throws RefusedByRule where there is no key, BREVO_KEY_SEALED where it cannot be opened. */
export async function neededBrevo({ brevoOf }: HouseTools, estate: string): Promise<Brevo> {
  const brevo = await brevoOf(estate);
  if (brevo) return brevo;
  throw new RefusedByRule(
    'NO_BREVO_KEY',
    sentence(
      'Aucune clé Brevo pour ce domaine : donnez-la (Réglages, « Garder cette clé »).',
      'No Brevo key for this estate: give it (Settings, "Keep this key").',
    ),
  );
}
