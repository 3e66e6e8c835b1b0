/** Cross-sell: wines of the estate that a client does not know yet, near to what they like. */
import type { TemplateWords } from '../template-source.ts';

export const crossSell: TemplateWords = {
  fr: {
    subject:
      '{% if nombre_vins == 1 %}Un vin{% else %}Des vins{% endif %} du domaine que vous ne connaissez pas encore',
    preheader: "Une sélection courte, établie d'après vos achats.",
    heading: 'À côté de vos habitudes',
    opening:
      "D'après ce que vous avez choisi jusqu'ici, {% if nombre_vins == 1 %}ce vin devrait{% else %}ces vins devraient{% endif %} trouver place dans votre cave. Nous disons pour chacun ce qui nous y a fait penser.",
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: '{% if nombre_vins == 1 %}A wine{% else %}Wines{% endif %} of ours you do not know yet',
    preheader: 'A short selection, made from what you have bought.',
    heading: 'Close to what you know',
    opening:
      'From what you have chosen so far, {% if nombre_vins == 1 %}this wine{% else %}these wines{% endif %} should find a place in your cellar. For each one we say what made us think of it.',
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
