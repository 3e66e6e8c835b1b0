/** Letters of an approved campaign: as far as its window, its pace and its channel let them leave, then put back until they may. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findCampaign } from '../../8-campaign/campaigns/campaign-row.ts';
import { goLive } from '../../8-campaign/campaigns/go-live.ts';
import { sampleLinks } from '../../8-campaign/letters-of/sample-links.ts';
import { createDryRunMailer } from '../../8-campaign/mailers/dry-run-mailer.ts';
import type { Mailer } from '../../8-campaign/mailer.ts';
import { type SendReport, sendCampaign } from '../../8-campaign/outbox/send-campaign.ts';
import { RefusedByRule } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { Task, TaskContext, TaskEnd } from './task.ts';

const payloadSchema = z.object({ campaignId: z.uuid() });

const sendingWords = sentence('Envoi des lettres', 'Sending letters');
const waitingWords = sentence('En attente', 'Waiting');
const patienceMs = 60_000;

/** Sends what may be sent; a campaign nobody took live is only rehearsed, unless the estate lets its campaigns leave by themselves. */
export const sendCampaignTask: Task = async (context) => {
  const { campaignId } = payloadSchema.parse(context.job.payload);
  const { world, job } = context;
  context.say(sendingWords);
  if (world.settings.week.sends_live) await goLive(world, { campaignId, by: job.requestedBy });
  const campaign = await findCampaign(world.database, world.estate, campaignId);
  const channel = campaign.isDryRun
    ? { mailer: createDryRunMailer(), links: sampleLinks }
    : await context.tools.openChannel(world.estate, campaign.channel);
  const report = await sendCampaign(senderOf(world), {
    campaignId,
    ...channel,
    mailer: counting(channel.mailer, context),
    now: world.clock,
    workerId: `worker-${process.pid}-${randomUUID().slice(0, 8)}`,
    shouldStop: () => context.shouldStop(),
  });
  return endOf(context, report);
};

// The sender stops between two calls by itself: nothing may throw between a letter that left and its mark.
function senderOf(world: World): World {
  return { ...world, progress: { advance: () => {}, end: () => {} } };
}

/** The mailer, telling how many letters the channel took. */
function counting(mailer: Mailer, { note }: TaskContext): Mailer {
  let accepted = 0;
  return {
    ...mailer,
    send: async (batch) => {
      const answer = await mailer.send(batch);
      const letters = answer.outcome === 'answered' ? answer.letters : [];
      accepted += letters.filter(({ outcome }) => outcome === 'accepted').length;
      note(accepted);
      return answer;
    },
  };
}

function endOf({ tools, say }: TaskContext, report: SendReport): TaskEnd {
  // Throws why it was interrupted: cancelled, or given back.
  if (report.outcome === 'interrupted') say(sendingWords);
  const { outcome, code, until, sentence: why, counts } = report;
  const result = { outcome, code: code ?? null, sentence: why ?? null, counts };
  if (outcome === 'refused') return { outcome: 'stopped', by: refusal(report), result };
  const later = new Date(tools.clock().getTime() + patienceMs);
  if (outcome === 'waiting') return { outcome: 'put_back', until: until ?? later, label: why ?? waitingWords };
  return { outcome: 'done', result };
}

function refusal({ code, sentence: why }: SendReport): RefusedByRule {
  return new RefusedByRule(code ?? 'NOT_SENT', why ?? sentence('Rien n’est parti.', 'Nothing left.'));
}
