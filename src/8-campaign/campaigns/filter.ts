/** Whom a campaign is for, as a person says it: scenarios, segments, clusters, or clients by name. All that is said must hold. */
import { type ScenarioId, scenarioIds } from '../../6-recommend/candidate.ts';
import { type CampaignKind, needsWines, scenarioOfKind } from '../letters-of/letter-kind.ts';
import type { Letter } from '../letters/letter.ts';

export interface AudienceFilter {
  readonly scenarios?: readonly ScenarioId[];
  readonly segments?: readonly string[];
  /** Numbers or names of clusters. */
  readonly clusters?: readonly string[];
  readonly clients?: readonly string[];
}

/** The `filter` of `crm.campaigns`: enough to make the campaign again. */
export interface CampaignFilter extends AudienceFilter {
  readonly savedAudience?: string;
  readonly offer?: NonNullable<Letter['offer']>;
}

/** What is said now wins over what was saved under a name. */
export function filterOver(saved: AudienceFilter | undefined, said: CampaignFilter): CampaignFilter {
  return { ...saved, ...said };
}

/** The kind of a campaign whose author named none: one scenario makes its own letter, several leave it to each client. */
export function kindFor(kind: CampaignKind | undefined, scenarios: readonly ScenarioId[] | undefined): CampaignKind {
  if (kind !== undefined) return kind;
  const [only, ...others] = scenarios ?? [];
  return only !== undefined && others.length === 0 ? (only === 'cross-sell' ? 'cross_sell' : only) : 'mixed';
}

/** The scenarios whose wines the letters show; undefined for letters without wines. */
export function scenariosOf(kind: CampaignKind, filter: AudienceFilter): readonly ScenarioId[] | undefined {
  if (!needsWines(kind)) return undefined;
  const own = scenarioOfKind(kind);
  return filter.scenarios ?? (own === undefined ? scenarioIds : [own]);
}

/** A VIP offer whose author names nobody goes to the VIPs. */
export function segmentsOf(kind: CampaignKind, filter: AudienceFilter): readonly string[] | undefined {
  const isOpen = filter.segments === undefined && filter.clusters === undefined && filter.clients === undefined;
  return kind === 'vip_offer' && isOpen ? ['VIP'] : filter.segments;
}
