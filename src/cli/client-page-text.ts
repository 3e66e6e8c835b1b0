/** The page of a client as text for a terminal. Reasons and refusals of recommendations are French: they are the letters' words. */
import pico from 'picocolors';
import type { ClientDocument, ClientPage, Customer360Page, Identity } from '../5-customer360/client-page.ts';
import type { ClientRecommendations } from '../6-recommend/recommendations-of.ts';
import { formatDayFr, formatEuros } from '../values/french.ts';
import { countEn, countFr, type Language, type Sentence, sentence } from '../values/sentence.ts';
import { formatTable } from './output.ts';

const shownDocuments = 10;
const legalBasisWords = {
  soft_opt_in: sentence(
    'client ayant acheté (vins semblables), peut s’opposer',
    'has bought (similar wines), may object',
  ),
  consent: sentence('consentement donné', 'consent given'),
  b2b: sentence('professionnel', 'trade'),
  none: sentence('aucune base légale : on ne lui écrit pas', 'no legal basis: not to be written to'),
} as const;

/** The whole page: who, what we may do, what we know, what we propose, and the line behind every sale. */
export function formatClientPage(
  page: ClientPage,
  recommended: ClientRecommendations | undefined,
  language: Language,
): string {
  const known = page.customer360;
  const nothingKnown = sentence(
    'Pas de fiche : client de passage, ou aucun calcul encore.',
    'No page: a passing client, or nothing computed yet.',
  );
  const nothingProposed = sentence('Aucune recommandation calculée encore.', 'No recommendation computed yet.');
  return [
    title(page.clientCode, page.identity, language),
    ...contactLines(page.identity),
    '',
    ...(known ? knowledge(known, page.outlook[language], language) : [nothingKnown[language]]),
    '',
    ...(recommended ? proposals(recommended, language) : [nothingProposed[language]]),
    '',
    ...sales(page.documents, language),
  ].join('\n');
}

function title(code: string, identity: Identity, language: Language): string {
  const name = [identity.civilite, identity.prenom, identity.nom].filter(Boolean).join(' ');
  const [trade, till] = language === 'fr' ? ['professionnel', 'caisse'] : ['trade', 'till'];
  const kinds = [identity.isTrade ? trade : '', identity.isTill ? till : ''].filter(Boolean).join(', ');
  return `${pico.bold(name || code)}  ${pico.dim(`${code}${kinds ? ` · ${kinds}` : ''}`)}`;
}

