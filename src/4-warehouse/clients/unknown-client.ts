import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';

/** The failure of a code nobody has, as every door tells it. */
export function unknownClient(clientCode: string): Failure {
  return new Failure(
    'UNKNOWN_CLIENT',
    sentence(
      `Aucun client ne porte le code ${clientCode}. Vérifiez le code dans iSaVigne : lettres et chiffres seulement, sans espace ni tiret.`,
      `No client has the code ${clientCode}. Check it in iSaVigne: letters and figures only, without space or dash.`,
    ),
    { facts: { clientCode } },
  );
}
