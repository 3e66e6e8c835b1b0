/** Which profile reads the files of a source, and how a draft for an unknown one is made. */
import { builtInProfile, type Settings, type SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { stableHash } from '../values/stable-json.ts';
import { datasetProfileOf } from './headers.ts';
import type { ProposedHeader } from './proposal.ts';

/** The reader’s own version: raising it makes every file be read again, those that were stopped too. */
const readerVersion = 3;

export interface ChosenProfile {
  /** The name in the settings; `isavigne` for a source without a confirmed profile of its own. */
  readonly name: string;
  readonly profile: SourceProfile;
  /** Hash of all that decides how a dataset of this source is read. */
  readonly hash: string;
}

/**
 * The profile of a source, named by its drop folder. A source nobody described is read with the names of `isavigne`, and so
 * is one whose profile is still a draft: a proposal changes nothing before a person has confirmed it.
 */
export function chooseProfile(settings: Settings, source: string, dataset: Dataset): ChosenProfile {
  const own = settings.profiles[source];
  const isUsable = own !== undefined && own.status === 'confirmed';
  const profile = isUsable ? own : (settings.profiles['isavigne'] ?? builtInProfile);
  return { name: isUsable ? source : 'isavigne', profile, hash: hashOf(profile, dataset) };
}

function hashOf(profile: SourceProfile, dataset: Dataset): string {
  const prefixes = profile.document_type_prefixes;
  return stableHash({ readerVersion, dataset: datasetProfileOf(profile, dataset), prefixes });
}

/**
 * What a draft gives every row of an export without a column for it, to be confirmed by a person: a journal of sales that never says
 * what its documents are holds invoices, whose negative lines are returns. It stands for a column the export lacks, and for no other.
 */
export const assumedType = 'FACTURE';

/** Whether no column of a file, proposed ones included, says what its documents are. */
export function isTypeAssumed(
  missing: readonly (readonly string[])[],
  proposed: readonly Pick<ProposedHeader, 'column'>[],
): boolean {
  return missing.flat().includes('document_type') && !proposed.some(({ column }) => column === 'document_type');
}

/** A draft for one dataset of a source from a proposed mapping and what the file lacks, everything else as in `base`. */
export function draftProfile(
  base: SourceProfile,
  dataset: Dataset,
  { proposed, missing }: { proposed: readonly ProposedHeader[]; missing: readonly (readonly string[])[] },
): SourceProfile {
  const known = datasetProfileOf(base, dataset);
  const headers: Record<string, string[]> = { ...known.headers };
  for (const { header, column } of proposed) headers[column] = [...(headers[column] ?? []), header];
  const assumed = isTypeAssumed(missing, proposed) ? { document_type: assumedType } : {};
  const constants = { ...known.constants, ...assumed };
  return { ...base, status: 'draft', datasets: { ...base.datasets, [dataset]: { ...known, headers, constants } } };
}

/** A draft for one dataset on top of the earlier draft of its source, which keeps what it says of all else. */
export function mergeDraft(draft: SourceProfile, earlier: SourceProfile | undefined, dataset: Dataset): SourceProfile {
  if (!earlier) return draft;
  return {
    ...earlier,
    status: 'draft',
    datasets: { ...earlier.datasets, [dataset]: datasetProfileOf(draft, dataset) },
  };
}

/** Each profile of an estate in one line, sorted by name. */
export function describeProfiles(settings: Settings): {
  readonly name: string;
  readonly status: SourceProfile['status'];
  readonly isBuiltIn: boolean;
  readonly datasets: readonly string[];
}[] {
  return Object.entries(settings.profiles)
    .map(([name, profile]) => ({
      name,
      status: profile.status,
      isBuiltIn: name === 'isavigne',
      datasets: Object.keys(profile.datasets).sort(),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
