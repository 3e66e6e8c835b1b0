/** What the house's own names are called on the page: segments, rhythms, scenarios, document types. Call while rendering. */
import { t } from './words.ts';

/** In the order in which a reader looks for them. */
export const segmentNames = ['VIP', 'Loyal', 'New', 'Standard', 'At Risk', 'Churn', 'Prospect'] as const;
export const tierNames = ['VIP', 'Standard', 'At Risk', 'Churn', 'Prospect'] as const;
export const rhythmNames = ['monthly', 'quarterly', 'twice_a_year', 'yearly', 'irregular', 'unknown'] as const;

/** `À risque`; also the tiers', which share their names. */
export function segmentWord(segment: string): string {
  switch (segment) {
    case 'Loyal':
      return t('Fidèle', 'Loyal');
    case 'New':
      return t('Nouveau', 'New');
    case 'At Risk':
      return t('À risque', 'At risk');
    case 'Churn':
      return t('Perdu', 'Lost');
    default:
      return segment;
  }
}

/** What a segment means, in a few words. */
export function segmentMeaning(segment: string): string {
  switch (segment) {
    case 'VIP':
      return t('achètent souvent, beaucoup, et récemment', 'buy often, much, and lately');
    case 'Loyal':
      return t('reviennent régulièrement', 'come back regularly');
    case 'New':
      return t('viennent d’arriver', 'have just come');
    case 'Standard':
      return t('achètent de temps en temps', 'buy now and then');
    case 'At Risk':
      return t('tardent plus que d’habitude', 'are later than usual');
    case 'Churn':
      return t('ne viennent plus depuis longtemps', 'have not come for long');
    default:
      return t('n’ont encore rien acheté, ou tout rendu', 'bought nothing yet, or returned it all');
  }
}

/** « deux fois par an ». */
export function rhythmWord(rhythm: string): string {
  switch (rhythm) {
    case 'monthly':
      return t('tous les mois', 'every month');
    case 'quarterly':
      return t('tous les trimestres', 'every quarter');
    case 'twice_a_year':
      return t('deux fois par an', 'twice a year');
    case 'yearly':
      return t('une fois par an', 'once a year');
    case 'irregular':
      return t('sans régularité', 'irregularly');
    default:
      return t('rythme pas encore connu', 'rhythm not known yet');
  }
}

/** Why a wine is proposed. */
export function scenarioWord(scenario: string): string {
  switch (scenario) {
    case 'rebuy':
      return t('réachat', 'rebuy');
    case 'cross-sell':
      return t('découverte', 'cross-sell');
    case 'upsell':
      return t('montée en gamme', 'upsell');
    case 'winback':
      return t('reconquête', 'winback');
    case 'nurture':
      return t('premier pas', 'nurture');
    default:
      return scenario;
  }
}

/** `Facture`, for a document type as the exports write it. */
export function documentWord(type: string): string {
  switch (type) {
    case 'FACTURE':
      return t('Facture', 'Invoice');
    case 'AVOIR':
      return t('Avoir', 'Credit note');
    case 'TICKET':
      return t('Ticket', 'Receipt');
    case 'DEVIS':
      return t('Devis', 'Quote');
    case 'BL':
      return t('Bon de livraison', 'Delivery note');
    case 'ACOMPTE':
      return t('Acompte', 'Deposit');
    case 'COMMANDE':
      return t('Commande', 'Order');
    default:
      return type.charAt(0) + type.slice(1).toLowerCase();
  }
}

/** A person's name as a list shows it, the family name first; the code where no export tells the name. */
export function clientName({
  clientCode,
  nom,
  prenom,
}: {
  readonly clientCode: string;
  readonly nom: string | null;
  readonly prenom: string | null;
}): string {
  return [nom, prenom].filter(Boolean).join(' ') || clientCode;
}

/** What an entry of the consent register tells. */
export function consentWord(event: string): string {
  switch (event) {
    case 'opt_in':
      return t('accord', 'consent');
    case 'opt_out':
      return t('refus', 'refusal');
    case 'unsubscribe':
      return t('désinscription', 'unsubscribed');
    case 'bounce':
      return t('adresse en erreur', 'address in error');
    case 'complaint':
      return t('plainte', 'complaint');
    default:
      return event;
  }
}

/** An aroma axis by its name. */
export function axisWord(axis: string): string {
  switch (axis) {
    case 'fruit':
      return t('fruit', 'fruit');
    case 'floral':
      return t('fleurs', 'flowers');
    case 'epice':
      return t('épices', 'spice');
    case 'mineral':
      return t('minéral', 'mineral');
    case 'acidite':
      return t('acidité', 'acidity');
    case 'corps':
      return t('corps', 'body');
    case 'tanin':
      return t('tanin', 'tannin');
    default:
      return axis;
  }
}

/** « demi-sec » for the `DEMI SEC` of an export. */
export function sweetnessWord(sucrosite: string | null): string | null {
  return sucrosite === null ? null : sucrosite.toLowerCase().replace(/^demi[ -]?sec$/, 'demi-sec');
}

/** « 75 cl », « magnum ». */
export function formatWord(format: string): string {
  return format.toLowerCase().replace(/^(\d+(?:[.,]\d+)?)\s*(cl|l)$/, '$1\u00a0$2');
}
