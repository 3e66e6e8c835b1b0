/** What a person says the columns of a file mean, as a profile. Pure. */
import type { SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { datasetProfileOf, normaliseHeader } from './headers.ts';

/** Header as the file writes it → our column; null for one that carries nothing we use. */
export type SaidMapping = Readonly<Record<string, string | null>>;

/** The profile of a source in which each of these headers means what was said; what it says of other headers and datasets stays. */
export function profileOfMapping(base: SourceProfile, dataset: Dataset, said: SaidMapping): SourceProfile {
  const known = datasetProfileOf(base, dataset);
  const spoken = new Set(Object.keys(said).map(normaliseHeader));
  const headers: Record<string, string[]> = {};
  for (const [column, names] of Object.entries(known.headers)) {
    const left = names.filter((name) => !spoken.has(normaliseHeader(name)));
    if (left.length > 0) headers[column] = left;
  }
  for (const [header, column] of Object.entries(said)) {
    if (column !== null) headers[column] = [header, ...(headers[column] ?? [])];
  }
  const ignored = Object.keys(said).filter((header) => said[header] === null);
  const ignoredBefore = known.ignored_headers.filter((header) => !spoken.has(normaliseHeader(header)));
  const own = { ...known, headers, ignored_headers: [...ignoredBefore, ...ignored] };
  return { ...base, status: 'confirmed', datasets: { ...base.datasets, [dataset]: own } };
}
