/** The week brings contacts at Brevo up to date: after the run, once, where letters leave live, and says when it could not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { readDatabaseFacts } from '../../src/scheduler/alarms/alarm-facts.ts';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { createJobQueue, type Job } from '../../src/scheduler/jobs.ts';
import { meansOf } from '../../src/scheduler/means.ts';
import { runJob } from '../../src/scheduler/run-job.ts';
import { scheduleEstate } from '../../src/scheduler/schedule-estate.ts';
import { pushContactsTask } from '../../src/scheduler/tasks/push-contacts.ts';
import type { Brevo } from '../../src/brevo/client.ts';
import { type SendingCase, sendingCase } from '../8-campaign/outbox/sending-case.ts';
import { clientOf, openFake } from '../fake-brevo/support.ts';
import { houseToolsFor, stubTasks } from './house-case.ts';

const estate = 'domaine';
const monday = new Date('2026-11-16T05:00:00Z');
const atSeven = new Date('2026-11-16T06:00:10Z');
let stage: SendingCase;
let now = monday;

beforeAll(async () => {
  stage = await sendingCase({ clients: 6 });
});
afterAll(() => stage.close());

function toolsWith(brevo: Brevo): HouseTools {
  return { ...houseToolsFor(stage.world, () => now), brevoOf: async () => brevo };
}

async function lookAt(at: Date): Promise<readonly string[]> {
  now = at;
  const { settings } = stage.world;
  const means = await meansOf(stage.world.database, { estate, settings, hasBrevo: true });
  const { requested } = await scheduleEstate(stage.world.database, { estate, settings, means, createdAt: monday }, at);
  return requested.map(({ kind }) => kind);
}

async function doJob(brevo: Brevo): Promise<Job | undefined> {
  const queue = createJobQueue(stage.world.database);
  const [job] = await queue.list(estate, { kind: 'push_contacts' });
  const carried = { estate, jobId: job?.jobId ?? '' };
  await runJob(toolsWith(brevo), stubTasks({ push_contacts: pushContactsTask }), carried, new AbortController().signal);
  return queue.read(estate, carried.jobId);
}

it('an estate that only rehearses tells Brevo of nobody; one that sends, after its run, once', async () => {
  const fake = await openFake();
  const brevo = clientOf(fake);
  const campaignId = await stage.campaign({ letters: 2 });
  const setDry = sql(`update crm.campaigns set is_dry_run = :'dry' where estate_id = 'domaine'`);
  await stage.world.database.execute(setDry, { dry: true });
  expect(await meansOf(stage.world.database, { estate, settings: stage.world.settings, hasBrevo: true })).toEqual({
    brevo: true,
    sendsLive: false,
  });
  const settings = parseSettings({ week: { sends_live: true } });
  expect(await meansOf(stage.world.database, { estate, settings, hasBrevo: false })).toMatchObject({
    sendsLive: false,
  });
  await stage.world.database.execute(setDry, { dry: false });
  expect(campaignId).not.toBe('');

  expect(await lookAt(new Date('2026-11-16T05:30:00Z'))).toEqual(['run']);
  expect(await lookAt(atSeven)).toEqual(['report', 'push_contacts']);
  expect(await lookAt(atSeven)).toEqual([]);
  // The run of the week is still waiting for a worker.
  expect(await doJob(brevo)).toMatchObject({
    state: 'waiting',
    progress: { label: { fr: 'Attend la fin du traitement.' } },
  });
  expect(fake.control.counts().contacts).toBe(0);
  await stage.run(`update app.jobs set state = 'done', ended_at = now() where kind = 'run'`);
  expect(await doJob(brevo)).toMatchObject({ state: 'done', requestedBy: 'cuvee', result: { pushed: 6 } });
  expect(fake.control.counts().contacts).toBe(6);
});

it('a Brevo that does not take them is tried again, then is an alarm', async () => {
  const brevo = clientOf(await openFake());
  const closed: Brevo = {
    ...brevo,
    attributeNames: async () => ({
      outcome: 'unknown',
      reason: 'timeout',
      sentence: { fr: 'Brevo est muet.', en: 'Brevo is silent.' },
    }),
  };
  await createJobQueue(stage.world.database).request({ estate, kind: 'push_contacts', requestedBy: 'Anne' });
  for (let attempt = 1; attempt < 5; attempt++) {
    expect(await doJob(closed)).toMatchObject({
      state: 'waiting',
      progress: { label: { fr: expect.stringContaining('muet') } },
    });
  }
  expect(await doJob(closed)).toMatchObject({ state: 'failed', error: { code: 'BREVO_STOPPED' } });
  const { failedJobs } = await readDatabaseFacts(stage.world.database, { estate, silentSince: now });
  expect(failedJobs.map(({ kind }) => kind)).toEqual(['push_contacts']);
});
