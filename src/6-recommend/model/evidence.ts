/** What speaks for or against an item for a client, as one row of figures: the only thing a score may be made of. */
import {
  type EvidenceQuestion,
  forget,
  meetItems,
  mostCandidates,
  mostOwned,
  nothingHeard,
  popularItems,
  takeCandidates,
} from './candidates.ts';
import { columnsOf, type EvidenceColumn } from './evidence-columns.ts';
import { type Evidence, fillRows, type RowSources } from './evidence-rows.ts';
import type { Ground } from './ground.ts';
import { emptyLeaning, readLeaning } from './taste.ts';

/** Reads evidence from one ground, client after client, with the same scratch. */
export interface EvidenceReader {
  readonly columns: readonly EvidenceColumn[];
  /** Never more candidates than this for one client. */
  readonly mostCandidates: number;
  read(question: EvidenceQuestion): Evidence;
}

export function evidenceReader(ground: Ground): EvidenceReader {
  const columns = columnsOf(ground);
  const heard = nothingHeard(ground);
  const sources: RowSources = {
    heard,
    own: new Float32Array(mostOwned(ground)),
    leaning: emptyLeaning(ground.taste),
  };
  const popular = popularItems(ground);
  const most = mostCandidates(ground);
  const evidence: Evidence = {
    count: 0,
    repeats: 0,
    items: new Int32Array(most),
    entries: new Int32Array(most + 1),
    rows: new Float32Array(most * columns.length),
  };
  return {
    columns,
    mostCandidates: most,
    read(question) {
      meetItems(ground, heard, question.client);
      takeCandidates(ground, heard, popular, question, evidence);
      readLeaning(ground.taste, ground.profiles, question.client, sources.leaning);
      fillRows(ground, sources, question, evidence);
      forget(heard);
      return evidence;
    },
  };
}
