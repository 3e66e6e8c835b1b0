/** The second factor of a person, kept encrypted and bound to its account. */
import { openSealed as openText, sealText as sealAny } from '../estate/seal.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

/** Whose it is: opened for anybody else it is refused. */
export interface Seal {
  /** The installation's secret. */
  readonly secret: string;
  readonly estate: string;
  readonly userId: string;
}

/** The text encrypted, see estate/seal.ts. */
export function sealText(text: string, seal: Seal): string {
  return sealAny(text, wholeSeal(seal));
}

/** The text of a sealed value. Throws Failure('SEAL_BROKEN') when it was changed, moved, or sealed under another secret. */
export function openSealed(sealed: string, seal: Seal): string {
  try {
    return openText(sealed, wholeSeal(seal));
  } catch (error) {
    throw brokenSeal(error);
  }
}

function wholeSeal({ secret, estate, userId }: Seal) {
  return { secret, use: 'cuvee second factor', place: `${estate} ${userId}` };
}

function brokenSeal(cause: unknown): Failure {
  return new Failure(
    'SEAL_BROKEN',
    sentence(
      'Le second facteur de ce compte a été chiffré avec un autre secret d’installation. Pour repartir : cuvee user reset-second-factor.',
      "The second factor of this account was encrypted with another installation's secret. To start again: cuvee user reset-second-factor.",
    ),
    { cause },
  );
}
