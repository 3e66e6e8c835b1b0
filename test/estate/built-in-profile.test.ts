import { describe, expect, it } from 'vitest';
import { isNoWine, matchLabel } from '../../src/3-curated/line-kind.ts';
import { builtInProfile } from '../../src/estate/settings.ts';
import { produitKey } from '../../src/values/produit-key.ts';

const kindOf = (label: string) => matchLabel(produitKey(label), builtInProfile.line_kinds)?.kind;

describe('what a cellar sells beside its wine', () => {
  it.each([
    'Frais de port',
    'Port et emballage',
    'Participation aux frais de port',
    'Emballages',
    'Verre INAO',
    'Verres gravés x6',
    'Dégustations de groupe',
    'Visites',
    'Remise 10 %',
    'Remises',
    'Rabais',
    'Ristourne fidélité',
    'Escompte 2 %',
    'Acompte versé',
    'Consignes',
    'Déconsigne fût',
    'Tire-bouchon sommelier',
    'Bon cadeau 50 €',
    'Chèque-cadeau',
    "Bon d'achat",
    'Carton vide 6 bt',
    'Éco-participation',
    "Huile d'olive 50 cl",
    'Tablier brodé',
    'Carafe à décanter',
    'Forfait livraison',
  ])('is no wine: %s', (label) => expect(isNoWine(kindOf(label))).toBe(true));

  it.each([
    'Porto 10 ans',
    'Les Portes du Ciel',
    'Coffret cadeau Riesling',
    'Cuvée Verrier',
    'Pinot Noir en fût',
    'Coffret cadeau 3 bouteilles',
  ])('is not taken for it: %s', (label) => expect(kindOf(label)).toBeUndefined());
});
