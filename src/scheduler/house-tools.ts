/** What the scheduler and the worker are given by the door that starts them. */
import type { Caller } from '../8-campaign/calls/call.ts';
import type { ChildProcess } from 'node:child_process';
import type { LinkMaker } from '../8-campaign/links/link-maker.ts';
import type { Mailer } from '../8-campaign/mailer.ts';
import type { Brevo } from '../brevo/client.ts';
import type { Database } from '../db/database.ts';
import type { Log, World } from '../world.ts';

export interface HouseTools {
  /** The pipeline's database, migrated. */
  readonly database: Database;
  readonly openWorld: (estate: string) => Promise<World>;
  readonly clock: () => Date;
  readonly log: Log;
  /** Where the estates' folders live. */
  readonly home: string;
  /** Where a person reads on: links of reports and alarms begin with it. */
  readonly publicUrl: string;
  /** The channel of a live sending and its links. Throws a Failure that says what is missing. */
  readonly openChannel: (estate: string, channel: 'brevo' | 'smtp') => Promise<LiveSending>;
  /** What carries reports and alarms to the estate's own people; undefined where the channel is not set up. Throws BREVO_KEY_SEALED. */
  readonly houseMailer: (estate: string, channel: 'brevo' | 'smtp') => Promise<Mailer | undefined>;
  /** The account that serves an estate, one value per key; undefined without a key. Throws BREVO_KEY_SEALED. */
  readonly brevoOf: (estate: string) => Promise<Brevo | undefined>;
  /** Of the mailbox that an estate's exports come to; undefined where nobody gave one. */
  readonly mailPassword: (world: World) => Promise<string | undefined>;
  /** Starts a process that does one heavy job (apart/apart-process.ts); undefined: heavy work is done in this one. */
  readonly startApart: (() => ChildProcess) | undefined;
  /** Calls servers outside for rules. */
  readonly caller: Caller;
  /** The key an estate's calls are signed with. */
  readonly callKeyOf: (estate: string) => Promise<string>;
}

export interface LiveSending {
  readonly mailer: Mailer;
  readonly links: LinkMaker;
}
