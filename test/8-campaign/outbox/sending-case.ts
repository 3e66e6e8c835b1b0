/** An estate with a campaign to send, and a mailer that answers what the test wants. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CampaignSeed, fastSettings, seedCampaign, seedEstate, worldOf } from '../../../prove/sending-stage.ts';
import { confirmInstance } from '../../../src/8-campaign/instance/sending-instance.ts';
import type { BatchAnswer, LetterAnswer, LookUp, MailBatch, Mailer } from '../../../src/8-campaign/mailer.ts';
import { sendCampaign, type SendReport } from '../../../src/8-campaign/outbox/send-campaign.ts';
import { createLinkMaker } from '../../../src/8-campaign/links/link-maker.ts';
import type { Sending } from '../../../src/8-campaign/outbox/sending.ts';
import { sql } from '../../../src/db/sql.ts';
import { sentence } from '../../../src/values/sentence.ts';
import type { World } from '../../../src/world.ts';
import { testDatabase } from '../../support/database.ts';

/** A Tuesday, 11:00 in Alsace. */
export const tuesday = new Date('2026-11-17T10:00:00Z');

/** Links of the letters of these tests. */
export const links = createLinkMaker({
  secret: 'a-secret-of-tests-that-is-long-enough',
  publicUrl: 'https://lettres.test',
  estate: 'domaine',
});

export interface SendingCase {
  readonly world: World;
  readonly home: string;
  /** The clock of the sender; a test moves it. */
  at: Date;
  campaign(seed?: Partial<CampaignSeed>): Promise<string>;
  /** A campaign on Tuesday to clients no other had: so one test's letters are nobody's silence in another. */
  fresh(
    letters?: number,
    change?: CampaignSeed['change'],
    leftOut?: number,
  ): Promise<{ readonly campaignId: string; readonly firstClient: number }>;
  send(campaignId: string, mailer: Mailer, more?: Partial<Sending>): Promise<SendReport>;
  /** state or state:code → how many letters. */
  states(campaignId: string): Promise<Record<string, number>>;
  stateOf(campaignId: string): Promise<string | undefined>;
  later(minutes: number): void;
  run(statement: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function sendingCase(
  options: { clients?: number; settings?: Record<string, unknown>; isConfirmed?: boolean } = {},
): Promise<SendingCase> {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  await seedEstate(database, {
    estate: 'domaine',
    clients: options.clients ?? 60,
    settings: { ...fastSettings, ...options.settings },
  });
  const world = await worldOf(database, { estate: 'domaine', home, clock: () => stage.at });
  if (options.isConfirmed !== false) await confirmInstance(world, 'Claire', tuesday);
  let workers = 0;
  let nextClient = 1;
  const stage: SendingCase = {
    world,
    home,
    at: tuesday,
    campaign: async (seed = {}) =>
      (await seedCampaign(world, { letters: 10, now: new Date(stage.at.getTime() - 60_000), ...seed })).campaignId,
    fresh: async (letters = 10, change = {}, leftOut = 0) => {
      stage.at = tuesday;
      const firstClient = nextClient;
      nextClient += letters;
      return { campaignId: await stage.campaign({ letters, firstClient, change, leftOut }), firstClient };
    },
    send: (campaignId, mailer, more = {}) =>
      sendCampaign(world, { campaignId, mailer, links, now: () => stage.at, workerId: `w${++workers}`, ...more }),
    states: async (campaignId) => {
      const rows = await database.rows<{ state: string; count: number }>(
        sql(`select state || coalesce(':' || state_code, '') as state, count(*)::integer as count from crm.outbox
             where estate_id = 'domaine' and campaign_id = :'campaign_id' group by 1 order by 1`),
        { campaign_id: campaignId },
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    stateOf: async (campaignId) =>
      (
        await database.one<{ state: string }>(
          sql(`select state from crm.campaigns where estate_id = 'domaine' and campaign_id = :'campaign_id'`),
          { campaign_id: campaignId },
        )
      )?.state,
    later: (minutes) => (stage.at = new Date(stage.at.getTime() + minutes * 60_000)),
    run: (statement) => database.execute(sql(statement)),
    close: async () => {
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
  return stage;
}

export const words = sentence('…', '…');

/** The same answer to every letter of a call. */
export const answerAll = (letters: number, answer: LetterAnswer): BatchAnswer => ({
  outcome: 'answered',
  letters: Array.from({ length: letters }, () => answer),
});

export const lost: LetterAnswer = { outcome: 'unknown', reason: 'timeout', sentence: words };

export interface Hand {
  readonly mailer: Mailer;
  readonly batches: MailBatch[];
  /** Letters accepted per address. */
  readonly accepted: Map<string, number>;
  readonly lookUps: string[];
}

/** A mailer in a test's hand: accepts everything unless `answer` says otherwise. */
export function hand(
  answer?: (batch: MailBatch) => BatchAnswer | undefined | Promise<BatchAnswer | undefined>,
  lookUp?: (batchId: string) => LookUp | undefined,
): Hand {
  const batches: MailBatch[] = [];
  const accepted = new Map<string, number>();
  const lookUps: string[] = [];
  const mailer: Mailer = {
    channel: 'brevo',
    lettersPerCall: 500,
    async send(batch) {
      batches.push(batch);
      const given = await answer?.(batch);
      if (given) return given;
      for (const { to } of batch.letters) accepted.set(to.email, (accepted.get(to.email) ?? 0) + 1);
      return {
        outcome: 'answered',
        letters: batch.letters.map(({ letterId }) => ({ outcome: 'accepted', messageId: `<${letterId}@brevo.test>` })),
      };
    },
    lookUp: ({ batchId }) => {
      lookUps.push(batchId);
      return Promise.resolve(lookUp?.(batchId));
    },
  };
  return { mailer, batches, accepted, lookUps };
}
