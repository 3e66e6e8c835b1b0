/** What the figures mean, for who grows the wine: French first, no figure without what it is compared with. */
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { Interval } from './bootstrap.ts';
import type { Difference, EvaluationReport, MethodReport } from './report.ts';

type Told = Omit<EvaluationReport, 'conclusion'>;

type Conclusion = EvaluationReport['conclusion'];

/** How to take the weights proposed, at the terminal and on the page: the report is kept in the words of the terminal. */
const takeWeights = {
  byCommand: sentence(
    'Pour les prendre : cuvee evaluate --accept-weights --reason « … ».',
    'To take them: cuvee evaluate --accept-weights --reason "…".',
  ),
  onPage: sentence(
    'Un administrateur peut les prendre plus bas : « Prendre les poids proposés ».',
    'An administrator may take them further down: “Take the weights proposed”.',
  ),
};

/** The sentences of the conclusion, the most important first. */
export function conclusionOf(report: Told): Conclusion {
  const sentences = report.status === 'measured' ? measuredSentences(report) : [notEnough(report)];
  const all = [...sentences, guardrailsSentence(report)];
  return { fr: all.map(({ fr }) => fr), en: all.map(({ en }) => en) };
}

/** The same conclusion for a person who has a page and no terminal: it names the button where the other names a command. */
export function conclusionOnPage({ fr, en }: Conclusion): Conclusion {
  const { byCommand, onPage } = takeWeights;
  return {
    fr: fr.map((words) => words.replace(byCommand.fr, onPage.fr)),
    en: en.map((words) => words.replace(byCommand.en, onPage.en)),
  };
}

function notEnough({ minimum, buyers }: Told): Sentence {
  return sentence(
    `Pas assez d’historique pour juger : il faut au moins ${countFr(minimum.historyDays, 'jour')} de ventes avant la première date et ${countFr(minimum.buyers, 'commande')} à prévoir ; il y en a ${buyers}.`,
    `Not enough history to judge: at least ${countEn(minimum.historyDays, 'day')} of sales before the first date and ${countEn(minimum.buyers, 'order')} to foresee are needed; there are ${buyers}.`,
  );
}

function measuredSentences(report: Told): readonly Sentence[] {
  const owner = methodOf(report, 'owner');
  const baseline = methodOf(report, report.bestBaseline ?? '');
  const learned = methodOf(report, 'learned');
  return [
    ...(owner && baseline ? [headline(report, owner, baseline)] : []),
    ...(learned ? [learnedSentence(report, learned)] : []),
    ...(owner ? [discoverySentence(owner, learned)] : []),
    ...(learned ? conditionsSentence(report, learned) : []),
    ...placesSentence(report),
    ...dueSentences(report),
    weightsSentence(report),
  ];
}

function headline(report: Told, owner: MethodReport, baseline: MethodReport): Sentence {
  const difference = differenceOf(report, 'owner', baseline.name);
  const sellers = methodOf(report, 'best_sellers');
  const besidesFr = sellers && sellers !== baseline ? ` et ${hundredths(sellers.hit3)} avec les meilleures ventes` : '';
  const besidesEn = sellers && sellers !== baseline ? ` and ${hundredths(sellers.hit3)} with the best sellers` : '';
  return sentence(
    `Sur 100 clients qui ont commandé dans les ${report.horizonDays} jours, ${hundredths(owner.hit3)} ont pris l’un des trois vins proposés par vos réglages (${rangeFr(owner.hit3)}), contre ${hundredths(baseline.hit3)} avec la meilleure règle simple mise aux mêmes places, « ${baseline.title.fr} » (${rangeFr(baseline.hit3)})${besidesFr} : ${verdictFr(difference)}.`,
    `Of 100 clients who ordered within ${report.horizonDays} days, ${hundredths(owner.hit3)} took one of the three wines your weights proposed (${rangeEn(owner.hit3)}), against ${hundredths(baseline.hit3)} with the best simple rule in the same places, "${baseline.title.en}" (${rangeEn(baseline.hit3)})${besidesEn}: ${verdictEn(difference)}.`,
  );
}

