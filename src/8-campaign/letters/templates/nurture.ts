/** Nurture: a client of few orders meets the estate by its wines of the season. */
import type { TemplateWords } from '../template-source.ts';

export const nurture: TemplateWords = {
  fr: {
    subject: 'Quelques vins du domaine, de saison',
    preheader: 'Pour faire connaissance, sans aller trop loin.',
    heading: 'Pour faire connaissance',
    opening:
      "Vous connaissez encore peu nos vins. {% if nombre_vins == 1 %}Celui-ci est une bonne porte{% else %}Ceux-ci sont une bonne porte{% endif %} d'entrée : fidèle{% if nombre_vins != 1 %}s{% endif %} à {% if nombre_vins == 1 %}son{% else %}leur{% endif %} cépage, prêt{% if nombre_vins != 1 %}s{% endif %} à boire cette saison.",
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: 'A few wines of ours, in season',
    preheader: 'To become acquainted, without going too far.',
    heading: 'To become acquainted',
    opening:
      'You know our wines only a little yet. {% if nombre_vins == 1 %}This one is{% else %}These are{% endif %} a good way in: true to {% if nombre_vins == 1 %}its{% else %}their{% endif %} grape, ready to drink this season.',
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
