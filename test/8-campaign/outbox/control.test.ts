import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseCampaign, resumeCampaign, stopCampaign } from '../../../src/8-campaign/outbox/control.ts';
import { answerAll, hand, type SendingCase, sendingCase, words } from './sending-case.ts';

describe('a campaign that stands still', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 100 });
  });
  afterAll(() => stage.close());

  it('a refused key, no credit, or refusals in a row hold the campaign until a person resumes it', async () => {
    const { campaignId } = await stage.fresh(2);
    let isRefused = true;
    const { mailer } = hand(() => (isRefused ? { outcome: 'halt', code: 'NO_CREDIT', sentence: words } : undefined));
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'held', code: 'NO_CREDIT' });
    expect(await stage.states(campaignId)).toEqual({ queued: 2 });
    isRefused = false;
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    const now = stage.at;
    expect(await resumeCampaign(stage.world, { campaignId, by: 'Claire', now })).toEqual({ state: 'sending' });
    stage.later(1);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent' });

    const other = (await stage.fresh(6)).campaignId;
    const refusing = hand(() => answerAll(1, { outcome: 'refused', code: 'no', sentence: words }));
    const single = { ...refusing.mailer, lettersPerCall: 1 };
    expect(await stage.send(other, single)).toMatchObject({ outcome: 'held', code: 'REFUSED_IN_A_ROW' });
    expect(await stage.states(other)).toEqual({ 'failed:no': 3, queued: 3 });
  });

  it('stop waits for the call under way, and nothing is accepted after it has returned', async () => {
    const { campaignId } = await stage.fresh(60);
    const stopped: string[] = [];
    let stopping: Promise<unknown> | undefined;
    const { mailer, accepted } = hand(async () => {
      stopping ??= stopCampaign(stage.world, { campaignId, by: 'Claire', now: stage.at }).then(() =>
        stopped.push(`after ${accepted.size}`),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(stopped).toEqual([]);
      return undefined;
    });
    await stage.send(campaignId, mailer);
    await stopping;
    expect(stopped).toEqual(['after 20']);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    expect(await stage.states(campaignId)).toEqual({ accepted: 20, 'held:STOPPED': 40 });
  });

  it('paused it stands still, and resumed it goes on with the others', async () => {
    const { campaignId } = await stage.fresh(3);
    const by = { campaignId, by: 'Claire', now: stage.at };
    expect(await pauseCampaign(stage.world, by)).toMatchObject({ refusedBecause: 'NOT_NOW' });
    const { mailer, batches } = hand(() => ({ outcome: 'wait', seconds: 30, sentence: words }));
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'waiting', code: 'CHANNEL_BUSY' });
    expect(await pauseCampaign(stage.world, by)).toEqual({ state: 'paused' });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    expect(batches).toHaveLength(1);
    expect(await resumeCampaign(stage.world, by)).toEqual({ state: 'sending' });
    stage.later(1);
    expect(await stage.send(campaignId, hand().mailer)).toMatchObject({ outcome: 'sent' });
  });
});
