/** Audits the warehouse as of a day: each rule counted, its worst rows kept with their file and line, one score over all. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { datasetVersion } from '../../4-warehouse/dataset-version.ts';
import { stableHash, stableJson } from '../../values/stable-json.ts';
import type { RunWorld } from '../../world.ts';
import { type DataRule, dataRules } from './data-rules.ts';
import { dataScore } from './data-score.ts';

const knownAudit = loadSql(import.meta.url, './known-data-audit.sql');
const insertAudit = loadSql(import.meta.url, './insert-data-audit.sql');
const insertRules = loadSql(import.meta.url, './insert-data-audit-rules.sql');
const lastAudit = loadSql(import.meta.url, './last-data-audit.sql');

/** A row a rule flags; `fileHash` and `line` lead to the export it came with. */
export interface Offender {
  /** `client:C0142`, `document:FACTURE_1234`, `wine:RIESLING`, `file:clients`. */
  readonly subject: string;
  readonly value: string | null;
  readonly fileHash: string | null;
  readonly line: number | null;
}

export interface CountedRule extends Omit<DataRule, 'count' | 'asks' | 'title'> {
  readonly rowsChecked: number;
  readonly rowsFlagged: number;
  /** At most twenty. */
  readonly worst: readonly Offender[];
}

export interface DataAudit {
  readonly asOf: string;
  readonly score: number;
  /** In the order of `dataRules`. */
  readonly rules: readonly CountedRule[];
}

/** Audits unless the same data was audited as of the same day. Gives the rows written. */
export async function auditData(world: RunWorld): Promise<number> {
  const { estate, asOf, settings } = world;
  const version = await datasetVersion(world.database, estate);
  const auditKey = stableHash({ asOf, version, audit: settings.audit, configHash: world.configHash });
  const known = await world.database.one<{ run_id: string }>(knownAudit, { estate_id: estate, audit_key: auditKey });
  if (known) return known.run_id === world.runId ? 1 + dataRules.length : 0;
  return world.database.transaction(async (session) => {
    const rules = await countAll(session, world);
    const key = { estate_id: estate, audit_key: auditKey };
    await session.execute(insertAudit, { ...key, run_id: world.runId, as_of: asOf, score: dataScore(rules) });
    return 1 + (await session.execute(insertRules, { ...key, rules: stableJson(rules) }));
  });
}

/** The newest audit of an estate's data; undefined before the first run. */
export async function lastDataAudit(session: Session, estate: string): Promise<DataAudit | undefined> {
  const row = await session.one<{ as_of: string; score: string; rules: CountedRule[] }>(lastAudit, {
    estate_id: estate,
  });
  if (!row) return undefined;
  const places = new Map(dataRules.map(({ code }, place) => [code, place]));
  const rules = row.rules.sort((a, b) => (places.get(a.code) ?? 99) - (places.get(b.code) ?? 99));
  return { asOf: row.as_of, score: Number(row.score), rules };
}

async function countAll(session: Session, { estate, asOf, settings, progress }: RunWorld): Promise<CountedRule[]> {
  const counted: CountedRule[] = [];
  for (const { code, severity, weight, count, asks } of dataRules) {
    progress.advance('audit', counted.length, dataRules.length);
    const parameters = {
      estate_id: estate,
      as_of: asOf,
      unrealistic_price: settings.audit.unrealistic_price,
      ...asks,
    };
    const asked = Object.fromEntries(
      Object.entries(parameters).filter(([name]) => count.parameterNames.includes(name)),
    );
    const row = await session.one<Pick<CountedRule, 'rowsChecked' | 'rowsFlagged' | 'worst'>>(count, asked);
    counted.push({ code, severity, weight, rowsChecked: 0, rowsFlagged: 0, worst: [], ...row });
  }
  progress.end();
  return counted;
}
