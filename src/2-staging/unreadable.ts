/** A file that cannot be taken as it is. It stops alone, with its reason; the run goes on with the others. */
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

/** The reason one file stops. The sentence is a clause about "the file"; the door puts its name in front. */
export class UnreadableFile extends Failure {}

/** Builds the stop: a stable code, and what is wrong and what to do, in both languages. */
export function stop(code: string, fr: string, en: string): UnreadableFile {
  return new UnreadableFile(code, sentence(`${fr}.`, `${en}.`));
}
