/** The page of a client as text for a terminal: French, as the estate reads it. */
import pico from 'picocolors';
import type { ClientDocument, ClientPage, Customer360Page, Identity } from '../5-customer360/client-page.ts';
import type { ClientRecommendations } from '../6-recommend/recommendations-of.ts';
import { formatDayFr, formatEuros } from '../values/french.ts';
import { countFr } from '../values/sentence.ts';
import { formatTable } from './output.ts';

const shownDocuments = 10;
const legalBasisWords = {
  soft_opt_in: 'client ayant acheté (vins semblables), peut s’opposer',
  consent: 'consentement donné',
  b2b: 'professionnel',
  none: 'aucune base légale : on ne lui écrit pas',
} as const;

/** The whole page: who, what we may do, what we know, what we propose, and the line behind every sale. */
export function formatClientPage(page: ClientPage, recommended: ClientRecommendations | undefined): string {
  const known = page.customer360;
  return [
    title(page.clientCode, page.identity),
    ...contactLines(page.identity),
    '',
    ...(known ? knowledge(known, page.outlook.fr) : ['Pas de fiche : client de passage, ou aucun calcul encore.']),
    '',
    ...(recommended ? proposals(recommended) : ['Aucune recommandation calculée encore.']),
    '',
    ...sales(page.documents),
  ].join('\n');
}

function title(code: string, identity: Identity): string {
  const name = [identity.civilite, identity.prenom, identity.nom].filter(Boolean).join(' ');
  const kinds = [identity.isTrade ? 'professionnel' : '', identity.isTill ? 'caisse' : ''].filter(Boolean).join(', ');
  return `${pico.bold(name || code)}  ${pico.dim(`${code}${kinds ? ` · ${kinds}` : ''}`)}`;
}

function contactLines(identity: Identity): string[] {
  const place = [identity.adresse, [identity.codePostal, identity.ville].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
  return [place, [identity.email, identity.telephone].filter(Boolean).join(' · ')].filter(Boolean);
}

function knowledge(known: Customer360Page, outlook: readonly string[]): string[] {
  return [
    `Au ${formatDayFr(known.asOf)} : ${pico.bold(known.segment)} (${known.tier})${known.rfmCode ? `, RFM ${known.rfmCode}` : ''}`,
    ...known.explanation.sentences.fr.map((words) => `  ${words}`),
    purchases(known),
    ...outlook,
    favourites('Préfère', known.favouriteFamilies),
    favourites('Cépages', known.favouriteGrapes),
    cellar(known),
    `Écrire : ${legalBasisWords[known.legalBasis]}${refusals(known)}`,
  ].filter(Boolean);
}

function purchases(known: Customer360Page): string {
  const total = `${countFr(known.orderCount, 'commande')}, ${formatEuros(Number(known.netHt), 'fr')} HT net, ${bottles(known.bottles)}`;
  const last = known.lastOrderOn ? ` ; dernière le ${formatDayFr(known.lastOrderOn)}` : '';
  return `Achats : ${total}${last}.`;
}

function favourites(lead: string, listed: Customer360Page['favouriteFamilies']): string {
  const words = listed.slice(0, 3).map(({ name, share }) => `${name} ${Math.round(share * 100)} %`);
  return words.length > 0 ? `${lead} : ${words.join(', ')}.` : '';
}

function cellar(known: Customer360Page): string {
  const wines = (known.cellar ?? []).filter((wine) => wine.bottlesLeft >= 1).slice(0, 4);
  const words = wines.map((wine) => `${wine.wineKey} (${bottles(String(wine.bottlesLeft))})`);
  return words.length > 0 ? `Sans doute encore en cave : ${words.join(', ')}.` : '';
}

function refusals(known: Customer360Page): string {
  const words = [
    known.isOptedOut ? 'a refusé nos lettres' : '',
    known.isProfiled ? '' : 's’oppose au profilage',
    known.isBounced ? 'adresse e-mail en erreur' : '',
    known.hasEmail ? '' : 'sans e-mail',
    known.nextContactOn ? `pas avant le ${formatDayFr(known.nextContactOn)}` : '',
  ].filter(Boolean);
  return words.length > 0 ? ` ; ${words.join(' ; ')}.` : '.';
}

function proposals(recommended: ClientRecommendations): string[] {
  const listed = recommended.recommendations.map((item) => [
    `  ${item.rank}. ${pico.bold(item.label)} (${item.scenario}, ${Math.round(item.score)}/100)`,
    `     ${item.reason}`,
  ]);
  const refused = recommended.refusals.map((refusal) => pico.dim(`  ${refusal.scenario} : ${refusal.sentence}`));
  const lead = listed.length > 0 ? 'Cette semaine :' : 'Cette semaine : rien.';
  return [lead, ...listed.flat(), ...refused];
}

function sales(documents: readonly ClientDocument[]): string[] {
  if (documents.length === 0) return ['Aucune vente.'];
  const rows = documents
    .slice(0, shownDocuments)
    .flatMap((document) =>
      document.lines.map((line) => [
        formatDayFr(line.dateLivraison),
        document.documentId,
        line.produitLabel.slice(0, 40),
        Number(line.qtyLine),
        formatEuros(Number(line.mtHt), 'fr'),
        `${line.provenance.originalName ?? line.provenance.fileHash.slice(0, 8)}:${line.provenance.line}`,
      ]),
    );
  const paths = documents[0]?.lines[0]?.provenance;
  return [
    formatTable(['date', 'document', 'vin', 'qté', 'HT', 'fichier:ligne'], rows),
    documents.length > shownDocuments
      ? pico.dim(`… et ${documents.length - shownDocuments} documents plus anciens (--json les donne tous).`)
      : '',
    paths
      ? pico.dim(`Remonter : ${[paths.archivedPath, paths.stagingPath, paths.curatedPath].filter(Boolean).join(' ← ')}`)
      : '',
  ].filter(Boolean);
}

function bottles(text: string): string {
  const count = Math.round(Number(text));
  return countFr(count, 'bouteille');
}
