/** What the hash of a journal entry covers: every word of it, in one text that the row gives back exactly. */
import { stableJson } from '../values/stable-json.ts';

export interface EntryWords {
  readonly entryId: string;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
}

/** The text of one entry. Goes through JSON first: what the database keeps is JSON, and the text must be the same from both. */
export function entryText(words: EntryWords): string {
  const { entryId, action, subject, actor, reason, before, after, at } = words;
  return stableJson({
    entryId,
    action,
    subject,
    actor,
    reason,
    before: asJson(before),
    after: asJson(after),
    at: at.toISOString(),
  });
}

function asJson(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));
}
