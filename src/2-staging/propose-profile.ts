/** The proposal for a source whose headers nobody knows: made from one of its files, kept as a draft for a person to confirm. */
import { draftName, type Settings, type SourceProfile } from '../estate/settings.ts';
import { readSettings, saveProfile } from '../estate/settings-store.ts';
import type { Dataset } from '../values/dataset.ts';
import { stableJson } from '../values/stable-json.ts';
import type { RunWorld } from '../world.ts';
import { mapHeaders } from './headers.ts';
import { chooseProfile, draftProfile, mergeDraft } from './profile.ts';
import { type ProposedHeader, proposalFor } from './proposal.ts';
import { closePlan, planReading } from './reading.ts';

export interface ProfileProposal {
  readonly profile: SourceProfile;
  readonly proposed: readonly ProposedHeader[];
  /** Headers the draft leaves unread, and the groups of required columns it has no header for: a person has to say. */
  readonly unread: readonly string[];
  readonly missing: readonly (readonly string[])[];
}

/**
 * A draft profile for a source from one file (absolute path), with what it rests on. An earlier draft of the source keeps
 * what it says of other datasets. Throws `UnreadableFile` when there is no table in the file.
 */
export async function proposeProfile(
  settings: Settings,
  { file, dataset, source }: { readonly file: string; readonly dataset: Dataset; readonly source: string },
): Promise<ProfileProposal> {
  const { profile } = chooseProfile(settings, source, dataset);
  const plan = await planReading(file, dataset, profile);
  closePlan(plan);
  const proposed = proposalFor(plan, profile);
  const draft = draftProfile(profile, dataset, { proposed, missing: plan.mapping.missing });
  const left = mapHeaders(plan.headerCells, dataset, draft);
  return {
    profile: mergeDraft(draft, settings.profiles[draftName(source)], dataset),
    proposed,
    unread: left.unmapped,
    missing: left.missing,
  };
}

/** Saves a draft for one dataset of a source beside what is in use; does nothing when it is there already. */
export async function keepDraft(
  world: RunWorld,
  source: string,
  dataset: Dataset,
  draft: SourceProfile,
): Promise<void> {
  const name = draftName(source);
  const { settings } = await readSettings(world.database, world.estate);
  const earlier = settings.profiles[name];
  const profile = mergeDraft(draft, earlier, dataset);
  if (stableJson(profile) === stableJson(earlier)) return;
  await saveProfile(world.database, { estate: world.estate, actor: world.actor, name, profile });
}
