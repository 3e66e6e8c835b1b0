/** The night's reconciliation with Brevo's report and blocklists. */
import { reconcile } from '../../8-campaign/events/reconcile.ts';
import { sentence } from '../../values/sentence.ts';
import { neededBrevo } from './needed-brevo.ts';
import { refuseCopy } from './refuse-copy.ts';
import type { Task } from './task.ts';

/** Brevo's report lags, and a night may be missed: the stretches overlap. */
const reconciledDays = 4;
const dayMs = 86_400_000;

/** Reconciles the last days. The result tells what was learned, and what could not be asked. */
export const reconcileTask: Task = async ({ world, tools, say }) => {
  const brevo = await neededBrevo(tools, world.estate);
  await refuseCopy(world);
  say(sentence('Rapprochement avec Brevo', 'Reconciling with Brevo'));
  const now = world.clock();
  const told = await reconcile(world, brevo, { since: new Date(now.getTime() - reconciledDays * dayMs), now });
  return { outcome: 'done', result: { ...told } };
};
