/** What speaks for or against an item for a client, as one row of figures: the only thing a score may be made of. */
import { CandidateTaker, type EvidenceQuestion, mostCandidates, mostOwned } from './candidates.ts';
import { columnsOf, type EvidenceColumn } from './evidence-columns.ts';
import { type Evidence, fillRows, type RowSources } from './evidence-rows.ts';
import type { Ground } from './ground.ts';
import { hearsayWidth } from './hearsay.ts';
import { listenerOf } from './listen.ts';
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
  const sources: RowSources = {
    said: new Float32Array(hearsayWidth * ground.profiles.itemCount),
    own: new Float32Array(mostOwned(ground)),
    leaning: emptyLeaning(ground.taste),
  };
  const listen = listenerOf(ground, sources.said);
  const taker = new CandidateTaker(ground);
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
      listen(question.client);
      taker.take(sources.said, question, evidence);
      readLeaning(ground.taste, ground.profiles, question.client, sources.leaning);
      fillRows(ground, sources, question, evidence);
      return evidence;
    },
  };
}
