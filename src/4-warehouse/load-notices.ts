/** What a person should know after a load, in sentences: what changed, what vanished, what waits for them. */
import type { Collision } from './clients/load-clients.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { SalesLoaded } from './sales/load-sales.ts';
import type { AbsentDocuments } from './sales/vanished.ts';
import type { ShrunkStock } from './stock/shrunk-stock.ts';

export interface LoadFacts {
  readonly sales: readonly SalesLoaded[];
  readonly rewoundSources: readonly string[];
  readonly collisions: readonly Collision[];
  /** Codes of clients that differ by leading zeros alone, together. */
  readonly codesApartByZeros: readonly (readonly string[])[];
  readonly aliasesToConfirm: readonly { readonly aliasKey: string; readonly wineKey: string }[];
  readonly shrunkStock: readonly ShrunkStock[];
  /** Contacts whose e-mail names no client, or several. */
  readonly unfoundContacts: number;
  readonly hasNewFiles: boolean;
}

/** At most so many names are listed in one sentence. */
const listedNames = 5;

/** The sentences of a load; none when nothing new came. */
export function describeLoad(facts: LoadFacts): Sentence[] {
  if (!facts.hasNewFiles) return [];
  return [
    ...describeDocuments(facts.sales),
    ...facts.sales.flatMap(describeVanished),
    ...facts.rewoundSources.map(describeRewind),
    ...describeSuperseded(facts.sales),
    ...describeCollisions(facts.collisions),
    ...describeApartByZeros(facts.codesApartByZeros),
    ...describeAliases(facts.aliasesToConfirm),
    ...facts.shrunkStock.map(describeShrunk),
    ...describeUnfound(facts.unfoundContacts),
  ];
}

function describeDocuments(sales: readonly SalesLoaded[]): Sentence[] {
  if (sales.length === 0) return [];
  const total = (count: (file: SalesLoaded) => number): number => sales.reduce((sum, file) => sum + count(file), 0);
  const added = total((file) => file.documentsNew);
  const changed = total((file) => file.documentsChanged);
  const unchanged = total((file) => file.documentsUnchanged);
  const vanished = total((file) => file.documentsVanished);
  return [
    sentence(
      `Ventes : ${countFr(added, 'document nouveau', 'documents nouveaux')}, ${countFr(changed, 'modifié')}, ${countFr(unchanged, 'inchangé')}, ${countFr(vanished, 'disparu')}.`,
      `Sales: ${countEn(added, 'new document')}, ${countEn(changed, 'changed', 'changed')}, ${countEn(unchanged, 'unchanged', 'unchanged')}, ${countEn(vanished, 'vanished', 'vanished')}.`,
    ),
  ];
}

function describeVanished({ file, vanished }: SalesLoaded): Sentence[] {
  const removed = listTypes(vanished.removed);
  const reported = listTypes(vanished.reported);
  const { refused } = vanished;
  return [
    ...(refused === 0
      ? []
      : [
          sentence(
            `${file.originalName} : ${countFr(refused, 'document déjà connu n’a', 'documents déjà connus n’ont')} plus aucune ligne lisible (cuvee rejects) ; ce qui en était en place le reste.`,
            `${file.originalName}: ${countEn(refused, 'document')} already known without a readable line (cuvee rejects); what was in place of them stays.`,
          ),
        ]),
    ...removed.map(({ list, isOne }) =>
      sentence(
        `${file.originalName} ne contient plus ${list} : ${isOne ? 'ce document a été retiré des ventes. S’il revient dans un export, il sera repris.' : 'ces documents ont été retirés des ventes. S’ils reviennent dans un export, ils seront repris.'}`,
        `${file.originalName} no longer holds ${list}: ${isOne ? 'this document was taken out of the sales. If an export brings it back, so do we.' : 'these documents were taken out of the sales. If an export brings them back, so do we.'}`,
      ),
    ),
    ...reported.map(({ list, isOne }) =>
      sentence(
        `${file.originalName} ne contient pas ${list} de la même période : ${isOne ? 'il est conservé' : 'ils sont conservés'}, car cet export ne reprend pas toute la période (ou vos réglages demandent de seulement le signaler).`,
        `${file.originalName} lacks ${list} of its own period: ${isOne ? 'it is' : 'they are'} kept, as this export does not tell the whole period again (or your settings ask only to report).`,
      ),
    ),
  ];
}

/** `3 FACTURE, 1 AVOIR`, or nothing at all. */
function listTypes(types: readonly AbsentDocuments[]): { readonly list: string; readonly isOne: boolean }[] {
  if (types.length === 0) return [];
  const list = types.map(({ documentType, absent }) => `${absent} ${documentType}`).join(', ');
  return [{ list, isOne: types.reduce((sum, { absent }) => sum + absent, 0) === 1 }];
}

function describeRewind(source: string): Sentence {
  return sentence(
    `Un export plus ancien que les derniers est arrivé (source ${source}) : tous les exports ont été repris dans leur ordre, les plus récents ont le dernier mot.`,
    `An export older than the latest ones arrived (source ${source}): all exports were applied again in their order; the newest have the last word.`,
  );
}

