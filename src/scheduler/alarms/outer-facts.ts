/** What the world outside the database tells of an estate's well-being: the disk, the certificate, the account at Brevo, the journal. */
import { statfs } from 'node:fs/promises';
import { connect } from 'node:tls';
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import type { Brevo } from '../../brevo/client.ts';
import { Failure } from '../../errors.ts';
import { verifyJournal } from '../../journal/verify-journal.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { mailObstacle } from '../house-mail.ts';
import type { HouseTools } from '../house-tools.ts';

/** Each undefined where it could not be learned, or is of no concern here. */
export interface OuterFacts {
  readonly freeGigabytes: number | undefined;
  /** Until when the certificate of the public address holds. */
  readonly certificateUntil: Date | undefined;
  readonly brevoAccount: BrevoAccountFacts | undefined;
  readonly isJournalWhole: boolean | undefined;
  /** Why reports and alarms cannot reach the people who should get them; null: they can. */
  readonly mailObstacle: Sentence | null | undefined;
}

export type BrevoAccountFacts =
  | { readonly state: 'well'; readonly emailCredits: number | undefined }
  | {
      readonly state: 'refused';
      /** `sealed`: the estate's key was kept under another installation's secret. */
      readonly because: 'key' | 'ip' | 'rights' | 'account' | 'sealed';
      readonly ipAddress: string | undefined;
    };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Asks each thing as often as it may change: the disk every time, each account hourly, certificate and journal daily. */
export function createOuterFacts(): (world: World, tools: HouseTools) => Promise<OuterFacts> {
  // By the client of a key: estates that share an account ask of it once.
  const accounts = createShelf<BrevoAccountFacts | undefined>(hourMs);
  const certificates = createShelf<Date | undefined>(dayMs);
  const journals = createShelf<boolean | undefined>(dayMs);
  return async (world, tools) => {
    const now = tools.clock();
    const brevo = await accountToAsk(world, tools);
    return {
      freeGigabytes: await freeGigabytes(tools.home),
      certificateUntil: await certificates(tools.publicUrl, now, () => certificateUntil(tools.publicUrl)),
      brevoAccount:
        brevo === 'sealed'
          ? { state: 'refused', because: 'sealed', ipAddress: undefined }
          : brevo && (await accounts(brevo, now, () => accountFacts(brevo))),
      isJournalWhole: await journals(
        world.estate,
        now,
        async () => (await verifyJournal(world.database, world.estate)).isWhole,
      ),
      mailObstacle: await mailObstacle(world, tools),
    };
  };
}

/** Keeps an answer for a while; one that could not be had is asked again the next time. */
function createShelf<Value>(
  keptMs: number,
): (key: string | Brevo, now: Date, ask: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string | Brevo, { readonly value: Value; readonly at: number }>();
  return async (key, now, ask) => {
    const known = kept.get(key);
    if (known && Math.abs(now.getTime() - known.at) < keptMs) return known.value;
    const value = await ask();
    if (value !== undefined) kept.set(key, { value, at: now.getTime() });
    return value;
  };
}

async function freeGigabytes(folder: string): Promise<number | undefined> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk && (disk.bavail * disk.bsize) / 1e9;
}

/** The account an estate's letters go through; undefined where there is none, and on a restored copy, which calls nobody. */
async function accountToAsk(world: World, { brevoOf }: HouseTools): Promise<Brevo | 'sealed' | undefined> {
  if (world.settings.campaigns.channel !== 'brevo') return undefined;
  if ((await sendingInstance(world.database, world)).state !== 'confirmed') return undefined;
  return brevoOf(world.estate).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'BREVO_KEY_SEALED') return 'sealed';
    throw error;
  });
}

async function accountFacts(brevo: Brevo): Promise<BrevoAccountFacts | undefined> {
  const answer = await brevo.account();
  if (answer.outcome === 'done') return { state: 'well', emailCredits: answer.value.emailCredits };
  if (answer.outcome !== 'refused') return undefined;
  const { because, ipAddress } = answer;
  return because === 'key' || because === 'ip' || because === 'rights' || because === 'account'
    ? { state: 'refused', because, ipAddress }
    : undefined;
}

/** Until when the certificate of an https address holds; undefined for any other, or where nobody answers. */
async function certificateUntil(publicUrl: string): Promise<Date | undefined> {
  if (!publicUrl.startsWith('https://')) return undefined;
  const { hostname, port } = new URL(publicUrl);
  return new Promise((resolve) => {
    // An expired certificate is what we look for: it must not end the look.
    const socket = connect(
      { host: hostname, port: Number(port || 443), servername: hostname, rejectUnauthorized: false },
      () => {
        const until = new Date(socket.getPeerCertificate().valid_to);
        socket.end();
        resolve(Number.isNaN(until.getTime()) ? undefined : until);
      },
    );
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(undefined));
  });
}
