/** The words of how clients are sorted and wines chosen for them. */
import { sentence } from '../../values/sentence.ts';
import { days, eurosHt, letters, setting, type SettingSection } from './setting-word.ts';

const points = sentence('points', 'points');
const lines = sentence('lignes', 'lines');

export const segmentsSection: SettingSection = {
  id: 'segments',
  title: sentence('RFM & segments', 'RFM & segments'),
  lead: sentence(
    'À partir de quand un client est fidèle, à risque ou perdu.',
    'From when on a client is loyal, at risk or lost.',
  ),
  settings: {
    'rfm.mode': setting(
      ['Notes par', 'Des bornes que vous fixez, ou des cinquièmes de vos propres clients.'],
      ['Scores by', 'Bounds that you set, or fifths of your own clients.'],
    ),
    'rfm.recency_days': setting(
      ['Récence', 'Jours depuis la dernière commande : au plus tant pour les notes 5, 4, 3 et 2 ; au-delà, 1.'],
      ['Recency', 'Days since the last order: at most so many for the scores 5, 4, 3 and 2; beyond, 1.'],
      days,
    ),
    'rfm.frequency_orders': setting(
      ['Fréquence', 'Commandes : au moins tant pour les notes 2, 3, 4 et 5.'],
      ['Frequency', 'Orders: at least so many for the scores 2, 3, 4 and 5.'],
      sentence('commandes', 'orders'),
    ),
    'rfm.monetary_ht': setting(
      ['Montant', 'Achats : au moins tant pour les notes 2, 3, 4 et 5.'],
      ['Amount', 'Purchases: at least so much for the scores 2, 3, 4 and 5.'],
      eurosHt,
    ),
    'segments.churn_days': setting(
      ['Perdu après', 'Silence au-delà duquel un client est tenu pour perdu.'],
      ['Lost after', 'Silence beyond which a client counts as lost.'],
      days,
    ),
    'segments.churn_days_single_order': setting(
      ['Perdu après une seule commande', 'Le même silence, pour qui n’a commandé qu’une fois.'],
      ['Lost after a single order', 'The same silence, for who ordered only once.'],
      days,
    ),
    'segments.at_risk_days': setting(
      ['À risque après', 'Silence au-delà duquel un client est à risque.'],
      ['At risk after', 'Silence beyond which a client is at risk.'],
      days,
    ),
    'segments.gap_tolerance': setting(
      [
        'Retard toléré',
        'Un client est en retard au-delà de tant de fois son propre rythme. Ne peut que rallonger les délais ci-dessus.',
      ],
      ['Lateness tolerated', 'A client is late beyond so many of their own gaps. Can only lengthen the delays above.'],
      sentence('fois son rythme', 'times their gap'),
    ),
    'segments.gap_shrinkage': setting(
      [
        'Prudence sur le rythme',
        'Plus le nombre est grand, plus le rythme d’un client peu connu est ramené vers celui du domaine.',
      ],
      [
        'Caution about the rhythm',
        'The greater, the more the rhythm of a client little known is drawn to the estate’s.',
      ],
    ),
  },
};

