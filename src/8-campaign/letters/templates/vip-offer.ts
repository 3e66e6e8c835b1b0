/** VIP offer: what the estate keeps for its best clients first. */
import type { TemplateWords } from '../template-source.ts';

export const vipOffer: TemplateWords = {
  fr: {
    subject: "Réservé à nos clients fidèles{% if offre.fin != '' %}, jusqu'au {{ offre.fin | jour }}{% endif %}",
    preheader: 'Quelques bouteilles mises de côté pour vous.',
    heading: 'Mis de côté pour vous',
    opening: `Vous comptez parmi les clients les plus fidèles du domaine.{% if offre.texte != '' %} {{ offre.texte }}{% endif %}{% if offre.fin != '' %}

Ces bouteilles vous attendent jusqu'au {{ offre.fin | jour }}.{% endif %}`,
    closing: `Pour commander, il suffit de répondre à cette lettre en indiquant le nombre de bouteilles{% if domaine.telephone != '' %}, ou de nous appeler au {{ domaine.telephone }}{% endif %}.

Bien cordialement,`,
    button: { label: 'Choisir mes bouteilles', link: '{{ lien.boutique }}' },
  },
  en: {
    subject: "Set aside for our loyal clients{% if offre.fin != '' %}, until {{ offre.fin | jour }}{% endif %}",
    preheader: 'A few bottles set aside for you.',
    heading: 'Set aside for you',
    opening: `You are among the most loyal clients of the estate.{% if offre.texte != '' %} {{ offre.texte }}{% endif %}{% if offre.fin != '' %}

These bottles wait for you until {{ offre.fin | jour }}.{% endif %}`,
    closing: `To order, simply reply to this letter with the number of bottles{% if domaine.telephone != '' %}, or call us on {{ domaine.telephone }}{% endif %}.

Kind regards,`,
    button: { label: 'Choose my bottles', link: '{{ lien.boutique }}' },
  },
};
