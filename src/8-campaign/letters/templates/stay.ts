/** « Restez-vous ? »: three years of silence, one last question; silence means goodbye (law.md, 1). */
import type { TemplateWords } from '../template-source.ts';

export const stay: TemplateWords = {
  fr: {
    subject: "Souhaitez-vous rester dans notre carnet d'adresses ?",
    preheader: 'Sans réponse de votre part, nous effacerons vos coordonnées.',
    heading: 'Restez-vous ?',
    opening: `Voici trois ans que nous n'avons pas eu de vos nouvelles. Avant de vous écrire encore, nous préférons vous le demander.

Si vous souhaitez continuer à recevoir nos lettres, quelques-unes par an tout au plus, un seul clic suffit.`,
    closing: `Sans réponse de votre part sous trente jours, nous effacerons vos coordonnées de notre carnet d'adresses. Vous n'avez rien d'autre à faire.

Bien cordialement,`,
    button: { label: 'Oui, je souhaite rester', link: '{{ lien.rester }}' },
  },
  en: {
    subject: 'Would you like to stay in our address book?',
    preheader: 'Without an answer, we will erase your details.',
    heading: 'Will you stay?',
    opening: `It is three years since we last heard from you. Before writing again, we would rather ask.

If you would like to go on receiving our letters, a few a year at most, one click is enough.`,
    closing: `Without an answer within thirty days, we will erase your details from our address book. There is nothing else to do.

Kind regards,`,
    button: { label: 'Yes, I would like to stay', link: '{{ lien.rester }}' },
  },
};
