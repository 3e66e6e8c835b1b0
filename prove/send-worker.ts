/**
 * One sender in a process of its own, to be killed: sends a campaign until there is nothing left to send, then prints what it
 * needed as one line of JSON. Its clock is the fake Brevo's, so that half an hour of waiting takes seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createBrevo } from '../src/brevo/client.ts';
import { openSending } from '../src/8-campaign/campaigns/open-sending.ts';
import { createLinkMaker } from '../src/8-campaign/links/link-maker.ts';
import { brevoSendingOptions, createBrevoMailer } from '../src/8-campaign/mailers/brevo-mailer.ts';
import { sendCampaign } from '../src/8-campaign/outbox/send-campaign.ts';
import { openDatabase } from '../src/db/database.ts';
import type { SenderOrder, SenderReport } from './sender-process.ts';
import { worldOf } from './sending-stage.ts';

const order: SenderOrder = JSON.parse(process.argv[2] ?? '{}');
process.stdin.on('end', () => process.exit(1)).resume();

const startedAt = Date.now();
const clock = await clockOf(order.fakeUrl, order.speed);
const database = await openDatabase({ url: order.databaseUrl, embeddedFolder: '' });
const world = await worldOf(database, { estate: order.estate, home: order.home, clock });
const brevo = createBrevo({
  ...brevoSendingOptions,
  timeoutMs: order.timeoutMs,
  baseUrl: order.apiUrl,
  apiKey: 'xkeysib-of-the-proof',
  clock,
  sleep: (ms) => sleep(ms / order.speed),
  fetch: async (input, init) => {
    await sleep(order.wireMs);
    return fetch(input, init);
  },
});
const links = createLinkMaker({
  secret: 'the-secret-of-the-proof-is-long-enough',
  publicUrl: 'https://lettres.test',
  estate: order.estate,
});
const sending = {
  campaignId: order.campaignId,
  mailer: createBrevoMailer({ brevo, clock }),
  links,
  now: clock,
  workerId: `sender-${process.pid}`,
};
// The templates are made ready before: a kill shall meet letters in hand, not a template.
await openSending(world, { campaignId: order.campaignId, links });
process.stdout.write(`${JSON.stringify({ isReady: true })}\n`);
const beganAt = Date.now();
const cpuBefore = process.cpuUsage();
for (;;) {
  const report = await sendCampaign(world, sending);
  if (report.outcome !== 'waiting') {
    const { outcome, code } = report;
    const done: SenderReport = {
      outcome,
      ...(code === undefined ? {} : { code }),
      sendingMs: Date.now() - beganAt,
      cpuMs: Math.round((process.cpuUsage(cpuBefore).user + process.cpuUsage(cpuBefore).system) / 1000),
      startMs: beganAt - startedAt,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
      heldMemoryMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    };
    process.stdout.write(`${JSON.stringify(done)}\n`);
    break;
  }
  await sleep(order.pauseMs);
}
await database.close();
process.exit(0);

async function clockOf(fakeUrl: string, speed: number): Promise<() => Date> {
  const { now } = z.object({ now: z.string() }).parse(await (await fetch(`${fakeUrl}/_fake/clock`)).json());
  const [fakeThen, then] = [Date.parse(now), Date.now()];
  return () => new Date(fakeThen + (Date.now() - then) * speed);
}
