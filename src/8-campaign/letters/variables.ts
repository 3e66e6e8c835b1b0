/** The names a template may use, what each holds for a letter, and the list that the estate's editor shows beside it. */
import { Failure } from '../../errors.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import { greetingOf } from './greeting.ts';
import { type Letter, type LetterBasis, type LetterWine, mostWinesPerLetter } from './letter.ts';
import {
  colourTint,
  factsLine,
  priceInWords,
  referenceInWords,
  sweetnessWord,
  unitInWords,
  wineTitle,
} from './wine-words.ts';

/** Every variable and what it says, in the words of the estate. Names under `vin.` live inside `{% for vin in vins %}`. */
export const variableHelp = {
  salutation: "la formule d'appel, virgule comprise : Bonjour Madame Keller,",
  nombre_vins: 'combien de vins la lettre présente : 0 à 3',
  raison_envoi: 'pourquoi cette personne reçoit la lettre ; figure au pied de toute lettre',
  'client.civilite': 'M., Mme, M. et Mme… ; vide si inconnue',
  'client.prenom': 'le prénom ; vide si inconnu',
  'client.nom': 'le nom ; vide si inconnu',
  'domaine.nom': 'le nom du domaine',
  'domaine.adresse': "l'adresse postale sur une ligne",
  'domaine.mentions': 'le numéro SIRET ou RCS ; vide si non renseigné',
  'domaine.telephone': 'le téléphone du domaine ; vide si non renseigné',
  'domaine.site': "l'adresse du site, https:// compris ; vide si non renseignée",
  'domaine.courriel': "l'adresse où l'on peut répondre",
  'domaine.signature': 'le nom de la personne qui signe',
  'domaine.logo': "l'adresse de l'image du logo ; vide s'il n'y en a pas",
  'domaine.logo_largeur': 'la largeur du logo, en points',
  'domaine.livraison': 'les conditions de livraison ; vide si non renseignées',
  vins: 'les vins de la lettre, trois au plus, à parcourir avec {% for vin in vins %}…{% endfor %}',
  'vin.nom': 'le vin et son millésime : Riesling Grand Cru Brand 2021',
  'vin.caracteristiques': 'couleur et douceur : Blanc · demi-sec',
  'vin.couleur': 'la couleur ; vide si inconnue',
  'vin.teinte': 'la teinte du filet qui accompagne le vin',
  'vin.millesime': "le millésime seul ; vide s'il n'y en a pas",
  'vin.contenant': 'le contenant : bouteille de 75 cl, carton de 6 bouteilles de 75 cl',
  'vin.douceur': 'sec, demi-sec, moelleux, doux, brut… ; vide si inconnue',
  'vin.prix': 'le prix TTC et son unité : 14,50 € TTC la bouteille de 75 cl',
  'vin.prix_ttc': 'le prix TTC en centimes, à écrire avec | euros',
  'vin.prix_reference': 'au lieu de …, prix le plus bas des 30 derniers jours ; vide hors réduction',
  'vin.raison': 'pourquoi ce vin pour ce client, en une phrase ; vide si inconnue',
  'vin.lien': "l'adresse de la page du vin ; vide si le domaine ne vend pas en ligne",
  'achat.jour': 'le jour du dernier achat, à écrire avec | jour ; vide hors remerciement',
  'achat.bouteilles': 'le nombre de bouteilles de cet achat ; vide hors remerciement',
  'offre.texte': "ce que l'offre accorde ; vide hors offre",
  'offre.fin': "le dernier jour de l'offre, à écrire avec | jour ; vide si elle n'en a pas",
  'lien.desinscription': "l'adresse de la page de désinscription",
  'lien.confidentialite': "l'adresse de la page « vos données et vos droits »",
  'lien.boutique': "l'adresse de la boutique ; vide si le domaine ne vend pas en ligne",
  'lien.rester': "l'adresse qui dit « je souhaite rester » ; vide hors de cette lettre",
} as const satisfies Readonly<Record<string, string>>;

/** What the templates see of a letter: exactly the names of `variableHelp`. Throws when it holds more than three wines. */
export function variablesOf(letter: Letter): Readonly<Record<string, unknown>> {
  if (letter.wines.length > mostWinesPerLetter) throw tooManyWines(letter.wines.length);
  return {
    salutation: greetingOf(letter.client, letter.language),
    nombre_vins: letter.wines.length,
    raison_envoi: basisSentences[letter.basis][letter.language],
    client: { ...letter.client },
    domaine: estateVariables(letter),
    vins: letter.wines.map((wine) => wineVariables(wine, letter.language)),
    achat: { jour: letter.purchase?.day ?? '', bouteilles: letter.purchase?.bottles ?? '' },
    offre: { texte: letter.offer?.text ?? '', fin: letter.offer?.untilDay ?? '' },
    lien: {
      desinscription: letter.links.unsubscribe,
      confidentialite: letter.links.privacy,
      boutique: letter.links.shop ?? '',
      rester: letter.links.stay ?? '',
    },
  };
}

function estateVariables({ estate }: Letter): Readonly<Record<string, unknown>> {
  return {
    nom: estate.name,
    adresse: estate.addressLines.join(', '),
    mentions: estate.registration ?? '',
    // A telephone number is one word: it is not cut at the end of a line.
    telephone: (estate.phone ?? '').replaceAll(' ', '\u00a0'),
    site: estate.website ?? '',
    courriel: estate.replyTo,
    signature: estate.sender.name,
    logo: estate.logo?.url ?? '',
    logo_largeur: estate.logo?.widthPx ?? '',
    livraison: estate.deliveryTerms ?? '',
  };
}

function wineVariables(wine: LetterWine, language: Language): Readonly<Record<string, unknown>> {
  const { referencePriceTtcCents } = wine;
  return {
    nom: wineTitle(wine),
    caracteristiques: factsLine(wine, language),
    couleur: wine.couleur ?? '',
    teinte: colourTint(wine.couleur),
    millesime: wine.millesime ?? '',
    contenant: unitInWords(wine.unit, language),
    douceur: sweetnessWord(wine.sucrosite),
    prix: priceInWords(wine.priceTtcCents, wine.unit, language),
    prix_ttc: wine.priceTtcCents,
    prix_reference: referencePriceTtcCents === null ? '' : referenceInWords(referencePriceTtcCents, language),
    raison: wine.reason ?? '',
    lien: wine.link ?? '',
  };
}

const basisSentences: Readonly<Record<LetterBasis, Readonly<Record<Language, string>>>> = {
  soft_opt_in: {
    fr: 'Vous recevez cette lettre parce que vous avez acheté nos vins et laissé votre adresse à cette occasion.',
    en: 'You receive this letter because you bought our wines and left your address on that occasion.',
  },
  consent: {
    fr: 'Vous recevez cette lettre parce que vous avez accepté de recevoir nos nouvelles.',
    en: 'You receive this letter because you agreed to receive our news.',
  },
  b2b: {
    fr: 'Vous recevez cette lettre à titre professionnel.',
    en: 'You receive this letter in your professional capacity.',
  },
};

function tooManyWines(count: number): Failure {
  return new Failure(
    'LETTER_TOO_MANY_WINES',
    sentence(
      `Une lettre présente trois vins au plus ; celle-ci en a ${count}.`,
      `A letter shows three wines at most; this one has ${count}.`,
    ),
    { facts: { count } },
  );
}
