/** Something edited on the page and saved as a whole: two people who write at once see it, and nobody loses text. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, getVersioned, type Versioned } from './api.ts';
import { useAttempt } from './attempt.ts';
import { readAgain } from './queries.ts';

export interface ToEdit<Answer, Value> {
  /** What was read. What is read again meanwhile changes nothing of what was written. */
  readonly seen: Versioned<Answer>;
  /** Where it is read: `/settings/document`. */
  readonly address: string;
  /** The part of the answer that is edited. */
  readonly read: (answer: Answer) => Value;
  /** Saves over that version; throws what the API refuses. */
  readonly save: (value: Value, ifMatch: string | undefined) => Promise<unknown>;
  /** What is read again once it is saved. */
  readonly changes: readonly string[];
}

export interface Edited<Answer, Value> {
  readonly value: Value;
  readonly isChanged: boolean;
  readonly change: (value: Value) => void;
  readonly undo: () => void;
  readonly save: () => void;
  readonly isBusy: boolean;
  /** Why it was not saved. */
  readonly problem: Error | undefined;
  /** What somebody else saved since it was read: for `ConflictDialog`. */
  readonly theirs: Versioned<Answer> | undefined;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly backToMine: () => void;
}

export function useEdited<Answer, Value>(what: ToEdit<Answer, Value>): Edited<Answer, Value> {
  const { seen, address, read, changes } = what;
  // The version the person began from stays the one they save over.
  const [draft, setDraft] = useState<{ readonly value: Value; readonly on: string | undefined }>();
  const [theirs, setTheirs] = useState<Versioned<Answer>>();
  const { isBusy, problem, attempt } = useAttempt();
  const queries = useQueryClient();
  const known = read(seen.value);
  const value = draft ? draft.value : known;
  const saveOver = (version: string | undefined) =>
    void attempt(async () => {
      try {
        await what.save(value, version);
      } catch (thrown) {
        if (!isConflict(thrown)) throw thrown;
        setTheirs(await getVersioned<Answer>(address));
        return;
      }
      setTheirs(undefined);
      await readAgain(queries, changes);
      setDraft(undefined);
    });
  return {
    value,
    isChanged: draft !== undefined && JSON.stringify(draft.value) !== JSON.stringify(known),
    change: (next) => setDraft({ value: next, on: draft ? draft.on : seen.version }),
    undo: () => setDraft(undefined),
    save: () => saveOver(draft ? draft.on : seen.version),
    isBusy,
    problem,
    theirs,
    keepMine: () => saveOver(theirs?.version),
    takeTheirs: () => {
      setDraft(undefined);
      setTheirs(undefined);
      void readAgain(queries, [address]);
    },
    backToMine: () => setTheirs(undefined),
  };
}

/** Whether a write was refused because somebody else changed the same thing since it was read. */
export function isConflict(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.status === 412;
}
