/** Upsell: the next step in a family a client knows well. */
import type { TemplateWords } from '../template-source.ts';

export const upsell: TemplateWords = {
  fr: {
    subject: 'Un cran au-dessus, dans une famille que vous connaissez',
    preheader: 'Terroirs, parcelles et vieilles vignes du domaine.',
    heading: 'Un cran au-dessus',
    opening:
      'Vous connaissez bien cette famille de nos vins. {% if nombre_vins == 1 %}Celui-ci vient{% else %}Ceux-ci viennent{% endif %} de parcelles plus rares : rendements plus bas, élevage plus long, une garde plus longue aussi.',
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Voir tous nos vins', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: 'One step up, in a family of wines you know',
    preheader: 'Sites, plots and old vines of the estate.',
    heading: 'One step up',
    opening:
      'You know this family of our wines well. {% if nombre_vins == 1 %}This one comes{% else %}These come{% endif %} from rarer plots: lower yields, longer ageing, and longer keeping too.',
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'See all our wines', link: '{{ lien.boutique }}' },
  },
};
