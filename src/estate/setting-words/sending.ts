/** The words of how lists are approved and how letters go out. */
import { sentence } from '../../values/sentence.ts';
import { days, letters, minutes, setting, type SettingSection } from './setting-word.ts';

export const approvalSection: SettingSection = {
  id: 'validation',
  title: sentence('Validation', 'Approval'),
  lead: sentence('Ce que le contrôle exige, et qui dit oui.', 'What the audit asks for, and who says yes.'),
  settings: {
    'approval.people': setting(
      [
        'Personnes qui valident',
        'À deux ou plus, qui propose ne valide pas. Vide : toute personne dont le rôle le permet.',
      ],
      ['People who approve', 'Two or more: who proposed does not approve. Empty: anybody whose role allows it.'],
    ),
    'approval.delay_minutes': setting(
      [
        'Délai de repentir',
        'Une personne seule : sa validation ne compte qu’après ce délai, pendant lequel elle peut la reprendre.',
      ],
      [
        'Time to think again',
        'One person alone: their approval counts after this delay, in which they can take it back.',
      ],
      minutes,
    ),
    'approval.expires_days': setting(
      ['Durée d’une validation', 'Au-delà, il faut valider de nouveau.'],
      ['How long an approval counts', 'Beyond it, approve again.'],
      days,
    ),
    'audit.policy': setting(
      [
        'Exigence du contrôle',
        'Part des listes sans erreur exigée avant de valider en bloc : 80 %, 60 %, 40 %, ou la vôtre.',
      ],
      [
        'Demand of the audit',
        'Share of lists without error asked for before approving as a whole: 80 %, 60 %, 40 %, or your own.',
      ],
    ),
    'audit.minimum_share': setting(
      ['Votre exigence', 'Sert quand l’exigence est « la mienne ».'],
      ['Your demand', 'Used when the demand is “my own”.'],
    ),
    'audit.eligible_score': setting(
      ['Note suffisante', 'Note sur 100 à partir de laquelle une liste peut partir.'],
      ['Sufficient score', 'Score out of 100 from which a list may leave.'],
      sentence('sur 100', 'out of 100'),
    ),
    'audit.one_family_share': setting(
      ['Famille trop présente', 'Au-delà de cette part d’une même famille, la liste est signalée.'],
      ['Family too present', 'Beyond this share of one family, the list is reported.'],
    ),
    'audit.budget_tolerance': setting(
      ['Écart de prix toléré', 'Au-dessus du prix habituel (0,6 : 60 % plus cher), le vin est signalé.'],
      ['Price gap tolerated', 'Above the usual price (0.6: 60 % dearer), the wine is reported.'],
    ),
  },
};

