/** What the scheduler and the worker are given by the door that starts them. */
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
  /** What carries reports and alarms to the estate's own people; undefined where the channel is not set up. */
  readonly houseMailer: (channel: 'brevo' | 'smtp') => Mailer | undefined;
  /** Undefined without a key. */
  readonly brevo: Brevo | undefined;
  /** Of the mailbox that exports come to. */
  readonly mailPassword: string | undefined;
}

export interface LiveSending {
  readonly mailer: Mailer;
  readonly links: LinkMaker;
}
