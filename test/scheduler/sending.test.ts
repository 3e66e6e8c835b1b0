import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { createJobQueue, type Job, type JobQueue } from '../../src/scheduler/jobs.ts';
import { sendingRound } from '../../src/scheduler/rounds/sending.ts';
import { runJob } from '../../src/scheduler/run-job.ts';
import { sendCampaignTask } from '../../src/scheduler/tasks/send-campaign.ts';
import { hand, links, type SendingCase, sendingCase } from '../8-campaign/outbox/sending-case.ts';
import { houseToolsFor, stubTasks } from './house-case.ts';

let stage: SendingCase;
let queue: JobQueue;
const estate = 'domaine';
const { mailer, accepted } = hand();

beforeAll(async () => {
  stage = await sendingCase();
  queue = createJobQueue(stage.world.database);
});
afterAll(() => stage.close());

function tools(): HouseTools {
  return { ...houseToolsFor(stage.world, () => stage.at), openChannel: async () => ({ mailer, links }) };
}

/** What the round asks for, done by a worker. */
async function goRound(): Promise<readonly Job[]> {
  await sendingRound.pass(stage.world, tools());
  const asked = await queue.list(estate, { kind: 'send_campaign', state: 'waiting' });
  for (const { jobId } of asked) await doJob(jobId);
  return asked;
}

async function doJob(jobId: string): Promise<Job | undefined> {
  const tasks = stubTasks({ send_campaign: sendCampaignTask });
  await runJob(tools(), tasks, { estate, jobId }, new AbortController().signal);
  return queue.read(estate, jobId);
}

it('an approved campaign leaves in its window, each letter once, and is not asked for again', async () => {
  const campaignId = await stage.campaign({ letters: 12 });
  const [job] = await goRound();
  expect(job?.payload).toEqual({ campaignId });
  const ended = await queue.read(estate, job?.jobId ?? '');
  expect([ended?.state, ended?.result?.outcome, await stage.stateOf(campaignId)]).toEqual(['done', 'sent', 'sent']);
  expect([accepted.size, ...new Set(accepted.values())]).toEqual([12, 1]);
  expect(await goRound()).toEqual([]);
});

it('a dry campaign is only rehearsed, and one whose window has not begun is not touched', async () => {
  const before = accepted.size;
  const dry = await stage.campaign({ letters: 5, firstClient: 20 });
  const early = await stage.campaign({ letters: 5, firstClient: 30 });
  await stage.run(`update crm.campaigns set is_dry_run = true where estate_id = 'domaine' and campaign_id = '${dry}'`);
  await stage.run(
    `update crm.campaigns set send_after = '2026-11-20' where estate_id = 'domaine' and campaign_id = '${early}'`,
  );
  expect(await goRound()).toEqual([]);
  const { jobId } = await queue.request({
    estate,
    kind: 'send_campaign',
    payload: { campaignId: dry },
    requestedBy: 'Claire',
  });
  expect(await doJob(jobId)).toMatchObject({ state: 'done', result: { outcome: 'rehearsed' } });
  expect(accepted.size).toBe(before);
});

it('a sending a person cancelled is not taken up by itself', async () => {
  const campaignId = await stage.campaign({ letters: 5, firstClient: 40 });
  await sendingRound.pass(stage.world, tools());
  const [job] = await queue.list(estate, { kind: 'send_campaign', state: 'waiting' });
  expect(job?.payload).toEqual({ campaignId });
  await queue.cancel(estate, job?.jobId ?? '', 'Claire');
  expect(await goRound()).toEqual([]);
  expect(await stage.stateOf(campaignId)).toBe('approved');
});
