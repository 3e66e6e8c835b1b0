import { produitKey } from './produit-key.ts';

/** ISO 3166-1, two letters. */
export type Country = string;

/** The countries a French estate ships to, as exports write them (French, English, own language, ISO 3, plate letters). */
const names: Readonly<Record<Country, string>> = {
  FR: 'FRANCE|FRANCE METROPOLITAINE|FRA|F|CORSE|FRANCE CORSE',
  BE: 'BELGIQUE|BELGIUM|BELGIE|BEL|B',
  CH: 'SUISSE|SWITZERLAND|SCHWEIZ|CHE',
  DE: 'ALLEMAGNE|GERMANY|DEUTSCHLAND|DEU|D|RFA',
  LU: 'LUXEMBOURG|LUX|L|GRAND DUCHE DE LUXEMBOURG',
  NL: 'PAYS BAS|NETHERLANDS|NEDERLAND|HOLLANDE|NLD',
  GB: 'ROYAUME UNI|UNITED KINGDOM|GRANDE BRETAGNE|ANGLETERRE|ENGLAND|UK|GBR|ECOSSE|SCOTLAND|CHANNEL ISLANDS',
  IE: 'IRLANDE|IRELAND|EIRE|IRL',
  IT: 'ITALIE|ITALY|ITALIA|ITA|I',
  ES: 'ESPAGNE|SPAIN|ESPANA|ESP|E',
  PT: 'PORTUGAL|PRT|P',
  AT: 'AUTRICHE|AUSTRIA|OSTERREICH|AUT',
  DK: 'DANEMARK|DENMARK|DANMARK|DNK|DK',
  SE: 'SUEDE|SWEDEN|SVERIGE|SWE',
  NO: 'NORVEGE|NORWAY|NORGE|NOR',
  FI: 'FINLANDE|FINLAND|SUOMI|FIN',
  IS: 'ISLANDE|ICELAND|ISL',
  PL: 'POLOGNE|POLAND|POLSKA|POL',
  CZ: 'REPUBLIQUE TCHEQUE|TCHEQUIE|CZECH REPUBLIC|CZECHIA|CZE',
  GR: 'GRECE|GREECE|GRC',
  MC: 'MONACO|MCO',
  AD: 'ANDORRE|ANDORRA|AND',
  US: 'ETATS UNIS|ETATS UNIS D AMERIQUE|UNITED STATES|USA|UNITED STATES OF AMERICA',
  CA: 'CANADA|CAN',
  JP: 'JAPON|JAPAN|JPN',
  CN: 'CHINE|CHINA|CHN',
  HK: 'HONG KONG|HKG',
  SG: 'SINGAPOUR|SINGAPORE|SGP',
  AU: 'AUSTRALIE|AUSTRALIA|AUS',
  BR: 'BRESIL|BRAZIL|BRASIL|BRA',
  CY: 'CHYPRE|CYPRUS|CYP',
  MT: 'MALTE|MALTA|MLT',
  LT: 'LITUANIE|LITHUANIA|LTU',
  RE: 'REUNION|LA REUNION|REU',
  GP: 'GUADELOUPE|GLP',
  MQ: 'MARTINIQUE|MTQ',
  GF: 'GUYANE|GUYANE FRANCAISE|GUF',
};

const byName = new Map(
  Object.entries(names).flatMap(([country, words]) =>
    [country, ...words.split('|')].map((word) => [word, country] as const),
  ),
);
/** French overseas departments share the post codes of France. */
const frenchPostCodes = new Set(['FR', 'MC', 'RE', 'GP', 'MQ', 'GF']);

/** The country a cell names, or `undefined` when we do not know the name: the caller keeps the words as they are. */
export function parseCountry(text: string): Country | undefined {
  return byName.get(produitKey(text));
}

/** Whether post codes of this country are those of France. */
export function usesFrenchPostCodes(country: Country): boolean {
  return frenchPostCodes.has(country);
}