export const sendingSection: SettingSection = {
  id: 'campagnes',
  title: sentence('Expéditeur & campagnes', 'Sender & campaigns'),
  lead: sentence(
    'Qui écrit, comme la loi veut qu’on le nomme, et à quel rythme les lettres partent.',
    'Who writes, named as the law wants it, and at what pace letters leave.',
  ),
  settings: {
    'sender.name': setting(
      ['Nom affiché', 'Le nom que le client voit dans sa boîte.'],
      ['Name shown', 'The name the client sees in their mailbox.'],
    ),
    'sender.email': setting(
      ['Adresse d’envoi', 'Son domaine doit être authentifié : voir l’essai plus bas.'],
      ['Sending address', 'Its domain must be authenticated: see the check below.'],
    ),
    'sender.reply_to': setting(
      ['Réponses à', 'Où arrivent les réponses. Vide : l’adresse d’envoi.'],
      ['Replies to', 'Where replies come. Empty: the sending address.'],
    ),
    'sender.legal_name': setting(
      ['Raison sociale', 'La loi veut que chaque lettre nomme qui l’envoie.'],
      ['Legal name', 'The law wants each letter to name who sends it.'],
    ),
    'sender.postal_address': setting(
      ['Adresse postale', 'Une ligne par ligne d’adresse : rue, puis code postal et ville.'],
      ['Postal address', 'One line per line of the address: street, then postal code and town.'],
    ),
    'sender.registration': setting(
      ['Immatriculation', 'SIRET ou RCS, au pied de la lettre.'],
      ['Registration', 'SIRET or RCS, at the foot of the letter.'],
    ),
    'sender.phone': setting(['Téléphone', 'Au pied de la lettre.'], ['Telephone', 'At the foot of the letter.']),
    'sender.website': setting(['Site', 'Au pied de la lettre.'], ['Website', 'At the foot of the letter.']),
    'sender.privacy_url': setting(
      ['Page « Vos données »', 'Dit aux personnes ce que vous savez d’elles et leurs droits. Chaque lettre y renvoie.'],
      ['“Your data” page', 'Tells people what you know of them and their rights. Every letter links to it.'],
    ),
    'sender.shop_url': setting(
      ['Adresse d’un vin', 'Où un vin s’achète ; {produit} y tient la place de son code. Vide : le site.'],
      ['Address of a wine', 'Where a wine is bought; {produit} stands for its key. Empty: the website.'],
    ),
    'sender.language': setting(
      ['Langue des lettres', 'Quand le client n’en a pas d’autre.'],
      ['Language of letters', 'Where the client has no other.'],
    ),
    'sender.logo_url': setting(
      ['Logo', 'Adresse https d’une image. Vide : le nom seul.'],
      ['Logo', 'https address of a picture. Empty: the name alone.'],
    ),
    'sender.logo_width_px': setting(
      ['Largeur du logo', 'Dans la lettre.'],
      ['Width of the logo', 'In the letter.'],
      sentence('pixels', 'pixels'),
    ),
    'sender.delivery_terms': setting(
      ['Conditions de livraison', 'Dites sous les prix : « Franco de port dès 36 bouteilles ».'],
      ['Delivery terms', 'Said under the prices: “Free delivery from 36 bottles”.'],
    ),
    'sender.is_alsace': setting(
      ['Vins d’AOC Alsace', 'Chaque annonce doit alors dire sec, demi-sec, moelleux ou doux.'],
      ['AOC Alsace wines', 'Each announcement must then say dry, off-dry, sweet or very sweet.'],
    ),
    'campaigns.channel': setting(
      ['Par où partent les lettres', 'Brevo, ou un serveur d’envoi à vous.'],
      ['How letters leave', 'Brevo, or a mail server of your own.'],
    ),
    'campaigns.days': setting(
      ['Jours d’envoi', 'Les lettres ne partent que ces jours-là.'],
      ['Sending days', 'Letters leave on these days only.'],
    ),
    'campaigns.from': setting(
      ['Pas avant', 'Heure à partir de laquelle les lettres partent.'],
      ['Not before', 'Time from which letters leave.'],
    ),
    'campaigns.until': setting(
      ['Pas après', 'Heure à laquelle elles s’arrêtent jusqu’au lendemain.'],
      ['Not after', 'Time at which they stop until the next day.'],
    ),
    'campaigns.window_days': setting(
      ['Durée d’une campagne', 'Passé ce délai, ce qui reste ne part pas en retard.'],
      ['How long a campaign lasts', 'Beyond it, what is left does not leave late.'],
      days,
    ),
    'campaigns.canary_size': setting(
      ['Premières lettres', 'Tant de lettres partent d’abord, pour voir.'],
      ['First letters', 'So many letters leave first, to see.'],
      letters,
    ),
    'campaigns.canary_wait_minutes': setting(
      ['Attente après les premières', 'Le temps de voir ce qu’elles deviennent.'],
      ['Wait after the first', 'Time to see what becomes of them.'],
      minutes,
    ),
    'campaigns.warm_up': setting(
      ['Montée en charge', 'Lettres au plus, le premier jour, le deuxième, le troisième…'],
      ['Warming up', 'Letters at most on the first day, the second, the third…'],
      letters,
    ),
    'campaigns.daily_limit': setting(
      ['Lettres par jour', 'Au plus, ensuite (Brevo gratuit : 300).'],
      ['Letters a day', 'At most, afterwards (Brevo’s free plan: 300).'],
      letters,
    ),
    'campaigns.stop_bounce_share': setting(
      ['Arrêt : adresses en erreur', 'Au-delà de cette part, l’envoi s’arrête seul.'],
      ['Stop: wrong addresses', 'Beyond this share, sending stops by itself.'],
    ),
    'campaigns.stop_unsubscribe_share': setting(
      ['Arrêt : désinscriptions', 'Au-delà de cette part, l’envoi s’arrête seul.'],
      ['Stop: unsubscriptions', 'Beyond this share, sending stops by itself.'],
    ),
    'campaigns.stop_complaint_share': setting(
      ['Arrêt : plaintes', 'Au-delà de cette part, l’envoi s’arrête seul.'],
      ['Stop: complaints', 'Beyond this share, sending stops by itself.'],
    ),
    'campaigns.stop_minimum_letters': setting(
      ['Lettres avant de juger', 'Les arrêts ci-dessus ne valent qu’après tant de lettres.'],
      ['Letters before judging', 'The stops above count only after so many letters.'],
      letters,
    ),
    'campaigns.batch_size': setting(
      ['Lettres par paquet', 'Remises ensemble à Brevo.'],
      ['Letters per batch', 'Handed to Brevo together.'],
      letters,
    ),
    'campaigns.lease_seconds': setting(
      ['Reprise après une panne', 'Un paquet laissé en plan est repris après ce temps.'],
      ['Taking up after a breakdown', 'A batch left behind is taken up after this time.'],
      sentence('secondes', 'seconds'),
    ),
    'campaigns.unknown_hold_minutes': setting(
      ['Doute', 'Une lettre dont Brevo ne dit rien est confiée à une personne après ce temps.'],
      ['Doubt', 'A letter Brevo says nothing of is given to a person after this time.'],
      minutes,
    ),
    'campaigns.utm_source': setting(
      ['Marque dans les liens', 'La source (utm_source) que votre outil de mesure voit.'],
      ['Mark in the links', 'The source (utm_source) your web statistics see.'],
    ),
    'form.is_on': setting(
      ['Formulaire de contact', 'Une page où l’on demande vos lettres. Son adresse : cuvee automation form.'],
      ['Contact form', 'A page where people ask for your letters. Its address: cuvee automation form.'],
    ),
    'form.asks_tracking': setting(
      [
        'Demander aussi l’accord de suivi',
        'Une seconde case, jamais cochée d’avance : ouvertures et visites de ces personnes sont alors notées.',
      ],
      [
        'Also ask to follow',
        'A second box, never ticked beforehand: openings and visits of these people are then noted.',
      ],
    ),
    'automation.half_life_days': setting(
      ['Mémoire du score', 'Les points d’un client perdent la moitié de leur poids en tant de jours.'],
      ['Memory of the score', 'A client’s points lose half their weight in so many days.'],
      days,
    ),
  },
};