function learnedSentence(report: Told, learned: MethodReport): Sentence {
  const overBaseline = differenceOf(report, 'learned', report.bestBaseline ?? '');
  const overOwner = differenceOf(report, 'learned', 'owner');
  return sentence(
    `Le modèle appris sur vos ventes en aurait trouvé ${hundredths(learned.hit3)} (${rangeFr(learned.hit3)}) ; face à vos réglages, ${verdictFr(overOwner)} ; face à la meilleure règle simple, ${verdictFr(overBaseline)}.`,
    `The model learned from your sales would have found ${hundredths(learned.hit3)} (${rangeEn(learned.hit3)}); against your weights, ${verdictEn(overOwner)}; against the best simple rule, ${verdictEn(overBaseline)}.`,
  );
}

function discoverySentence(owner: MethodReport, learned: MethodReport | undefined): Sentence {
  return sentence(
    `Parmi ceux qui ont goûté un vin nouveau pour eux, la lettre l’avait deviné pour ${hundredths(owner.explore.hit3)} sur 100 avec vos réglages, ${hundredths(learned?.explore.hit3 ?? null)} avec le modèle.`,
    `Of those who took a wine new to them, the letter had guessed it for ${hundredths(owner.explore.hit3)} in 100 with your weights, ${hundredths(learned?.explore.hit3 ?? null)} with the model.`,
  );
}

/** What the scenarios' own conditions cost, foremost the days a wine must wait before it is proposed again. */
function conditionsSentence(report: Told, learned: MethodReport): readonly Sentence[] {
  const anyWine = methodOf(report, 'learned_any_wine');
  const cost = (anyWine?.hit3?.low ?? 0) - (learned.hit3?.high ?? 1);
  if (!anyWine || cost <= 0) return [];
  return [
    sentence(
      `Le même modèle, libre des conditions des scénarios, en aurait trouvé ${hundredths(anyWine.hit3)} : ces conditions, dont le délai avant de reproposer un vin (réglage scenarios.rebuy_minimum_days), écartent des vins que ces clients ont pris.`,
      `The same model, free of the scenarios' conditions, would have found ${hundredths(anyWine.hit3)}: these conditions, among them the days a wine must wait before it is proposed again (setting scenarios.rebuy_minimum_days), keep out wines these clients took.`,
    ),
  ];
}

function placesSentence(report: Told): readonly Sentence[] {
  const placed = methodOf(report, 'learned_any_wine');
  const unplaced = report.withoutPlaces.find(({ name }) => name === 'learned');
  if (!unplaced?.hit3 || !placed?.hit3) return [];
  const points = decimal(100 * (unplaced.hit3.value - placed.hit3.value));
  return [
    sentence(
      `Une place de chaque lettre est gardée à la découverte : elle coûte ${points.replace('.', ',')} points, car les trois vins les plus probables auraient servi ${hundredths(unplaced.hit3)} clients sur 100.`,
      `One place of each letter is kept for discovery: it costs ${points} points, as the three likeliest wines would have served ${hundredths(unplaced.hit3)} clients in 100.`,
    ),
  ];
}

function dueSentences({ due }: Told): readonly Sentence[] {
  const last = due.at(-1);
  if (!last || last.said.due.bought === null || last.said.later.bought === null) return [];
  const { days, said } = last;
  const [dueShare, laterShare] = [Math.round(100 * (said.due.bought ?? 0)), Math.round(100 * (said.later.bought ?? 0))];
  return [
    sentence(
      `Quand la fiche attendait une commande dans les ${days} jours, ${dueShare} clients sur 100 sont venus ; quand elle l’attendait plus tard, ${laterShare}.`,
      `When the page expected an order within ${days} days, ${dueShare} clients in 100 came; when it expected it later, ${laterShare}.`,
    ),
  ];
}

