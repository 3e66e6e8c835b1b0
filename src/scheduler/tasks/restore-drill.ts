/** The weekly drill: the newest backup opened, compared and run again in a scratch database. */
import { restoreDrill } from '../../backup/restore-drill.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { Task } from './task.ts';

/** A drill that finds a difference ends as failed; its findings are the result either way. */
export const restoreDrillTask: Task = async ({ world, say }) => {
  say(sentence('Essai de restauration', 'Restore drill'));
  const result = { ...(await restoreDrill(world, { now: world.clock() })) };
  return result.ok ? { outcome: 'done', result } : { outcome: 'stopped', by: notTheSame(), result };
};

function notTheSame(): Failure {
  return new Failure(
    'DRILL_FAILED',
    sentence(
      'La sauvegarde ne redonne pas les mêmes données : faites-en une neuve et recommencez l’essai.',
      'The backup does not give the same data back: make a new one and run the drill again.',
    ),
  );
}
