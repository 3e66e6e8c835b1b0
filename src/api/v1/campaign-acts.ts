/** What a person does with a campaign: decide, try, rehearse, schedule, send, pause, resume, stop. Sending is always a job. */
import { approveCampaign } from '../../8-campaign/campaigns/approve-campaign.ts';
import { campaignResults } from '../../8-campaign/campaigns/campaign-results.ts';
import { exclusionSentence } from '../../8-campaign/campaigns/exclusion-sentence.ts';
import { goLive } from '../../8-campaign/campaigns/go-live.ts';
import { scheduleCampaign } from '../../8-campaign/campaigns/schedule-campaign.ts';
import { sendTest } from '../../8-campaign/campaigns/send-test.ts';
import { confirmInstance } from '../../8-campaign/instance/sending-instance.ts';
import { sampleLinks } from '../../8-campaign/letters-of/sample-links.ts';
import type { BatchAnswer } from '../../8-campaign/mailer.ts';
import { createDryRunMailer } from '../../8-campaign/mailers/dry-run-mailer.ts';
import { pauseCampaign, resumeCampaign, stopCampaign } from '../../8-campaign/outbox/control.ts';
import { type Rehearsal, rehearseCampaign } from '../../8-campaign/outbox/rehearse-campaign.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import {
  campaignDecidedSchema,
  campaignDecisionSchema,
  campaignParams,
  controlledSchema,
  controlParams,
  controlSchema,
  progressSchema,
  type RehearsalAnswer,
  rehearsalSchema,
  sendAskedSchema,
  testAskedSchema,
  testSentSchema,
  windowSchema,
  windowSetSchema,
} from '../contract/campaigns.ts';
import { jobAskedSchema } from '../contract/jobs.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { refuseUnlessSeen } from './answers.ts';
import { campaignOf, resultsAnswer, windowEtag } from './campaigns.ts';
import { pageWords, unlessRefused } from './refusals.ts';

const controls = { pause: pauseCampaign, resume: resumeCampaign, stop: stopCampaign } as const;