function weightsSentence({ weights }: Told): Sentence {
  if (weights.status === 'not_enough_history') {
    return sentence(
      'Pas assez d’historique pour proposer d’autres réglages.',
      'Not enough history to propose other weights.',
    );
  }
  const { gainHit3: gain } = weights;
  if (weights.status === 'keep') {
    return sentence(
      `Les meilleurs autres réglages trouvés ne changent pas sûrement le résultat (${signedFr(gain)} points, ${rangeFr(gain)}) : gardez les vôtres.`,
      `The best other weights found do not surely change the result (${signedEn(gain)} points, ${rangeEn(gain)}): keep yours.`,
    );
  }
  return sentence(
    `D’autres réglages auraient trouvé ${shareFr(gain)} clients de plus sur 100 (${rangeFr(gain)}), jugés sur des mois que la recherche n’avait pas vus. ${takeWeights.byCommand.fr}`,
    `Other weights would have found ${shareEn(gain)} more clients in 100 (${rangeEn(gain)}), judged on months the search had not seen. ${takeWeights.byCommand.en}`,
  );
}

function guardrailsSentence({ methods, published }: Told): Sentence {
  const ours = methods.filter(({ kind }) => kind === 'ours');
  const broken = ours.reduce((sum, { violations }) => sum + violations.total, published.violations);
  return sentence(
    broken === 0
      ? `Aucune règle enfreinte : ni dans les lettres rejouées, ni dans les ${countFr(published.recommendations, 'recommandation')} de la semaine.`
      : `${countFr(broken, 'règle enfreinte', 'règles enfreintes')} : à signaler.`,
    broken === 0
      ? `No rule broken: neither in the letters replayed, nor in the ${countEn(published.recommendations, 'recommendation')} of the week.`
      : `${countEn(broken, 'rule')} broken: please report it.`,
  );
}

function methodOf({ methods }: Told, name: string): MethodReport | undefined {
  return methods.find((method) => method.name === name);
}

function differenceOf({ differences }: Told, of: string, against: string): Difference | undefined {
  const under = against === 'owner' ? 'same_scenarios' : 'same_places';
  return differences.find((one) => one.under === under && one.of === of && one.against === against);
}

function verdictFr(difference: Difference | undefined): string {
  if (!difference?.hit3) return 'écart non mesuré';
  if (!difference.isApart) return `égalité, l’écart (${signedFr(difference.hit3)}) peut être dû au hasard`;
  return difference.hit3.value > 0
    ? `${signedFr(difference.hit3)} points, au-delà du hasard`
    : `${signedFr(difference.hit3)} points : c’est moins bien, et ce n’est pas le hasard`;
}

function verdictEn(difference: Difference | undefined): string {
  if (!difference?.hit3) return 'difference not measured';
  if (!difference.isApart) return `a draw, the difference (${signedEn(difference.hit3)}) may be chance`;
  return difference.hit3.value > 0
    ? `${signedEn(difference.hit3)} points, beyond chance`
    : `${signedEn(difference.hit3)} points: that is worse, and not by chance`;
}

function hundredths(interval: Interval | null): string {
  return interval === null ? '–' : String(Math.round(100 * interval.value));
}

/** Of a gain that is one: without its sign. */
function shareFr(interval: Interval | null): string {
  return signedFr(interval).replace('+', '');
}

function shareEn(interval: Interval | null): string {
  return signedEn(interval).replace('+', '');
}

function signedFr(interval: Interval | null): string {
  return signedEn(interval).replace('.', ',');
}

function signedEn(interval: Interval | null): string {
  if (interval === null) return '–';
  return `${interval.value > 0 ? '+' : ''}${decimal(100 * interval.value)}`.replace('-', '−');
}

function rangeFr(interval: Interval | null): string {
  if (interval === null) return '–';
  return `de ${decimal(100 * interval.low)} à ${decimal(100 * interval.high)}`
    .replaceAll('.', ',')
    .replaceAll('-', '−');
}

function rangeEn(interval: Interval | null): string {
  return interval === null ? '–' : `${decimal(100 * interval.low)} to ${decimal(100 * interval.high)}`;
}

function decimal(number: number): string {
  return String(Math.round(10 * number) / 10);
}
