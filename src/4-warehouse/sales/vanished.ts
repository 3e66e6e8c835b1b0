/** When a document that an export no longer holds counts as deleted in the cellar software (formats.md, Business rules). */
import type { Settings } from '../../estate/settings.ts';

/** For one document type of one file: the live documents of its window that it holds, and those it no longer does. */
export interface AbsentDocuments {
  readonly documentType: string;
  readonly held: number;
  readonly absent: number;
}

/** What becomes of them: `removed` types leave the sales, `reported` ones stay and are told of. */
export interface VanishedDecision {
  readonly removed: readonly AbsentDocuments[];
  readonly reported: readonly AbsentDocuments[];
  /** Documents the file does hold, with no line that could be read: what was known of them stays. */
  readonly refused: number;
}

/**
 * An export proves a deletion only when it tells its window again: when it holds at least
 * `import.vanished_minimum_overlap` of the live documents there. A partial export proves nothing.
 */
export function decideVanished(
  absent: readonly AbsentDocuments[],
  settings: Settings['import'],
): Omit<VanishedDecision, 'refused'> {
  const isProof = ({ held, absent: missing }: AbsentDocuments): boolean =>
    settings.vanished_documents === 'remove' && held / (held + missing) >= settings.vanished_minimum_overlap;
  return { removed: absent.filter(isProof), reported: absent.filter((type) => !isProof(type)) };
}
