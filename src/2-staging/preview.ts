/** Trying a profile on a file before it counts: what `cuvee profile test` shows. */
import type { SourceProfile } from '../estate/settings.ts';
import { type Dataset, dayColumns } from '../values/dataset.ts';
import type { Sentence } from '../values/sentence.ts';
import { checkMapping, UnknownHeaders } from './check-mapping.ts';
import { DayOrderVotes } from './day-order.ts';
import { datasetProfileOf } from './headers.ts';
import { proposalFor } from './proposal.ts';
import { closePlan, planReading, type ReadingPlan } from './reading.ts';
import { kindOfRow, tableShape } from './table.ts';
import { UnreadableFile } from './unreadable.ts';
import { warningsOf } from './warnings.ts';

const shownRows = 20;

export interface ProfilePreview {
  /** The columns as staging would name them, and below them the first rows, cells as the file has them. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly headers: readonly { readonly header: string; readonly column: string | null }[];
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly headerLine: number;
  /** Why the file would stop, or what a run would say of it; empty when all is well. */
  readonly problems: readonly Sentence[];
  /** Whether a run would take the file. */
  readonly ok: boolean;
}

/** Reads the beginning of a file (absolute path) under a profile. Writes nothing; only the disk's own troubles are thrown. */
export async function testProfile(
  path: string,
  dataset: Dataset,
  profile: SourceProfile,
  name = '',
): Promise<ProfilePreview> {
  try {
    const plan = await planReading(path, dataset, profile);
    closePlan(plan);
    const stopped = stopOf(plan, profile);
    return preview(plan, profile, stopped ? [stopped] : [], name);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const nothing = { columns: [], rows: [], headers: [], encoding: null, delimiter: null, headerLine: 0 };
    return { ...nothing, problems: [error.sentence], ok: false };
  }
}

function stopOf(plan: ReadingPlan, profile: SourceProfile): Sentence | undefined {
  try {
    checkMapping(plan, { name: '', profile });
    return undefined;
  } catch (error) {
    if (error instanceof UnknownHeaders) return error.finding;
    if (error instanceof UnreadableFile) return error.sentence;
    throw error;
  }
}

function preview(plan: ReadingPlan, profile: SourceProfile, stops: readonly Sentence[], name: string): ProfilePreview {
  const { headers, constants } = plan.mapping;
  const shape = tableShape(plan.dataset, headers);
  const rows = plan.sampleRows.filter(({ fields }) => kindOfRow(fields, shape) === 'row');
  const facts = {
    name: name || plan.dataset,
    dataset: plan.dataset,
    strayBytes: 0,
    issues: new Map<string, number>(),
    padded: 0,
    inherited: 0,
    proposed: proposalFor(plan, profile),
    rows: rows.length,
  };
  const warnings = warningsOf({ ...facts, mapping: plan.mapping, dayOrders: dayOrdersOf(plan, profile) });
  const text = plan.source.kind === 'text' ? plan.source : undefined;
  return {
    columns: [...headers.map((header) => header.name), ...constants.map(({ column }) => column)],
    rows: rows.slice(0, shownRows).map(({ line, fields }) => ({
      line,
      cells: [...headers.map((_, place) => fields[place] ?? ''), ...constants.map(({ value }) => value)],
    })),
    headers: headers.map(({ header, column }) => ({ header, column })),
    encoding: text?.finding.encoding ?? null,
    delimiter: text?.dialect.delimiter ?? null,
    headerLine: plan.headerLine,
    problems: [...stops, ...warnings.map((warning) => warning.sentence)],
    ok: stops.length === 0,
  };
}

function dayOrdersOf(plan: ReadingPlan, profile: SourceProfile): Record<string, ReturnType<DayOrderVotes['decide']>> {
  const orders: Record<string, ReturnType<DayOrderVotes['decide']>> = {};
  for (const [place, { column }] of plan.mapping.headers.entries()) {
    if (column === null || !dayColumns[plan.dataset].includes(column)) continue;
    const votes = new DayOrderVotes();
    for (const { fields } of plan.sampleRows) votes.add(fields[place] ?? '');
    orders[column] = votes.decide(datasetProfileOf(profile, plan.dataset).date_order);
  }
  return orders;
}
