/** What the audit of the current list said: the whole, and one client. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { AuditSummary } from './audit-run.ts';
import type { Severity } from './audited-list.ts';

const currentComputation = loadSql(import.meta.url, './current-computation.sql');
const findingsOf = loadSql(import.meta.url, './findings-of.sql');

/** The summary of the current list's audit; undefined before the first. */
export async function lastAudit(session: Session, estate: string): Promise<AuditSummary | undefined> {
  const row = await session.one<{ summary: AuditSummary | null }>(currentComputation, { estate_id: estate });
  return row?.summary ?? undefined;
}

export interface FindingShown {
  /** 0: about the client or the whole list. */
  readonly rank: number;
  readonly code: string;
  readonly severity: Severity;
  readonly fr: string;
  readonly en: string;
}

/** All that was found about one client of the current list, errors first. */
export async function auditFindings(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<readonly FindingShown[]> {
  return session.rows<FindingShown>(findingsOf, { estate_id: estate, client_code: clientCode });
}