export const scenariosSection: SettingSection = {
  id: 'scenarios',
  title: sentence('Scénarios & poids', 'Scenarios & weights'),
  lead: sentence(
    'Quand un vin peut être proposé, et ce qui compte pour le classer.',
    'When a wine may be proposed, and what counts in ranking it.',
  ),
  settings: {
    'recommender.mode': setting(
      [
        'Qui classe les vins',
        'Vos poids ci-dessous, ce que les ventes ont appris, ou celui des deux qui a servi le plus de clients.',
      ],
      [
        'Who ranks the wines',
        'Your weights below, what the sales taught, or whichever of the two served more clients.',
      ],
    ),
    'recommender.keep_weeks': setting(
      ['Conservation des calculs', 'Combien de temps le détail d’un ancien calcul est gardé.'],
      ['Keeping computations', 'How long the details of an earlier computation are kept.'],
      sentence('semaines', 'weeks'),
    ),
    'scenarios.per_client': setting(
      ['Vins par client', 'Trois au plus.'],
      ['Wines per client', 'Three at most.'],
      sentence('vins', 'wines'),
    ),
    'scenarios.per_family': setting(
      ['Vins d’une même famille', 'Au plus tant de vins de la même famille dans une liste.'],
      ['Wines of one family', 'At most so many wines of one family in a list.'],
      sentence('vins', 'wines'),
    ),
    'scenarios.rebuy_minimum_days': setting(
      ['Réachat : pas avant', 'Jours à attendre après un achat avant de reproposer le même vin.'],
      ['Rebuy: not before', 'Days to wait after a purchase before the same wine is proposed again.'],
      days,
    ),
    'scenarios.rebuy_minimum_days_floor': setting(
      ['Réachat : au plus tôt', 'Même pour un client très régulier, jamais avant.'],
      ['Rebuy: earliest', 'Even for a very regular client, never before.'],
      days,
    ),
    'scenarios.rebuy_maximum_days': setting(
      ['Réachat : oublié après', 'Au-delà, le vin n’est plus tenu pour une habitude.'],
      ['Rebuy: forgotten after', 'Beyond it, the wine no longer counts as a habit.'],
      days,
    ),
    'scenarios.winback_minimum_ht': setting(
      ['Reconquête : à partir de', 'Achats d’autrefois qui justifient de rappeler un client perdu.'],
      ['Winback: from', 'Past purchases that make a lost client worth recalling.'],
      eurosHt,
    ),
    'scenarios.upsell_minimum_ht': setting(
      ['Montée en gamme : à partir de', 'Achats à partir desquels un vin plus cher peut être proposé.'],
      ['Upsell: from', 'Purchases from which a dearer wine may be proposed.'],
      eurosHt,
    ),
    'scenarios.upsell_stable_share': setting(
      ['Montée en gamme : goût stable', 'Part des achats qui doit rester dans la même gamme.'],
      ['Upsell: steady taste', 'Share of purchases that must stay within the same range.'],
    ),
    'scenarios.upsell_price_low': setting(
      ['Montée en gamme : prix au moins', 'Fois le prix habituel (1,15 : 15 % plus cher).'],
      ['Upsell: price at least', 'Times the usual price (1.15: 15 % dearer).'],
      sentence('fois', 'times'),
    ),
    'scenarios.upsell_price_high': setting(
      ['Montée en gamme : prix au plus', 'Fois le prix habituel.'],
      ['Upsell: price at most', 'Times the usual price.'],
      sentence('fois', 'times'),
    ),
    'scenarios.cross_sell_minimum_support': setting(
      ['Découverte : appui', 'Clients qui doivent avoir pris les deux vins avant de proposer l’un à qui aime l’autre.'],
      ['Cross-sell: support', 'Clients who must have bought both wines before one is proposed to who likes the other.'],
      sentence('clients', 'clients'),
    ),
    'scenarios.nurture_maximum_lines': setting(
      ['Nouveaux : jusqu’à', 'Lignes d’achat au-delà desquelles un client n’est plus un nouveau.'],
      ['Newcomers: up to', 'Lines bought beyond which a client is no longer new.'],
      lines,
    ),
    'weights.family': setting(
      ['Poids de la famille', 'Le vin est d’une famille que le client aime.'],
      ['Weight of the family', 'The wine is of a family the client likes.'],
      points,
    ),
    'weights.grape': setting(
      ['Poids du cépage', 'Le cépage est de ceux qu’il prend.'],
      ['Weight of the grape', 'The grape is among those they take.'],
      points,
    ),
    'weights.sweetness': setting(
      ['Poids du sucre', 'Sec pour qui boit sec, moelleux pour qui aime le moelleux.'],
      ['Weight of sweetness', 'Dry for who drinks dry, sweet for who likes it sweet.'],
      points,
    ),
    'weights.budget': setting(
      ['Poids du budget', 'Le prix est proche de ce qu’il met d’habitude.'],
      ['Weight of the budget', 'The price is close to what they usually spend.'],
      points,
    ),
    'weights.aroma': setting(
      ['Poids des arômes', 'Le profil de goût ressemble aux vins qu’il a pris.'],
      ['Weight of the aromas', 'The taste resembles the wines they took.'],
      points,
    ),
    'weights.tier': setting(
      ['Poids de la gamme', 'La gamme est celle de ses achats.'],
      ['Weight of the range', 'The range is that of their purchases.'],
      points,
    ),
    'weights.popularity': setting(
      ['Poids du succès', 'Le vin plaît à beaucoup de clients.'],
      ['Weight of popularity', 'The wine pleases many clients.'],
      points,
    ),
    'weights.novelty': setting(
      ['Poids de la nouveauté', 'Le vin est nouveau pour lui.'],
      ['Weight of novelty', 'The wine is new to them.'],
      points,
    ),
    'weights.recency_penalty': setting(
      ['Retenue après un achat récent', 'Ce qui est retiré à un vin pris il y a peu.'],
      ['Restraint after a recent purchase', 'What is taken off a wine bought lately.'],
      points,
    ),
    'weights.rebuy': setting(
      ['Faveur du réachat', 'Multiplie la note d’un vin à reprendre.'],
      ['Favour of rebuying', 'Multiplies the score of a wine to take again.'],
      sentence('fois', 'times'),
    ),
    'weights.cross_sell': setting(
      ['Faveur de la découverte', 'Multiplie la note d’un vin à découvrir.'],
      ['Favour of discovery', 'Multiplies the score of a wine to discover.'],
      sentence('fois', 'times'),
    ),
    'weights.upsell': setting(
      ['Faveur de la montée en gamme', 'Multiplie la note d’un vin plus cher.'],
      ['Favour of the upsell', 'Multiplies the score of a dearer wine.'],
      sentence('fois', 'times'),
    ),
    'weights.winback': setting(
      ['Faveur de la reconquête', 'Multiplie la note d’un vin proposé à un client perdu.'],
      ['Favour of winning back', 'Multiplies the score of a wine proposed to a lost client.'],
      sentence('fois', 'times'),
    ),
    'weights.nurture': setting(
      ['Faveur des nouveaux', 'Multiplie la note d’un vin proposé à un nouveau client.'],
      ['Favour of newcomers', 'Multiplies the score of a wine proposed to a new client.'],
      sentence('fois', 'times'),
    ),
  },
};

