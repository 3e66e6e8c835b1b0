import { itemAt, type Random, randomOf } from './random.ts';

/** Who a client is, as a careful secretary would have typed it. Everything here is invented, the communes apart. */
export interface Person {
  readonly civility: string;
  readonly nom: string;
  readonly prenom: string;
  readonly email: string | null;
  readonly secondEmail: string | null;
  /** As typed, and as E.164 understands it. */
  readonly telephone: string | null;
  readonly telephoneE164: string | null;
  readonly adresse: string;
  readonly codePostal: string;
  readonly ville: string;
  readonly pays: string;
  /** `YYYY-MM-DD`. */
  readonly dateNaissance: string | null;
}

export type Trade = 'CHR' | 'CAVISTE' | 'EXPORT';

/** The private person behind a client number: the same seed and number give the same person. */
export function privatePerson(seed: number, number: number): Person {
  const random = randomOf(seed, 21, number);
  const nom = random.pick(surnames);
  const prenom = random.pick(firstNames);
  const commune = random.chance(0.55) ? itemAt(communes, random.int(0, alsaceCount - 1)) : random.pick(communes);
  return {
    civility: random.pick(['M.', 'Mme', 'M. et Mme']),
    nom,
    prenom,
    ...emailsOf(random, `${prenom}.${nom}`, number),
    ...telephoneOf(random),
    ...addressOf(random, commune),
    pays: 'France',
    dateNaissance: random.chance(0.3) ? birthday(random, 1938, 1999) : null,
  };
}

/** The restaurant, wine shop or importer behind a client number. */
export function tradePerson(seed: number, number: number, trade: Trade): Person {
  const random = randomOf(seed, 22, number);
  const nom = `${random.pick(tradeNames[trade])} ${random.pick(tradePlaces)}`;
  const shared = { civility: '', prenom: '', dateNaissance: null, nom };
  const emails = emailsOf(random, trade === 'EXPORT' ? 'import' : 'contact', number);
  if (trade !== 'EXPORT') {
    return {
      ...shared,
      ...emails,
      ...telephoneOf(random),
      ...addressOf(random, random.pick(communes)),
      pays: 'France',
    };
  }
  const abroad = random.pick(importers);
  const subscriber = String(random.int(100000, 999999));
  return {
    ...shared,
    ...emails,
    telephone: `${abroad.dial} ${subscriber.slice(0, 3)} ${subscriber.slice(3)}`,
    telephoneE164: `${abroad.dial}${subscriber}`.replaceAll(' ', ''),
    adresse: `${abroad.street} ${random.int(1, 90)}`,
    codePostal: abroad.codePostal,
    ville: abroad.ville,
    pays: abroad.pays,
  };
}

/** The three communes the estate's own guide names for its first clients (formats.md). */
export const guideCommunes: readonly { readonly codePostal: string; readonly ville: string }[] = [
  { codePostal: '67000', ville: 'Strasbourg' },
  { codePostal: '75000', ville: 'Paris' },
  { codePostal: '13000', ville: 'Marseille' },
];

/** Letters only, lower case, for an address at a domain that belongs to nobody. */
export function emailWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
}

function emailsOf(random: Random, name: string, number: number) {
  const word = `${emailWord(name)}${number}`;
  const domain = random.pick(['example.fr', 'example.com', 'courriel.example.fr', 'messagerie.example.com']);
  const email = random.chance(0.9) ? `${word}@${domain}` : null;
  return { email, secondEmail: email !== null && random.chance(0.06) ? `${word}.bis@example.com` : null };
}

// The numbers the French regulator keeps for fiction: 03 53 01 and 06 39 98.
function telephoneOf(random: Random): { telephone: string | null; telephoneE164: string | null } {
  if (random.chance(0.12)) return { telephone: null, telephoneE164: null };
  const start = random.pick(['03 53 01', '06 39 98']);
  const end = String(random.int(0, 9999)).padStart(4, '0');
  const telephone = `${start} ${end.slice(0, 2)} ${end.slice(2)}`;
  return { telephone, telephoneE164: `+33${telephone.replaceAll(' ', '').slice(1)}` };
}

function addressOf(random: Random, commune: readonly [string, string]) {
  const adresse = `${random.int(1, 120)} ${random.pick(streets)}`;
  return { adresse, codePostal: commune[0], ville: commune[1] };
}

function birthday(random: Random, first: number, last: number): string {
  const [month, dayOfMonth] = [random.int(1, 12), random.int(1, 28)].map((number) => String(number).padStart(2, '0'));
  return `${random.int(first, last)}-${month}-${dayOfMonth}`;
}

const words = (text: string): readonly string[] => text.trim().split(/\s*\|\s*/);