/** Adds what is done with `/campaigns/:campaignId`, and the word that this installation sends. */
export const campaignActRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/campaigns/:campaignId/progress',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'How far the letters are, cheap enough to ask every second',
        params: campaignParams,
        response: { 200: progressSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { campaignId } = request.params;
      const { state } = await campaignOf(database, estate, campaignId);
      return { state, results: resultsAnswer(await campaignResults(database, { estate, campaignId })) };
    },
  );

  app.post(
    '/campaigns/:campaignId/decision',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'Approve, reject or set aside a draft: its letters and its audience together',
        params: campaignParams,
        body: campaignDecisionSchema,
        response: { 200: campaignDecidedSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { campaignId } = request.params;
      await campaignOf(world.database, world.estate, campaignId);
      const { decision, reason, confirmation } = request.body;
      const decided = await approveCampaign(world, {
        campaignId,
        by: person.name,
        decision,
        now: tools.clock(),
        ...(reason === undefined ? {} : { reason }),
        ...(confirmation === undefined ? {} : { confirmation }),
      });
      const { effectiveAt, expiresAt } = unlessRefused(decided);
      return { effectiveAt: effectiveAt.toISOString(), expiresAt: expiresAt.toISOString() };
    },
  );

  app.put(
    '/campaigns/:campaignId/window',
    {
      config: { access: 'operateur', scope: 'campaigns:write' },
      schema: {
        tags: ['campaigns'],
        summary: 'From when, and until when, letters may leave',
        params: campaignParams,
        body: windowSchema,
        response: { 200: windowSetSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { campaignId } = request.params;
      const campaign = await campaignOf(world.database, world.estate, campaignId);
      const { state } = campaign;
      refuseUnlessSeen(request, windowEtag(campaign), () => ({
        state,
        sendAfter: campaign.sendAfter?.toISOString() ?? null,
        sendBefore: campaign.sendBefore?.toISOString() ?? null,
      }));
      const { sendAfter, sendBefore } = request.body;
      const set = await scheduleCampaign(world, {
        campaignId,
        sendAfter: new Date(sendAfter),
        by: person.name,
        ...(sendBefore === undefined ? {} : { sendBefore: new Date(sendBefore) }),
      });
      const window = unlessRefused(set);
      return { sendAfter: window.sendAfter.toISOString(), sendBefore: window.sendBefore.toISOString() };
    },
  );

  app.post(
    '/campaigns/:campaignId/rehearsal',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'A dry run now: what would leave, what stands in the way; writes and sends nothing',
        params: campaignParams,
        response: { 200: rehearsalSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { campaignId } = request.params;
      await campaignOf(world.database, world.estate, campaignId);
      return rehearsalAnswer(
        await rehearseCampaign(world, {
          campaignId,
          mailer: createDryRunMailer(),
          links: sampleLinks,
          now: tools.clock,
        }),
      );
    },
  );

  app.post(
    '/campaigns/:campaignId/test',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'A test to an address of the house; a dry run where no channel is set up',
        params: campaignParams,
        body: testAskedSchema,
        response: { 200: testSentSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { channel, campaignId } = await campaignOf(world.database, world.estate, request.params.campaignId);
      const { clientCode, to = person.email } = request.body;
      if (to === '') throw noAddress();
      const live = await tools.mailerOf?.(world, channel);
      const sent = await sendTest(world, {
        campaignId,
        to,
        by: person.name,
        now: tools.clock(),
        ...(live ?? { mailer: createDryRunMailer(), links: sampleLinks }),
        ...(clientCode === undefined ? {} : { clientCode }),
      });
      const { letterCount, answers } = unlessRefused(sent);
      return { to, letterCount, isDryRun: live === undefined, problems: answers.flatMap(problemsOf) };
    },
  );

  app.post(
    '/campaigns/:campaignId/send',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'Ask the worker to send an approved campaign; without `isLive` it only goes through it',
        params: campaignParams,
        body: sendAskedSchema,
        response: { 202: jobAskedSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { campaignId, state } = await campaignOf(world.database, world.estate, request.params.campaignId);
      if (request.body.isLive) {
        if (state === 'draft') throw notApproved();
        await goLive(world, { campaignId, by: person.name });
      }
      const { jobId } = await tools.jobs.request({
        estate: world.estate,
        kind: 'send_campaign',
        payload: { campaignId },
        requestedBy: person.name,
      });
      return reply.code(202).send({ jobId });
    },
  );

  app.post(
    '/campaigns/:campaignId/:act',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'Pause, resume or stop: no letter leaves after pause or stop has answered',
        params: controlParams,
        body: controlSchema,
        response: { 200: controlledSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { campaignId, act } = request.params;
      await campaignOf(world.database, world.estate, campaignId);
      const { reason, sendBefore } = request.body;
      const answer = await controls[act](world, {
        campaignId,
        by: person.name,
        now: tools.clock(),
        ...(reason === undefined ? {} : { reason }),
        ...(sendBefore === undefined ? {} : { sendBefore: new Date(sendBefore) }),
      });
      const { state } = unlessRefused(answer);
      if (act === 'resume') {
        await tools.jobs.request({
          estate: world.estate,
          kind: 'send_campaign',
          payload: { campaignId },
          requestedBy: person.name,
        });
      }
      return { state };
    },
  );

  app.post(
    '/sending-instance',
    {
      config: { access: 'administrateur', fresh: true },
      schema: { tags: ['campaigns'], summary: 'Say that this installation, and no other, sends for the estate' },
    },
    async (request, reply) => {
      const person = personOf(request);
      await confirmInstance(await tools.worldOf(person), person.name, tools.clock());
      return reply.code(204).send(null);
    },
  );
};

function rehearsalAnswer(rehearsal: Rehearsal): RehearsalAnswer {
  const { gate, changed, wouldLeave, wouldBeExcluded, firstLetters, dailyLimit, isInstanceConfirmed } = rehearsal;
  const obstacles = [
    ...(changed ? [{ code: changed.refusedBecause, sentence: pageWords(changed.sentence) }] : []),
    ...(gate.verdict === 'open' ? [] : [{ code: gate.code, sentence: pageWords(gate.sentence) }]),
  ];
  return {
    wouldLeave,
    wouldBeExcluded: wouldBeExcluded.map(({ code, clients }) => ({
      code,
      clients,
      sentence: pageWords(exclusionSentence(code)),
    })),
    firstLetters,
    dailyLimit,
    isInstanceConfirmed,
    obstacles,
  };
}

/** What the channel said of a test that it did not take. */
function problemsOf(answer: BatchAnswer): Sentence[] {
  if (answer.outcome !== 'answered') return [answer.sentence];
  return answer.letters.flatMap((letter) => ('sentence' in letter ? [letter.sentence] : []));
}

function noAddress(): Problem {
  return new Problem(
    'wrong',
    'NO_ADDRESS',
    sentence(
      'Votre compte n’a pas d’adresse e-mail : dites où envoyer l’essai.',
      'Your account has no e-mail address: say where the test goes.',
    ),
  );
}

function notApproved(): Problem {
  return new Problem(
    'refused',
    'NOT_APPROVED',
    sentence(
      'Cette campagne n’est pas encore validée : rien ne peut partir.',
      'This campaign is not approved yet: nothing may leave.',
    ),
  );
}
