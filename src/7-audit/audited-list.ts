/** What an audit looks at: one client with the list proposed to them, read anew from the warehouse and not from room 6. */
import type { Settings } from '../estate/settings.ts';
import type { Day } from '../values/day.ts';
import type { Sentence } from '../values/sentence.ts';

/** One wine of a list. Money is euros TTC. */
export interface AuditedItem {
  readonly rank: number;
  readonly scenario: string;
  readonly slot: 'repeat' | 'discovery';
  readonly produitKey: string;
  readonly wineKey: string;
  readonly label: string;
  readonly prixTtc: number | null;
  /** Of one 75-cl equivalent. */
  readonly price75clTtc: number | null;
  readonly isActive: boolean;
  /** Null where the estate's stock does not name the product. */
  readonly freeBottles: number | null;
  readonly family: string | null;
  readonly sweetness: string | null;
  /** The last day this client was invoiced the wine, whatever its vintage; null: never. */
  readonly lastBoughtOn: Day | null;
}

/** A word and its share of the client's spend, 0 to 1. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

export interface AuditedClient {
  readonly clientCode: string;
  readonly hasEmail: boolean;
  readonly isOptedOut: boolean;
  readonly isBounced: boolean;
  readonly isTrade: boolean;
  readonly isTill: boolean;
  readonly legalBasis: string;
  /** Of the household: the last marketing message handed over, and how many in the rolling year. */
  readonly lastContactOn: Day | null;
  readonly contactCount365d: number;
  readonly medianPrice75clTtc: number | null;
  readonly meanPrice75clTtc: number | null;
  /** By share of spend, the largest first. */
  readonly sweetness: readonly Share[];
  /** In the order of their ranks. */
  readonly items: readonly AuditedItem[];
}

/** What is the same for every client of an audit. */
export interface AuditContext {
  readonly asOf: Day;
  readonly audit: Settings['audit'];
  readonly guardrails: Settings['guardrails'];
  /** The estate exports its stock: a product it does not name is gone. */
  readonly isStockKnown: boolean;
  /** The day the newest sales export was made; null: none yet. */
  readonly lastImportOn: Day | null;
}

export type Severity = 'error' | 'warning';

/** One thing a rule found: about one wine (`rank` 1 to 3), or about the client or the whole list (0). */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly rank: number;
  readonly sentence: Sentence;
}

/** A rule of the audit: its siblings are the files of `rules/`. Source of all: rules.md, Audit of recommendations. */
export interface AuditRule {
  readonly code: string;
  readonly severity: Severity;
  /** What the rule finds wrong; nothing: an empty list. */
  readonly check: (client: AuditedClient, context: AuditContext) => readonly Found[];
}

/** What a rule says; its code and severity are the rule's. */
export interface Found {
  readonly rank: number;
  readonly sentence: Sentence;
}
