/**
 * A letter as the outbox keeps it: everything it says but the links of its reader, which are made from the letter's own id
 * when it is rendered. So its hash is the hash of the words a person approved, whoever holds the secret of the links.
 */
import { stableHash } from '../../values/stable-json.ts';
import type { Letter } from '../letters/letter.ts';

/** The recommendation a wine of the letter comes from, in the order the wines are shown. */
export interface OutboxItem {
  /** 1 to 3, as the client's list has it. */
  readonly rank: number;
  readonly scenario: string;
  readonly produitKey: string;
  readonly wineKey: string;
  /** `crm.recommendation_hash` of what was approved. */
  readonly contentHash: string;
}

/** The `letter` of `crm.outbox`. A wine's `link` is the estate's page, with its origin behind it. */
export interface OutboxLetter extends Omit<Letter, 'links'> {
  readonly pages: { readonly privacy: string; readonly shop: string | null };
  readonly items: readonly OutboxItem[];
}

/** SHA-256 of what a letter says and of the template it is said with. */
export function letterHash(letter: OutboxLetter, templateHash: string): string {
  return stableHash({ letter, templateHash });
}
