/** Whether the headers of a file suffice to take it; if not, the stop that says what is missing and what we propose. */
import { draftName, type SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import { betterDataset } from './headers.ts';
import { assumedType, draftProfile, isTypeAssumed } from './profile.ts';
import { type ProposedHeader, proposalFor } from './proposal.ts';
import type { ReadingPlan } from './reading.ts';
import { isDataCell } from './table.ts';
import { stop, UnreadableFile } from './unreadable.ts';

/** A file whose headers do not carry what its dataset requires, with a draft profile that might make them. */
export class UnknownHeaders extends UnreadableFile {
  readonly draft: SourceProfile;
  /** What is missing and what is proposed, without the advice on what to type. */
  readonly finding: Sentence;

  constructor(finding: Sentence, advice: Sentence, draft: SourceProfile) {
    super('UNKNOWN_HEADERS', sentence(`${finding.fr} ${advice.fr}`, `${finding.en} ${advice.en}`));
    this.finding = finding;
    this.draft = draft;
  }
}

/** Throws `UnreadableFile` when the file belongs in another folder, has no headers or too few, `UnknownHeaders` when a required column is missing. */
export function checkMapping(
  plan: ReadingPlan,
  source: { readonly name: string; readonly profile: SourceProfile },
): void {
  if (plan.unnamedColumns > 0 && plan.source.kind === 'text') throw headerTooShort(plan);
  const better = betterDataset(plan.headerCells, plan.dataset, source.profile);
  if (better) throw wrongDataset(plan.dataset, better);
  const { missing, headers } = plan.mapping;
  if (missing.length === 0) return;
  if (plan.headerCells.some(isDataCell) && headers.every(({ column }) => column === null)) throw noHeader(plan);
  const proposed = proposalFor(plan, source.profile);
  const assumed = isTypeAssumed(missing, proposed) ? assumption : sentence('', '');
  throw new UnknownHeaders(
    sentence(
      `il manque ${missing.map((group) => group.join(' ou ')).join(', ')}. ${proposalFr(proposed)}${assumed.fr}`,
      `${missing.map((group) => group.join(' or ')).join(', ')} is missing. ${proposalEn(proposed)}${assumed.en}`,
    ),
    confirmAdvice(source.name),
    draftProfile(source.profile, plan.dataset, { proposed, missing }),
  );
}

const assumption = sentence(
  ` Aucune colonne ne dit le type des pièces : la proposition lit tout comme ${assumedType}, un montant négatif étant un retour ; si l’export contient des devis, ajoutez-y la colonne du type.`,
  ` No column says what the documents are: the proposal reads all as ${assumedType}, a negative amount being a return; if the export holds quotes, add their type to it.`,
);

function confirmAdvice(source: string): Sentence {
  const show = `cuvee profile show ${draftName(source)}`;
  const save = `cuvee profile save ${source}`;
  return sentence(
    `Voyez-la avec « ${show} », confirmez-la avec « ${save} » ; le fichier sera repris au prochain passage.`,
    `See it with "${show}", confirm it with "${save}"; the next run takes the file up again.`,
  );
}

function proposalFr(proposed: readonly ProposedHeader[]): string {
  if (proposed.length === 0)
    return 'Aucune colonne du fichier ne s’impose : nommez-la dans le profil, ou donnez-lui une valeur fixe (constants).';
  const lines = proposed.map(
    ({ header, column, confidence }) => `« ${header} » → ${column} (${Math.round(confidence * 100)} %)`,
  );
  return `Correspondance proposée : ${lines.join(' ; ')}.`;
}

function proposalEn(proposed: readonly ProposedHeader[]): string {
  if (proposed.length === 0)
    return 'No column of the file suggests itself: name it in the profile, or give it a fixed value (constants).';
  const lines = proposed.map(
    ({ header, column, confidence }) => `"${header}" → ${column} (${Math.round(confidence * 100)} %)`,
  );
  return `Proposed mapping: ${lines.join('; ')}.`;
}

function noHeader(plan: ReadingPlan): UnreadableFile {
  return stop(
    'NO_HEADER',
    `sa ligne ${plan.headerLine} porte des données, pas des noms de colonnes : il n’a pas d’en-têtes. Refaites l’export avec les en-têtes`,
    `its line ${plan.headerLine} holds data, not names of columns: it has no headers. Export it again with headers`,
  );
}

function headerTooShort({ headerLine, headerCells, unnamedColumns }: ReadingPlan): UnreadableFile {
  const names = headerCells.length - unnamedColumns;
  return stop(
    'HEADER_TOO_SHORT',
    `ses en-têtes (ligne ${headerLine}) ont ${names} noms pour ${headerCells.length} colonnes : un nom ou un séparateur y manque, et rien ne dit lequel. Corrigez cette ligne, ou refaites l’export`,
    `its headers (line ${headerLine}) have ${names} names for ${headerCells.length} columns: a name or a delimiter is missing there, and nothing says which. Correct that line, or export it again`,
  );
}

function wrongDataset(here: Dataset, there: Dataset): UnreadableFile {
  return stop(
    'WRONG_DATASET',
    `ses colonnes sont celles de ${there}, mais il était dans le dossier ${here}. Déposez-le dans le dossier ${there}`,
    `its columns are those of ${there}, but it lay in the folder ${here}. Drop it in the folder ${there}`,
  );
}
