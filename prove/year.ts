/**
 * `npm run prove -- year [--clients 300] [--weeks 52] [--seed S] [--json]`: a year of Mondays on the demo estate, against a Brevo
 * whose recipients bounce, complain, leave and click, on a clock that is moved by hand. What must never happen is counted from
 * outside, letter by letter; every count has to be 0.
 */
import { parseArgs } from 'node:util';
import { loadSql } from '../src/db/sql.ts';
import { compareBooks } from './year/books.ts';
import { countFaults, type Fault, type FaultCounts } from './year/counts.ts';
import { createOutside } from './year/readers.ts';
import { openYear, type YearOptions } from './year/stage.ts';
import { liveWeek, type YearUnderWay } from './year/week.ts';
import { createWitness } from './year/witness.ts';

const selectHappenings = loadSql(import.meta.url, './year/what-happened.sql');

type Tally = Readonly<Record<string, number>>;

export interface YearProof {
  readonly weeks: number;
  readonly clients: number;
  readonly seed: number;
  readonly faults: FaultCounts;
  /** The first of each. */
  readonly examples: readonly Fault[];
  readonly letters: number;
  readonly households: number;
  readonly byKind: Tally;
  /** What became of them, by the fake's own account. */
  readonly events: Tally;
  readonly leftOnOurPage: number;
  readonly clicksFollowed: number;
  readonly leftOut: Tally;
  readonly notSent: Tally;
  readonly auditFindings: Tally;
  readonly segmentsMoved: Tally;
  readonly tasks: Tally;
  readonly automation: Tally;
  readonly campaigns: Tally;
  readonly journalEntries: number;
  readonly people: Tally;
  readonly seconds: number;
}

/** Reads the options, lives the year, prints its counts; true when every one is 0. */
export async function proveYear(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '300' },
      weeks: { type: 'string', default: '52' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const proof = await yearProof({
    clients: Number(values.clients),
    weeks: Number(values.weeks),
    seed: Number(values.seed),
    flaws: true,
    years: 3,
    ...(process.env.DATABASE_URL === undefined ? {} : { databaseUrl: process.env.DATABASE_URL }),
    onWeek: (monday, week) => void (values.json || process.stderr.write(`\r${monday}  ${week}/${values.weeks} `)),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return holds(proof);
}

/** Whether nothing happened that must not. */
export function holds({ faults }: Pick<YearProof, 'faults'>): boolean {
  return Object.values(faults).every((count) => count === 0);
}

/** The proof itself, without words: also lived, short, by the tests. */
export async function yearProof(
  options: YearOptions & { readonly onWeek?: (monday: string, week: number) => void },
): Promise<YearProof> {
  const startedAt = performance.now();
  const stage = await openYear(options);
  try {
    const witness = createWitness(stage);
    const outside = createOutside(stage, witness);
    const year: YearUnderWay = { stage, witness, outside, tally: new Map() };
    for (const [week, monday] of stage.mondays.entries()) {
      options.onWeek?.(monday, week + 1);
      await liveWeek(year, monday);
    }
    await compareBooks(stage, witness);
    return await report(year, Math.round((performance.now() - startedAt) / 1000));
  } finally {
    await stage.close();
  }
}

async function report({ stage, witness, outside, tally }: YearUnderWay, seconds: number): Promise<YearProof> {
  const { faults, letters } = witness;
  const happened = await stage.database.one<Happenings>(selectHappenings, { estate_id: stage.estate });
  const { clients, weeks, seed } = stage.options;
  return {
    weeks,
    clients,
    seed,
    faults: countFaults(faults),
    examples: faults.filter(({ name }, at) => faults.findIndex((other) => other.name === name) === at),
    letters: letters.length,
    households: new Set(letters.map(({ email }) => email)).size,
    byKind: tallyOf(letters.map(({ kind }) => kind)),
    events: stage.fake.control.counts().events,
    leftOnOurPage: outside.leftOnOurPage,
    clicksFollowed: outside.clicksFollowed,
    leftOut: happened?.left_out ?? {},
    notSent: happened?.not_sent ?? {},
    auditFindings: happened?.audit_findings ?? {},
    segmentsMoved: happened?.segments_moved ?? {},
    tasks: happened?.tasks ?? {},
    automation: happened?.automation ?? {},
    campaigns: happened?.campaigns ?? {},
    journalEntries: happened?.journal_entries ?? 0,
    people: Object.fromEntries(tally),
    seconds,
  };
}

interface Happenings {
  readonly audit_findings: Tally;
  readonly segments_moved: Tally;
  readonly left_out: Tally;
  readonly not_sent: Tally;
  readonly tasks: Tally;
  readonly automation: Tally;
  readonly campaigns: Tally;
  readonly journal_entries: number;
}

function tallyOf(words: readonly string[]): Tally {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function describe(proof: YearProof): string {
  const { weeks, clients, letters, households, seconds } = proof;
  const wrong = Object.entries(proof.faults);
  return [
    `\n${weeks} Mondays, ${clients} clients, ${letters} letters to ${households} addresses, in ${seconds} s.`,
    '',
    ...wrong.map(([name, count]) => `${String(count).padStart(6)}  ${name}`),
    ...proof.examples.map(({ name, about }) => `        first: ${name}: ${about}`),
    '',
    ...table('Letters by kind', proof.byKind),
    ...table('What became of them', proof.events),
    `  ${proof.leftOnOurPage} left on our own page, ${proof.clicksFollowed} clicks led on by us.`,
    ...table('Clients left out of campaigns, by reason', proof.leftOut),
    ...table('Letters that did not leave', proof.notSent),
    ...table('What the audit found', proof.auditFindings),
    ...table('Segments moved', proof.segmentsMoved),
    ...table('Tasks', proof.tasks),
    ...table('What the rules did', proof.automation),
    ...table('Campaigns', proof.campaigns),
    ...table('People and sender', proof.people),
    `${proof.journalEntries} entries of the journal.`,
    '',
  ].join('\n');
}

function table(title: string, counts: Tally): readonly string[] {
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
  return [title, ...rows.map(([name, count]) => `${String(count).padStart(6)}  ${name}`), ''];
}
