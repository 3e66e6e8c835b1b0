/** The week: every step of the journey, or those from one room on. */
import { z } from 'zod';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { type RunOutcome, runWeek } from '../../run/run-week.ts';
import { isDay, mondayOf } from '../../values/day.ts';
import type { Task, TaskContext } from './task.ts';

const payloadSchema = z.object({
  fromStep: z.string().optional(),
  acceptDrift: z.string().optional(),
  asOf: z.string().refine(isDay).optional(),
});

/** Runs the week as of its Monday, so that a week has one list however late it runs. The result tells the run. */
export const runTask: Task = async (context) => {
  const { fromStep, acceptDrift, asOf } = payloadSchema.parse(context.job.payload);
  const outcome = await runWeek(context.world, {
    asOf: asOf ?? mondayOfJob(context),
    ...(fromStep === undefined ? {} : { fromStep }),
    ...(acceptDrift === undefined ? {} : { acceptDrift }),
    onStep: ({ title, step }) => context.say(title, step),
  });
  const result = resultOf(outcome);
  return outcome.stoppedBy ? { outcome: 'stopped', by: outcome.stoppedBy, result } : { outcome: 'done', result };
};

function mondayOfJob({ job, world, tools }: TaskContext): string {
  return mondayOf(localTimeOf(job.slotAt ?? tools.clock(), world.settings.week.timezone).day);
}

function resultOf({ report, notices }: RunOutcome) {
  const { runId, asOf, totals, clients, recommendations, changes } = report;
  return { runId, asOf, totals, clients, recommendations, changes, notices };
}