const surnames =
  words(`Muller|Schmitt|Meyer|Klein|Weber|Fischer|Schneider|Wagner|Zimmermann|Keller|Kieffer|Roth|Lehmann|Ehrhart|Baumann|
  Haas|Heitz|Jung|Krieger|Lang|Metzger|Oberlé|Pfister|Riehl|Schaeffer|Sutter|Ulrich|Vogel|Wolff|Ziegler|Martin|Bernard|Dubois|Thomas|
  Robert|Petit|Durand|Leroy|Moreau|Simon|Laurent|Lefèvre|Michel|Garcia|David|Bertrand|Roux|Vincent|Fournier|Morel|Girard|André|Mercier|
  Dupont|Lambert|Bonnet|François|Martinez|Legrand|Garnier|Faure|Rousseau|Blanc|Guérin|Boyer|Gautier|Perrin|Robin|Clément|Morin|Nicolas|
  Henry|Roussel|Mathieu|Gauthier|Masson|Marchand|Duval|Denis|Dumont|Lemaire|Noël|Dufour|Meunier|Brun|Blanchard|Giraud|Joly|Rivière|Lucas|
  Brunet|Gaillard|Barbier|Arnaud|Renard|Roche|Schmid-Kuhn|Lefèbvre-Hertz|L'Hôte|D'Alba|Müller|Nuñez|Çelik|Le Goff|De La Tour`);

const firstNames =
  words(`Marie|Jean|Pierre|Françoise|Michel|Monique|Philippe|Catherine|Alain|Nathalie|Nicolas|Isabelle|Christophe|Sylvie|
  Patrick|Valérie|Laurent|Sandrine|Thierry|Céline|Frédéric|Véronique|Éric|Stéphanie|Olivier|Hélène|Sébastien|Anne|Julien|Émilie|David|Aurélie|
  Pascal|Chantal|Bruno|Martine|Gérard|Brigitte|Didier|Corinne|Dominique|Agnès|Benoît|Élise|Mathieu|Léa|Guillaume|Camille|Zoé|Loïc|Noémie|
  Jean-Paul|Marie-Thérèse|Anne-Sophie|Jean-Luc|Odile|Rémi|Thérèse|Yves|Joël|Maëlle`);

const streets =
  words(`rue des Vignes|rue du Vignoble|route du Vin|rue de l'Église|rue Principale|rue des Tonneliers|place de la Mairie|
  rue du Général de Gaulle|rue des Jardins|chemin du Rempart|avenue de la Gare|rue du Moulin|rue des Écoles|impasse des Lilas|quai des Bateliers|
  rue Saint-Urbain|boulevard Victor-Hugo|allée des Châtaigniers|rue de la Forêt-Noire`);

const tradeNames: Record<Trade, readonly string[]> = {
  CHR: ['Restaurant', 'Winstub', 'Hôtel', 'Auberge', 'Brasserie', 'Bistrot'],
  CAVISTE: ['Cave', 'Vinothèque', 'Les Caves', 'La Cave à vins'],
  EXPORT: ['Weinhaus', 'Vins & Cie', 'Wijnhandel', 'Wine Merchants'],
};

const tradePlaces =
  words(`"Le Cerf"|du Tonnelier|"Au Bon Coin"|des Halles|"Zum Schnogaloch"|de la Couronne|du Marché|"L'Étoile"|
  Saint-Martin|des Remparts|du Vieux Pont|"À l'Ours Noir"|de la Cathédrale`);

const importers = [
  { street: 'Weinstraße', codePostal: '77694', ville: 'Kehl', pays: 'Allemagne', dial: '+49 7851' },
  { street: 'rue du Marché', codePostal: '1000', ville: 'Bruxelles', pays: 'Belgique', dial: '+32 2 555' },
  { street: 'Spalenberg', codePostal: '4051', ville: 'Bâle', pays: 'Suisse', dial: '+41 61 555' },
  { street: 'Keizersgracht', codePostal: '1015 CJ', ville: 'Amsterdam', pays: 'Pays-Bas', dial: '+31 20 555' },
];

// Real communes with their post codes; the first ones are Alsatian. Those of 01 to 09 are there to lose their zero.
const communes: readonly (readonly [string, string])[] =
  words(`67000 Strasbourg|68000 Colmar|68100 Mulhouse|67600 Sélestat|67140 Barr|
  67210 Obernai|68150 Ribeauvillé|68340 Riquewihr|68420 Eguisheim|68250 Rouffach|68500 Guebwiller|67120 Molsheim|67500 Haguenau|
  67700 Saverne|67680 Epfig|67650 Dambach-la-Ville|68240 Kaysersberg Vignoble|68770 Ammerschwihr|68230 Turckheim|67310 Wasselonne|
  67520 Marlenheim|67400 Illkirch-Graffenstaden|67300 Schiltigheim|75011 Paris|75015 Paris|69003 Lyon|13008 Marseille|31000 Toulouse|
  44000 Nantes|59000 Lille|54000 Nancy|57000 Metz|88000 Épinal|90000 Belfort|25000 Besançon|21000 Dijon|51100 Reims|10000 Troyes|35000 Rennes|
  33000 Bordeaux|34000 Montpellier|38000 Grenoble|74000 Annecy|73000 Chambéry|63000 Clermont-Ferrand|01000 Bourg-en-Bresse|02000 Laon|
  03000 Moulins|05000 Gap|06000 Nice|06400 Cannes|07000 Privas|08000 Charleville-Mézières|09000 Foix|92100 Boulogne-Billancourt|
  78000 Versailles|94300 Vincennes|45000 Orléans|37000 Tours|76000 Rouen|14000 Caen|29200 Brest|56000 Vannes`).map(
    (text) => [text.slice(0, 5), text.slice(6)],
  );
const alsaceCount = 23;