function describeSuperseded(sales: readonly SalesLoaded[]): Sentence[] {
  return sales
    .filter(({ rowsSuperseded }) => rowsSuperseded > 0)
    .map(({ file, rowsSuperseded }) =>
      sentence(
        `${file.originalName} : ${countFr(rowsSuperseded, 'ligne')} de documents qu’un export plus récent a déjà donnés ; le plus récent est gardé.`,
        `${file.originalName}: ${countEn(rowsSuperseded, 'line')} of documents that a newer export already told; the newer one stands.`,
      ),
    );
}

function describeCollisions(collisions: readonly Collision[]): Sentence[] {
  const declared = collisions.filter(({ isDeclared }) => isDeclared);
  const spelled = collisions.filter(({ isDeclared }) => !isDeclared);
  return [
    ...(declared.length === 0 ? [] : [describeDeclared(declared)]),
    ...(spelled.length === 0 ? [] : [describeSpelled(spelled)]),
  ];
}

function describeDeclared(collisions: readonly Collision[]): Sentence {
  const list = listCodes(collisions);
  return sentence(
    `${countFr(collisions.length, 'client est inscrit', 'clients sont inscrits')} sous plusieurs codes dans le fichier clients : ${list}. Vérifiez dans votre logiciel s’il s’agit bien de la même personne.`,
    `${countEn(collisions.length, 'client is registered', 'clients are registered')} under several codes in the client file: ${list}. Check in your software that each is one person.`,
  );
}

function describeSpelled(collisions: readonly Collision[]): Sentence {
  const list = listCodes(collisions);
  return sentence(
    `${countFr(collisions.length, 'code client est écrit', 'codes clients sont écrits')} de plusieurs façons : ${list}. ${collisions.length < 2 ? 'Il est compris comme un seul client.' : 'Chacun est compris comme un seul client.'}`,
    `${countEn(collisions.length, 'client code is written', 'client codes are written')} in several ways: ${list}. ${collisions.length === 1 ? 'It is' : 'Each is'} read as one client.`,
  );
}

/** Two clients until the exports agree: which of them is right only the estate knows. */
function describeApartByZeros(clients: LoadFacts['codesApartByZeros']): Sentence[] {
  if (clients.length === 0) return [];
  const list = listed(clients.map((codes) => codes.join(' / ')));
  return [
    sentence(
      `${countFr(clients.length, 'client a deux codes qui ne diffèrent', 'clients ont deux codes qui ne diffèrent')} que par des zéros en tête : ${list}. Ils comptent comme des clients différents : un tableur a sans doute retiré les zéros. Refaites l’export concerné avec la colonne au format texte ; ses pièces remplaceront les anciennes.`,
      `${countEn(clients.length, 'client has', 'clients have')} two codes that differ by leading zeros alone: ${list}. They count as different clients: a spreadsheet probably took the zeros away. Export that file again with the column as text; its documents will take the place of the old ones.`,
    ),
  ];
}

function listCodes(collisions: readonly Collision[]): string {
  return listed(collisions.map(({ clientCode, sourceCodes }) => `${clientCode} (${sourceCodes.join(' / ')})`));
}

function describeAliases(aliases: LoadFacts['aliasesToConfirm']): Sentence[] {
  if (aliases.length === 0) return [];
  const list = listed(aliases.map(({ aliasKey, wineKey }) => `« ${aliasKey} » = « ${wineKey} » ?`));
  return [
    sentence(
      `${countFr(aliases.length, 'nom de vin ressemble', 'noms de vins ressemblent')} à un vin du catalogue et ${aliases.length < 2 ? 'attend' : 'attendent'} votre avis : ${list}`,
      `${countEn(aliases.length, 'wine name resembles', 'wine names resemble')} a wine of the catalogue and ${aliases.length === 1 ? 'waits' : 'wait'} for your word: ${list}`,
    ),
  ];
}

function describeShrunk({ originalName, rows, rowsBefore }: ShrunkStock): Sentence {
  return sentence(
    `${originalName} : ${countFr(rows, 'ligne')} de stock, contre ${countFr(rowsBefore, 'ligne')} dans l’export précédent. Les vins qui n’y sont plus comptent comme épuisés et ne sont plus proposés ; si l’export est incomplet, refaites-le.`,
    `${originalName}: ${countEn(rows, 'line')} of stock, against ${countEn(rowsBefore, 'line')} in the export before. Wines it no longer names count as sold out and are not proposed; if the export is incomplete, do it again.`,
  );
}

function describeUnfound(contacts: number): Sentence[] {
  if (contacts === 0) return [];
  return [
    sentence(
      `${countFr(contacts, 'contact n’a', 'contacts n’ont')} qu’une adresse e-mail qui n’est celle d’aucun client, ou de plusieurs : conservés à part, ils seront rattachés quand elle n’en désignera qu’un.`,
      `${countEn(contacts, 'contact has', 'contacts have')} only an e-mail that is no client’s, or several clients’: kept apart, they will be joined once it names one.`,
    ),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - listedNames;
  return names.slice(0, listedNames).join(', ') + (more > 0 ? ` … (+${more})` : '');
}
