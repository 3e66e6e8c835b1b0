/** Selection: wines of several kinds in one letter, some known to the client and some not; each says why. */
import type { TemplateWords } from '../template-source.ts';

export const selection: TemplateWords = {
  fr: {
    subject: '{% if nombre_vins == 1 %}Un vin choisi{% else %}Quelques vins choisis{% endif %} pour vous',
    preheader: "Une sélection courte, établie d'après vos achats.",
    heading: 'Choisi pour vous',
    opening:
      "Voici {% if nombre_vins == 1 %}un vin du domaine, choisi{% else %}quelques vins du domaine, choisis{% endif %} d'après vos achats. Nous disons pour chacun ce qui nous y a fait penser.",
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: '{% if nombre_vins == 1 %}A wine{% else %}A few wines{% endif %} chosen for you',
    preheader: 'A short selection, made from what you have bought.',
    heading: 'Chosen for you',
    opening:
      'Here {% if nombre_vins == 1 %}is a wine{% else %}are a few wines{% endif %} of ours, chosen from what you have bought.',
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
