/** Trade clients and the till among private ones: counted in the turnover, never written to as private persons are. */
import type { SourceProfile } from '../estate/settings.ts';
import { isCompanyName } from '../values/person-name.ts';
import { parseClientCode } from '../values/client-code.ts';
import { containsWords, produitKey } from '../values/produit-key.ts';

/** Words of a client type that say trade, as keys; whole words. */
const tradeTypes = [
  'CHR CAVISTE CAVISTES RESTAURANT RESTAURANTS RESTAURATEUR RESTAURATEURS RESTAURATION HOTEL HOTELS HOTELLERIE PRO PROS PROFESSIONNEL',
  'PROFESSIONNELS PROFESSIONNELLE EXPORT EXPORTATION REVENDEUR REVENDEURS GROSSISTE GROSSISTES NEGOCE NEGOCIANT NEGOCIANTS IMPORTATEUR',
  'IMPORTATEURS DISTRIBUTEUR DISTRIBUTEURS GMS SUPERMARCHE EPICERIE ENTREPRISE ENTREPRISES SOCIETE SOCIETES BAR BRASSERIE TRAITEUR AGENT',
  'AGENTS WHOLESALE TRADE B2B COMMERCE COMMERCANT TRADE',
]
  .join(' ')
  .split(' ');
/** Names of houses, never of families, by their first word: the register often leaves their type empty. */
const tradeNames =
  /^(?:(?:LE|LA|LES|L) )?(?:RESTAURANT|HOTEL RESTAURANT|BRASSERIE|WINSTUB|AUBERGE DE|AUBERGE DU|CAVISTE|EPICERIE|MAIRIE|COMITE D ENTREPRISE|CSE) /;
/** A type that denies trade although it holds one of the words: `non professionnel`. */
const denial = /\b(?:NON|PAS)\b/;

/** Whether a client is a house, by its type or by its name (a company's form, `Restaurant …`); a person called Lebar is none. */
export function isTradeClient(typeClient: string, nom: string): boolean {
  const type = produitKey(typeClient);
  if (type !== '' && !denial.test(type) && tradeTypes.some((word) => containsWords(type, word))) return true;
  return isCompanyName(nom) || tradeNames.test(`${produitKey(nom)} `);
}

/** Recognises the till (`CLIENT COMPTOIR`, `CAVEAU`) by code or by name, both as the profile lists them. */
export function tillRecogniser(profile: SourceProfile): (clientCode: string, nom: string) => boolean {
  const codes = new Set(
    profile.till_clients.map((word) => parseClientCode(word)).filter((code) => typeof code === 'string'),
  );
  const names = new Set(profile.till_clients.map((word) => produitKey(word)));
  return (clientCode, nom) => codes.has(clientCode) || names.has(produitKey(nom));
}
