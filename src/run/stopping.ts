/** Why work under way ends before its end: a person cancelled it, or the worker has to go and gives it back. */
import { Failure, RefusedByRule } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

/** A person asked for the work to end. What it had done so far stays; what it was writing is undone. */
export class Cancelled extends RefusedByRule {
  constructor(by: string) {
    super(
      'CANCELLED',
      sentence(
        `Annulé par ${by}. Rien n’a été publié ; vous pouvez relancer quand vous voulez.`,
        `Cancelled by ${by}. Nothing was published; run it again whenever you like.`,
      ),
      { facts: { by } },
    );
    this.name = 'Cancelled';
  }
}

/** The worker stops, or lost the job to another: the work is left as if its process had died, for the next one to take up. */
export class GivenBack extends Failure {
  constructor() {
    super(
      'GIVEN_BACK',
      sentence('Cuvée s’arrête ; le travail sera repris.', 'Cuvée is stopping; the work will be taken up.'),
      {
        retry: 'later',
      },
    );
    this.name = 'GivenBack';
  }
}
