/** The evaluations an estate keeps: the newest whole, the others as one figure each. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';
import type { Interval } from './bootstrap.ts';
import type { EvaluationReport } from './report.ts';

const selectEvaluations = loadSql(import.meta.url, './last-evaluations.sql');

export interface EvaluationListed {
  readonly inputsHash: string;
  readonly asOf: Day;
  readonly computedAt: Date;
  readonly status: EvaluationReport['status'];
  /** Of the owner's weights. */
  readonly hit3: Interval | null;
  /** Null for all but the newest. */
  readonly report: EvaluationReport | null;
}

/** The last evaluations, newest first. */
export async function lastEvaluations(session: Session, estate: string, limit = 30): Promise<EvaluationListed[]> {
  return session.rows<EvaluationListed>(selectEvaluations, { estate_id: estate, limit });
}