export const guardrailsSection: SettingSection = {
  id: 'garde-fous',
  title: sentence('Garde-fous', 'Guardrails'),
  lead: sentence(
    'Ce qu’aucune recommandation ni aucune lettre ne dépasse.',
    'What no recommendation and no letter goes beyond.',
  ),
  settings: {
    'guardrails.silence_days': setting(
      ['Silence entre deux lettres', 'Jours sans publicité entre deux lettres à un même foyer.'],
      ['Silence between letters', 'Days without advertising between two letters to one household.'],
      days,
    ),
    'guardrails.messages_per_year': setting(
      ['Lettres par an', 'Au plus tant de lettres publicitaires par foyer sur douze mois.'],
      ['Letters a year', 'At most so many advertising letters per household in twelve months.'],
      letters,
    ),
    'guardrails.product_exclusion_days': setting(
      ['Vin pris récemment', 'Un vin acheté il y a moins longtemps n’est pas proposé.'],
      ['Wine bought lately', 'A wine bought more recently is not proposed.'],
      days,
    ),
    'guardrails.minimum_age': setting(
      ['Âge minimal', 'En dessous, aucune lettre (la loi dit 18 ans).'],
      ['Minimum age', 'Below it, no letter (the law says 18).'],
      sentence('ans', 'years'),
    ),
    'guardrails.holdout_share': setting(
      ['Groupe témoin', 'Part des foyers à qui l’on n’écrit pas : c’est elle qui dira ce que les lettres rapportent.'],
      ['Holdout', 'Share of households that are not written to: it is what will tell what letters bring.'],
    ),
    'guardrails.bottles_per_promise': setting(
      [
        'Bouteilles par promesse',
        'Bouteilles comptées pour chaque vin proposé, afin de ne pas promettre plus que le stock.',
      ],
      ['Bottles per promise', 'Bottles counted for each wine proposed, so that no more than the stock is promised.'],
      sentence('bouteilles', 'bottles'),
    ),
    'guardrails.promised_stock_share': setting(
      ['Stock que l’on peut promettre', 'Part du stock libre qui peut être proposée.'],
      ['Stock that may be promised', 'Share of the free stock that may be proposed.'],
    ),
  },
};
