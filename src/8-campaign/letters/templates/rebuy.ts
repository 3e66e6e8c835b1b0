/** Rebuy: the wines a client already chose, in the vintage that is poured now. */
import type { TemplateWords } from '../template-source.ts';

export const rebuy: TemplateWords = {
  fr: {
    subject:
      '{% if nombre_vins > 0 %}{% for vin in vins limit: 1 %}{{ vin.nom }}{% endfor %}{% else %}Vos vins{% endif %} : à nouveau disponible',
    preheader: 'Les vins que vous avez choisis, dans le millésime du moment.',
    heading: 'Vos vins, dans leur millésime du moment',
    opening:
      'Vous avez déjà choisi {% if nombre_vins == 1 %}ce vin{% else %}ces vins{% endif %} chez nous. Voici où {% if nombre_vins == 1 %}il en est{% else %}ils en sont{% endif %} au chai, avec {% if nombre_vins == 1 %}son{% else %}leur{% endif %} prix du jour.',
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject:
      '{% if nombre_vins > 0 %}{% for vin in vins limit: 1 %}{{ vin.nom }}{% endfor %}{% else %}Your wines{% endif %}: available again',
    preheader: 'The wines you chose, in the vintage of the moment.',
    heading: 'Your wines, in their present vintage',
    opening:
      "You have already chosen {% if nombre_vins == 1 %}this wine{% else %}these wines{% endif %} from us. Here is where {% if nombre_vins == 1 %}it stands{% else %}they stand{% endif %} in the cellar, with today's price.",
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
