/** How fast one sender hands letters over, and what it holds in memory. */
import { z } from 'zod';
import { letFinish, withStage } from './stage.ts';

export interface ThroughputProof {
  readonly letters: number;
  readonly accepted: number;
  readonly mostPerRecipient: number;
  readonly calls: number;
  readonly seconds: number;
  /** Processor time of the sender alone: what a loaded machine does not change. */
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
  readonly heldMemoryMb: number;
}

/** How Node is told to collect garbage sooner: letters are large texts that live for a second. */
const frugal = ['--max-semi-space-size=4', '--heap-growing-percent=50'];

/** One sender, in a process of its own, real templates, 100 letters a call (Brevo: at most 100 such calls a minute). `isUnbound`: Node's own limits of memory. */
export async function throughputProof(options: {
  letters: number;
  isUnbound?: boolean;
  seed: number;
  databaseUrl?: string;
}): Promise<ThroughputProof> {
  return withStage({ ...options, speed: 1, behaviour: {}, batchSize: 100, timeoutMs: 15_000 }, async (stage) => {
    const campaignId = await stage.nextCampaign(options.letters);
    const report = await letFinish(stage, campaignId, options.isUnbound === true ? [] : frugal);
    if (report?.outcome !== 'sent') throw new Error(`the sender ended with ${JSON.stringify(report)}`);
    const counts = await stage.fake.ask(
      '/_fake/counts',
      z.object({
        mostPerRecipient: z.number(),
        letters: z.object({ accepted: z.number() }),
        calls: z.record(z.string(), z.number()),
      }),
    );
    return {
      letters: options.letters,
      accepted: counts.letters.accepted,
      mostPerRecipient: counts.mostPerRecipient,
      calls: counts.calls['POST /smtp/email'] ?? 0,
      seconds: Math.round(report.sendingMs / 100) / 10,
      cpuSeconds: Math.round(report.cpuMs / 100) / 10,
      peakMemoryMb: report.peakMemoryMb,
      heldMemoryMb: report.heldMemoryMb,
    };
  });
}
