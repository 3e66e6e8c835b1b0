/**
 * `npm run prove -- sender --kills N [--letters L] [--seed S] [--json]`: senders in processes of their own are killed with
 * SIGKILL at random instants while a fake Brevo loses requests and replies, breaks before and after accepting, and answers
 * late; in the end nobody has two letters and nobody is skipped without being on the list of the unknown.
 * `npm run prove -- sender --throughput [--letters 10000] [--unbound]`: how fast one sender hands letters over, and what it holds
 * in memory; Node is told to collect garbage early, unless `--unbound`.
 */
import { parseArgs } from 'node:util';
import { holds, type SenderProof, senderProof } from './sender/kills.ts';
import { type ThroughputProof, throughputProof } from './sender/throughput.ts';

/** Reads the options, runs the proof, prints its counts; true when the proof holds. */
export async function proveSender(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '20' },
      letters: { type: 'string' },
      seed: { type: 'string', default: '1' },
      throughput: { type: 'boolean', default: false },
      unbound: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const url = process.env.DATABASE_URL;
  const options = { seed: Number(values.seed), ...(url === undefined ? {} : { databaseUrl: url }) };
  if (values.throughput) {
    const proof = await throughputProof({
      ...options,
      letters: Number(values.letters ?? '10000'),
      isUnbound: values.unbound,
    });
    process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describeThroughput(proof));
    return (
      proof.accepted === proof.letters &&
      proof.mostPerRecipient === 1 &&
      proof.seconds <= 30 &&
      proof.peakMemoryMb <= 200
    );
  }
  const proof = await senderProof({
    ...options,
    kills: Number(values.kills),
    letters: Number(values.letters ?? '3000'),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return holds(proof);
}

function describe(proof: SenderProof): string {
  const faults = Object.entries(proof.faults).map(([fault, count]) => `${fault} ${count}`);
  return [
    `${proof.kills} senders killed (${proof.killsWithLettersInHand} with letters in their hands), ${proof.campaigns} campaigns, ${proof.seconds} s.`,
    `Faults of the fake: ${faults.join(', ') || 'none'}.`,
    `Audience ${proof.audience} = sent ${proof.sent} + excluded ${proof.excluded} + held ${proof.held}: ${proof.isAccountedFor ? 'adds up' : 'DOES NOT ADD UP'}.`,
    `Most letters per recipient ${proof.mostPerRecipient} (${proof.doubled} doubled), skipped ${proof.skipped}, called sent but never accepted ${proof.sentButUnheardOf}, held though accepted ${proof.heldThoughAccepted}.`,
    '',
  ].join('\n');
}

function describeThroughput(proof: ThroughputProof): string {
  return `${proof.accepted} of ${proof.letters} letters accepted in ${proof.seconds} s (${proof.cpuSeconds} s of the sender's processor time), ${proof.calls} calls; the sender held ${proof.heldMemoryMb} MB, at most ${proof.peakMemoryMb} MB.\n`;
}
