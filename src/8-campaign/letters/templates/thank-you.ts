/** Thank-you: a few words after a purchase; wines only where the house has something to say. */
import type { TemplateWords } from '../template-source.ts';

export const thankYou: TemplateWords = {
  fr: {
    subject: 'Merci pour votre commande',
    preheader: 'Quelques mots du domaine après votre achat.',
    heading: 'Merci',
    opening: `{% if achat.jour != '' %}Le {{ achat.jour | jour }}, vous avez choisi {{ achat.bouteilles }} bouteille{% if achat.bouteilles > 1 %}s{% endif %} chez nous : merci de votre confiance.{% else %}Vous avez choisi nos vins : merci de votre confiance.{% endif %}

Laissez-les reposer quelques jours debout, à l'abri de la lumière, avant de les coucher en cave. Pour toute question sur le service ou la garde, répondez à cette lettre : nous vous lirons.{% if nombre_vins > 0 %}

Voici aussi, au domaine, {% if nombre_vins == 1 %}le vin le plus proche{% else %}les vins les plus proches{% endif %} de votre choix.{% endif %}`,
    closing: 'Bien cordialement,',
    button: null,
  },
  en: {
    subject: 'Thank you for your order',
    preheader: 'A few words from the estate after your purchase.',
    heading: 'Thank you',
    opening: `{% if achat.jour != '' %}On {{ achat.jour | jour }} you chose {{ achat.bouteilles }} bottle{% if achat.bouteilles > 1 %}s{% endif %} from us: thank you for your trust.{% else %}You chose our wines: thank you for your trust.{% endif %}

Let them rest upright for a few days, away from the light, before laying them down. If you have a question about serving or keeping them, reply to this letter: we read every answer.{% if nombre_vins > 0 %}

Here, too, {% if nombre_vins == 1 %}is the wine{% else %}are the wines{% endif %} of ours nearest to your choice.{% endif %}`,
    closing: 'Kind regards,',
    button: null,
  },
};
