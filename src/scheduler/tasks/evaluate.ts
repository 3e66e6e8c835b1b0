/** What the recommendations would have found in the estate's past sales. */
import { z } from 'zod';
import { defaultOptions, evaluate } from '../../6-recommend/evaluate/evaluate.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { isDay, mondayOf } from '../../values/day.ts';
import { sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { Task } from './task.ts';

const payloadSchema = z.object({ asOf: z.string().refine(isDay).optional() });

/** The backtest; its report is kept by room 6, the result names it. */
export const evaluateTask: Task = async ({ world, job, say }) => {
  say(sentence('Rejeu des ventes passées', 'Replaying past sales'));
  const asOf =
    payloadSchema.parse(job.payload).asOf ?? mondayOf(localTimeOf(world.clock(), world.settings.week.timezone).day);
  const runId = uuidV7(world.clock());
  await evaluate({ ...world, asOf, runId }, defaultOptions);
  return { outcome: 'done', result: { runId, asOf } };
};
