/** Whether the headers of a file suffice to take it; if not, the stop that says what is missing and what we propose. */
import type { SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { sentence } from '../values/sentence.ts';
import { betterDataset } from './headers.ts';
import { draftProfile } from './profile.ts';
import { type ProposedHeader, proposeMapping } from './proposal.ts';
import type { ReadingPlan } from './reading.ts';
import { isDataCell } from './table.ts';
import { stop, UnreadableFile } from './unreadable.ts';

/** A file whose headers do not carry what its dataset requires, with a draft profile that might make them. */
export class UnknownHeaders extends UnreadableFile {
  readonly draft: SourceProfile;

  constructor(fr: string, en: string, draft: SourceProfile) {
    super('UNKNOWN_HEADERS', sentence(fr, en));
    this.draft = draft;
  }
}

/** Throws `UnreadableFile` when the file belongs in another folder or has no headers, `UnknownHeaders` when a required column is missing. */
export function checkMapping(
  plan: ReadingPlan,
  source: { readonly name: string; readonly profile: SourceProfile; readonly earlier: SourceProfile | undefined },
): void {
  const better = betterDataset(plan.headerCells, plan.dataset, source.profile);
  if (better) throw wrongDataset(plan.dataset, better);
  if (plan.mapping.missing.length === 0) return;
  if (plan.headerCells.some(isDataCell) && plan.mapping.headers.every(({ column }) => column === null))
    throw noHeader(plan);
  const proposed = proposalFor(plan, source.profile);
  const draft = draftProfile(source.profile, source.earlier, plan.dataset, proposed);
  const missing = plan.mapping.missing;
  throw new UnknownHeaders(
    `il manque ${missing.map((group) => group.join(' ou ')).join(', ')}. ${proposalFr(proposed)} Voyez-la avec « cuvee profile show ` +
      `${source.name} », confirmez-la avec « cuvee profile save ${source.name} » ; le fichier sera repris au prochain passage.`,
    `${missing.map((group) => group.join(' or ')).join(', ')} is missing. ${proposalEn(proposed)} See it with "cuvee profile show ` +
      `${source.name}", confirm it with "cuvee profile save ${source.name}"; the next run takes the file up again.`,
    draft,
  );
}

/** The mapping we would propose for a planned file. */
export function proposalFor(plan: ReadingPlan, profile: SourceProfile): ProposedHeader[] {
  const rows = plan.sampleRows.map(({ fields }) => fields);
  return proposeMapping(plan.headerCells, rows, plan.dataset, profile);
}

function proposalFr(proposed: readonly ProposedHeader[]): string {
  if (proposed.length === 0) return 'Aucune correspondance ne s’impose : complétez le profil à la main.';
  const lines = proposed.map(
    ({ header, column, confidence }) => `« ${header} » → ${column} (${Math.round(confidence * 100)} %)`,
  );
  return `Correspondance proposée : ${lines.join(' ; ')}.`;
}

function proposalEn(proposed: readonly ProposedHeader[]): string {
  if (proposed.length === 0) return 'No mapping suggests itself: complete the profile by hand.';
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

function wrongDataset(here: Dataset, there: Dataset): UnreadableFile {
  return stop(
    'WRONG_DATASET',
    `ses colonnes sont celles de ${there}, mais il était dans le dossier ${here}. Déposez-le dans le dossier ${there}`,
    `its columns are those of ${there}, but it lay in the folder ${here}. Drop it in the folder ${there}`,
  );
}
