/**
 * Room 7, as its types: what an audit of recommendations says and what a person decided. The rules are sibling files of
 * one shape; none is here yet. Reads rooms 4 to 6; never approves by itself.
 */
import type { Sentence } from '../values/sentence.ts';

/** One thing a rule found about one client's recommendations (rules.md, Audit of recommendations). */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly clientCode: string;
  readonly rank?: number;
  readonly sentence: Sentence;
}

/** The score of one client: max(0, 100 − 40 × errors − 10 × warnings); eligible without error and from 80 on. */
export interface Verdict {
  readonly clientCode: string;
  readonly score: number;
  readonly isEligible: boolean;
  readonly findings: readonly Finding[];
}

/** What a named person decided, bound to a hash of the content and audience: any later change voids it. */
export type Approval =
  | { readonly state: 'pending' }
  | { readonly state: 'approved'; readonly by: string; readonly at: Date; readonly contentHash: string }
  | { readonly state: 'rejected'; readonly by: string; readonly at: Date; readonly reason: string }
  | { readonly state: 'flagged'; readonly by: string; readonly at: Date; readonly note: string };
