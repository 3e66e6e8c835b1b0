/** Starts the processes of the proofs of the sender, and asks the fake what really happened. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { BehaviourChange } from '../src/fake-brevo/behaviour.ts';

export interface SenderOrder {
  readonly databaseUrl: string;
  readonly home: string;
  readonly estate: string;
  readonly campaignId: string;
  readonly fakeUrl: string;
  readonly apiUrl: string;
  readonly speed: number;
  /** Real milliseconds: how long one call may take, and between two looks at the campaign. */
  readonly timeoutMs: number;
  readonly pauseMs: number;
  /** How long a request is under way before Brevo has it. */
  readonly wireMs: number;
}

export interface SenderReport {
  readonly outcome: string;
  readonly code?: string;
  readonly sendingMs: number;
  /** Of its processor time while sending. */
  readonly cpuMs: number;
  readonly startMs: number;
  readonly peakMemoryMb: number;
  readonly heldMemoryMb: number;
}

export interface Started {
  readonly child: ChildProcess;
  /** Lines of JSON it prints. */
  readonly lines: AsyncIterableIterator<unknown>;
}

/** Runs a script of this folder with one argument, as JSON. It ends with us. `flags` are Node's. */
export function start(script: string, argument: unknown, flags: readonly string[] = []): Started {
  const child = spawn(
    process.execPath,
    [...flags, '--import', 'tsx', join(import.meta.dirname, script), JSON.stringify(argument)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: join(import.meta.dirname, '..'),
    },
  );
  return { child, lines: jsonLines(child) };
}

async function* jsonLines(child: ChildProcess): AsyncIterableIterator<unknown> {
  if (!child.stdout) return;
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

export interface FakeProcess {
  readonly url: string;
  readonly apiUrl: string;
  ask<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  close(): Promise<void>;
}

const address = z.object({ url: z.string(), apiUrl: z.string() });

/** A fake Brevo whose clock runs `speed` times as fast as ours. */
export async function startFake(options: {
  seed: number;
  speed: number;
  behaviour: BehaviourChange;
}): Promise<FakeProcess> {
  const { child, lines } = start('fake-process.ts', options);
  const first = await lines.next();
  const { url, apiUrl } = address.parse(first.value);
  return {
    url,
    apiUrl,
    ask: async (path, schema) => schema.parse(await (await fetch(`${url}${path}`)).json()),
    close: () => end(child),
  };
}

/** Ends a process that we started and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

const letters = z.array(z.object({ order: z.number(), email: z.string(), acceptedAtMs: z.number() }));

/** Every letter the fake accepted, in its order. */
export async function lettersOf(fake: FakeProcess): Promise<z.infer<typeof letters>> {
  return fake.ask('/_fake/letters', letters);
}

/** mulberry32: enough to draw delays, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
