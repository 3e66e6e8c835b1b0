/**
 * Why a value could not be read: a value itself, because most files hold some and an exception each would cost more than
 * the row. Codes are stable; the sentence belongs to the room that tells it (3-curated/reject.ts).
 */
export interface Problem<Code extends string = string> {
  readonly problem: Code;
}

/** A problem with its stable code. */
export function problem<Code extends string>(code: Code): Problem<Code> {
  return { problem: code };
}