function contactLines(identity: Identity): string[] {
  const place = [identity.adresse, [identity.codePostal, identity.ville].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
  return [place, [identity.email, identity.telephone].filter(Boolean).join(' · ')].filter(Boolean);
}

function knowledge(known: Customer360Page, outlook: readonly string[], language: Language): string[] {
  const segment = pico.bold(known.segment);
  const rfm = known.rfmCode ? `, RFM ${known.rfmCode}` : '';
  const head = sentence(
    `Au ${formatDayFr(known.asOf)} : ${segment} (${known.tier})${rfm}`,
    `As of ${known.asOf}: ${segment} (${known.tier})${rfm}`,
  );
  const writing = legalBasisWords[known.legalBasis];
  const not = refusals(known);
  return [
    head[language],
    ...known.explanation.sentences[language].map((words) => `  ${words}`),
    purchases(known)[language],
    ...outlook,
    favourites(sentence('Préfère : ', 'Prefers: ')[language], known.favouriteFamilies),
    favourites(sentence('Cépages : ', 'Grapes: ')[language], known.favouriteGrapes),
    cellar(known)[language],
    sentence(`Écrire : ${writing.fr}${not.fr}`, `Writing: ${writing.en}${not.en}`)[language],
  ].filter(Boolean);
}

function purchases(known: Customer360Page): Sentence {
  const [netFr, netEn] = [formatEuros(Number(known.netHt), 'fr'), formatEuros(Number(known.netHt), 'en')];
  const drunk = bottles(known.bottles);
  const [lastFr, lastEn] = known.lastOrderOn
    ? [` ; dernière le ${formatDayFr(known.lastOrderOn)}`, `; the last on ${known.lastOrderOn}`]
    : ['', ''];
  return sentence(
    `Achats : ${countFr(known.orderCount, 'commande')}, ${netFr} HT net, ${drunk.fr}${lastFr}.`,
    `Purchases: ${countEn(known.orderCount, 'order')}, ${netEn} net excl. VAT, ${drunk.en}${lastEn}.`,
  );
}

function favourites(lead: string, listed: Customer360Page['favouriteFamilies']): string {
  const words = listed.slice(0, 3).map(({ name, share }) => `${name} ${Math.round(share * 100)} %`);
  return words.length > 0 ? `${lead}${words.join(', ')}.` : '';
}

function cellar(known: Customer360Page): Sentence {
  const wines = (known.cellar ?? []).filter((wine) => wine.bottlesLeft >= 1).slice(0, 4);
  if (wines.length === 0) return sentence('', '');
  const list = (language: Language): string =>
    wines.map((wine) => `${wine.wineKey} (${bottles(String(wine.bottlesLeft))[language]})`).join(', ');
  return sentence(`Sans doute encore en cave : ${list('fr')}.`, `Probably still in the cellar: ${list('en')}.`);
}

function refusals(known: Customer360Page): Sentence {
  const { nextContactOn, asOf } = known;
  const waits = nextContactOn !== null && nextContactOn > asOf;
  const said = [
    known.isOptedOut ? sentence('a refusé nos lettres', 'has refused our letters') : null,
    known.isProfiled ? null : sentence('s’oppose au profilage', 'objects to being profiled'),
    known.isBounced ? sentence('adresse e-mail en erreur', 'e-mail address fails') : null,
    known.hasEmail ? null : sentence('sans e-mail', 'no e-mail'),
    waits ? sentence(`pas avant le ${formatDayFr(nextContactOn)}`, `not before ${nextContactOn}`) : null,
  ].filter((one) => one !== null);
  return sentence(`${said.map(({ fr }) => ` ; ${fr}`).join('')}.`, `${said.map(({ en }) => `; ${en}`).join('')}.`);
}

function proposals(recommended: ClientRecommendations, language: Language): string[] {
  const listed = recommended.recommendations.map((item) => [
    `  ${item.rank}. ${pico.bold(item.label)} (${item.scenario}, ${Math.round(item.score)}/100)`,
    `     ${item.reason}`,
  ]);
  const refused = recommended.refusals.map((refusal) => pico.dim(`  ${refusal.scenario} : ${refusal.sentence}`));
  const lead =
    listed.length > 0
      ? sentence('Cette semaine :', 'This week:')
      : sentence('Cette semaine : rien.', 'This week: nothing.');
  return [lead[language], ...listed.flat(), ...refused];
}

function sales(documents: readonly ClientDocument[], language: Language): string[] {
  if (documents.length === 0) return [sentence('Aucune vente.', 'No sale.')[language]];
  const lines = documents
    .slice(0, shownDocuments)
    .flatMap((document) => document.lines.map((line) => ({ document, line })));
  const rows = lines.map(({ document, line }) => [
    language === 'fr' ? formatDayFr(line.dateLivraison) : line.dateLivraison,
    document.documentId,
    line.produitLabel.slice(0, 40),
    Number(line.qtyLine),
    formatEuros(Number(line.mtHt), language),
    `${line.provenance.originalName ?? line.provenance.fileHash.slice(0, 8)}:${line.provenance.line}`,
  ]);
  const older = documents.length - shownDocuments;
  const heads = sentence('date|document|vin|qté|HT|fichier:ligne', 'date|document|wine|qty|net|file:line');
  const more = sentence(
    `… et ${countFr(older, 'document plus ancien', 'documents plus anciens')} (--json les donne tous).`,
    `… and ${countEn(older, 'older document')} (--json gives all of them).`,
  );
  return [
    formatTable(heads[language].split('|'), rows),
    ...(older > 0 ? [pico.dim(more[language])] : []),
    ...waysBack(
      lines.map(({ line }) => line.provenance),
      language,
    ),
  ];
}

/** The way of each file from the curated table back to what the cellar software wrote. */
function waysBack(provenances: readonly ClientDocument['lines'][number]['provenance'][], language: Language): string[] {
  const lead = sentence('Remonter : ', 'Walk back: ')[language];
  const ways = provenances.map(({ archivedPath, stagingPath, curatedPath }) =>
    [archivedPath, stagingPath, curatedPath].filter(Boolean).join(' ← '),
  );
  return [...new Set(ways)].filter(Boolean).map((way) => pico.dim(`${lead}${way}`));
}

function bottles(text: string): Sentence {
  const count = Math.round(Number(text));
  return sentence(countFr(count, 'bouteille'), countEn(count, 'bottle'));
}
