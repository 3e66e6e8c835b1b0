/** Winback: a client we have not heard from, and the wines they used to choose. */
import type { TemplateWords } from '../template-source.ts';

export const winback: TemplateWords = {
  fr: {
    subject: 'Des nouvelles du domaine',
    preheader: 'Ce qui a changé au chai depuis votre dernière commande.',
    heading: 'Des nouvelles du chai',
    opening:
      "Voici quelque temps que nous n'avons pas eu de vos nouvelles. Depuis, les millésimes ont avancé : voici {% if nombre_vins == 1 %}un vin{% else %}quelques vins{% endif %} du moment, d'après ce que vous aviez choisi chez nous.",
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: 'News from the estate',
    preheader: 'What has changed in the cellar since your last order.',
    heading: 'News from the cellar',
    opening:
      'It has been some time since we heard from you. The vintages have moved on: here {% if nombre_vins == 1 %}is a wine{% else %}are some wines{% endif %} of the moment, going by what you had chosen from us.',
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
