/** The recommendations that may become letters: approved by a person, for exactly the words they say today. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const selectApproved = loadSql(import.meta.url, './approved-items.sql');
const selectCounts = loadSql(import.meta.url, './approval-counts.sql');

export interface ApprovedItem {
  readonly clientCode: string;
  readonly rank: number;
  readonly scenario: string;
  readonly slot: 'repeat' | 'discovery';
  readonly produitKey: string;
  readonly wineKey: string;
  readonly label: string;
  readonly millesime: number | null;
  readonly format: string;
  /** Exact decimal, as text. */
  readonly prixTtc: string | null;
  readonly reason: string;
  readonly contentHash: string;
  readonly inputsHash: string;
}

/** Approved, unexpired items of the current list, by client and rank; only of clients the audit finds eligible. */
export async function approvedItems(
  session: Session,
  { estate, at }: { readonly estate: string; readonly at: Date },
): Promise<readonly ApprovedItem[]> {
  return session.rows<ApprovedItem>(selectApproved, { estate_id: estate, at: at.toISOString() });
}

export interface ApprovalCounts {
  readonly pending: number;
  readonly approved: number;
  readonly rejected: number;
  readonly flagged: number;
  /** Of the pending: items of clients with an error, which nobody can approve. */
  readonly notEligible: number;
}

/** How far the deciding on the current list is, in items. */
export async function approvalCounts(
  session: Session,
  { estate, at }: { readonly estate: string; readonly at: Date },
): Promise<ApprovalCounts> {
  const counts = await session.one<ApprovalCounts>(selectCounts, { estate_id: estate, at: at.toISOString() });
  return counts ?? { pending: 0, approved: 0, rejected: 0, flagged: 0, notEligible: 0 };
}
