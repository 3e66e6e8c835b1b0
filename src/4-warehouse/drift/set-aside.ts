/**
 * An export the gate stopped is done again, and the new one tells its days once more: the bad one is set aside for good, so that
 * exporting again is enough. `etl.set_aside` names it for those who read what waits, the journal for people.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence, type Sentence } from '../../values/sentence.ts';
import type { RunWorld } from '../../world.ts';
import type { ExportFacts, LiveFacts } from './drift.ts';

const liveWindow = loadSql(import.meta.url, './live-window.sql');
const insertSetAside = loadSql(import.meta.url, './insert-set-aside.sql');

/** What tells one export from another, and the days it covers. */
export type Told = Pick<ExportFacts, 'source' | 'dataset' | 'fileHash' | 'originalName' | 'firstDay' | 'lastDay'>;

/** What the warehouse holds live of the source of a sales file, inside its days and at all; undefined for others. */
export async function readLive(world: RunWorld, session: Session, file: Told): Promise<LiveFacts | undefined> {
  if (file.dataset !== 'ventes_lignes' || !file.firstDay || !file.lastDay) return undefined;
  return session.one<LiveFacts>(liveWindow, {
    estate: world.estate,
    source: file.source,
    first_day: file.firstDay,
    last_day: file.lastDay,
  });
}

/** The first of the exports after `file` that tells all it would have told; undefined when none does. */
export function replacementOf<File extends Told>(
  file: Told,
  after: readonly File[],
  live: LiveFacts | undefined,
): File | undefined {
  return after.find(
    (newer) => newer.source === file.source && newer.dataset === file.dataset && tellsAgain(newer, file, live),
  );
}

/** Files of clients, products and stock are whole; of sales, the days that the warehouse holds already need no telling again. */
function tellsAgain(newer: Told, file: Told, live: LiveFacts | undefined): boolean {
  if (file.dataset !== 'ventes_lignes' && file.dataset !== 'contacts') return true;
  if (!file.firstDay || !file.lastDay) return true;
  if (!newer.firstDay || !newer.lastDay || newer.lastDay < file.lastDay) return false;
  const known = live?.lastDay ?? '';
  return newer.firstDay <= file.firstDay || (newer.firstDay <= known && known <= file.lastDay);
}

/** Notes that `file` gave way to `newer`; gives the sentence that says so. */
export async function setAside(world: RunWorld, session: Session, file: Told, newer: Told): Promise<Sentence> {
  await session.execute(insertSetAside, {
    estate: world.estate,
    source: file.source,
    dataset: file.dataset,
    file_hash: file.fileHash,
    replaced_by: newer.fileHash,
    run_id: world.runId,
  });
  await writeJournal(session, {
    estate: world.estate,
    actor: world.actor,
    action: 'drift.set_aside',
    subject: file.originalName,
    after: {
      source: file.source,
      dataset: file.dataset,
      hash: file.fileHash,
      replacedBy: newer.originalName,
      replacedByHash: newer.fileHash,
    },
  });
  const isSameName = newer.originalName === file.originalName;
  const [fr, en] = isSameName
    ? ['un autre du même nom', 'another of the same name']
    : [newer.originalName, newer.originalName];
  return sentence(
    `${file.originalName} s’écartait trop des exports précédents ; ${fr}, arrivé après, le remplace : il n’a pas été chargé.`,
    `${file.originalName} was too far from earlier exports; ${en}, which came after it, takes its place: it was not loaded.`,
  );
}
