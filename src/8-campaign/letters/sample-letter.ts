/** Letters of a fictional estate: what an editor previews before a client is chosen, and what tries every template. */
import type { Language } from '../../values/sentence.ts';
import type { Letter, LetterEstate, LetterKind, LetterWine } from './letter.ts';

const estate: LetterEstate = {
  name: 'Domaine de la Petite Cuvée',
  addressLines: ['12 rue des Vignes', '68420 Eguisheim'],
  registration: 'SIRET 000 000 000 00000',
  website: 'https://petite-cuvee.fr',
  phone: '03 89 00 00 00',
  sender: { name: 'Claire Petit', email: 'bonjour@petite-cuvee.fr' },
  replyTo: 'bonjour@petite-cuvee.fr',
  logo: null,
  deliveryTerms: null,
};

const bottle = { format: '75CL', pieces: 1, isGift: false } as const;

const wines: Readonly<Record<Language, readonly LetterWine[]>> = {
  fr: winesWith([
    "Vous avez pris 12 bouteilles de Riesling Grand Cru Eichberg 2019 en novembre 2023 ; le 2021 vient d'arriver.",
    "14 clients qui en ont pris ont aussi choisi Pinot Gris Vieilles Vignes, nouveau pour vous (d'après 3 achats seulement).",
    "Vous avez pris 6 bouteilles de Crémant d'Alsace Brut en décembre 2024 ; ce vin est toujours à la carte.",
  ]),
  en: winesWith([
    'You bought 12 bottles of Riesling Grand Cru Eichberg 2019 in November 2023; the 2021 has just arrived.',
    'Of the clients who bought it, 14 also chose Pinot Gris Vieilles Vignes, new to you.',
    "You bought 6 bottles of Crémant d'Alsace Brut in December 2024; it is still on our list.",
  ]),
};

function winesWith(reasons: readonly [string, string, string]): readonly LetterWine[] {
  const wine = { referencePriceTtcCents: null, unit: bottle } as const;
  return [
    {
      ...wine,
      name: 'Riesling Grand Cru Eichberg',
      millesime: 2021,
      couleur: 'blanc',
      sucrosite: 'SEC',
      isSweetnessRequired: true,
      priceTtcCents: 1850,
      reason: reasons[0],
      link: 'https://petite-cuvee.fr/vins/riesling-eichberg',
    },
    {
      ...wine,
      name: 'Pinot Gris Vieilles Vignes',
      millesime: 2022,
      couleur: 'blanc',
      sucrosite: 'DEMI SEC',
      isSweetnessRequired: true,
      unit: { ...bottle, pieces: 6 },
      priceTtcCents: 7800,
      reason: reasons[1],
      link: 'https://petite-cuvee.fr/vins/pinot-gris',
    },
    {
      ...wine,
      name: "Crémant d'Alsace Brut",
      millesime: null,
      couleur: 'blanc',
      sucrosite: 'BRUT',
      isSweetnessRequired: false,
      priceTtcCents: 1080,
      reason: reasons[2],
      link: 'https://petite-cuvee.fr/vins/cremant',
    },
  ];
}

/** A letter with everything a letter may hold, from the fictional estate to Madame Keller. */
export function sampleLetter(kind: LetterKind, language: Language): Letter {
  const terms = {
    fr: 'Franco de port dès 36 bouteilles en France métropolitaine.',
    en: 'Free delivery from 36 bottles in mainland France.',
  };
  const offer = {
    fr: 'Les trois vins ci-dessous vous sont réservés avant leur mise en vente au caveau.',
    en: 'The three wines below are set aside for you before they go on sale at the cellar.',
  };
  return {
    kind,
    language,
    audience: 'private',
    campaignName: 'Exemple',
    estate: { ...estate, deliveryTerms: terms[language] },
    client: { civilite: 'Mme', nom: 'KELLER', prenom: 'Anne' },
    wines: kind === 'stay' ? [] : wines[language],
    purchase: kind === 'thank_you' ? { day: '2025-12-27', bottles: 18 } : null,
    offer: kind === 'vip_offer' ? { text: offer[language], untilDay: '2026-03-31' } : null,
    basis: 'soft_opt_in',
    links: {
      unsubscribe: 'https://lettres.petite-cuvee.fr/u/jeton-d-exemple',
      oneClick: 'https://lettres.petite-cuvee.fr/u/jeton-d-exemple',
      privacy: 'https://petite-cuvee.fr/vos-donnees',
      shop: 'https://petite-cuvee.fr/boutique',
      stay: kind === 'stay' ? 'https://lettres.petite-cuvee.fr/r/jeton-d-exemple' : null,
    },
  };
}

/** The fullest and the barest letter of a kind: every branch of a template is filled in once. */
export function sampleLetters(kind: LetterKind, language: Language): readonly Letter[] {
  const full = sampleLetter(kind, language);
  const bare: Letter = {
    ...full,
    client: { civilite: '', nom: '', prenom: '' },
    estate: { ...full.estate, registration: null, website: null, phone: null, deliveryTerms: null },
    wines: full.wines.slice(0, 1).map((wine) => ({
      ...wine,
      millesime: null,
      couleur: null,
      reason: null,
      link: null,
      referencePriceTtcCents: wine.priceTtcCents + 200,
    })),
    purchase: null,
    offer: null,
    links: { ...full.links, shop: null },
  };
  return [
    full,
    bare,
    { ...bare, wines: [], estate: { ...bare.estate, logo: { url: 'https://petite-cuvee.fr/logo.png', widthPx: 160 } } },
  ];
}
