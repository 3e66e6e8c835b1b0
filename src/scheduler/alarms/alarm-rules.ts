/** Every alarm rule, in the order alarms are read. */
import type { AlarmRule } from './alarm.ts';
import { backupUnsafe } from './backup-unsafe.ts';
import { brevoAccount } from './brevo-account.ts';
import { certificateExpiring } from './certificate-expiring.ts';
import { diskLow } from './disk-low.ts';
import { driftClosed } from './drift-closed.ts';
import { jobFailed } from './job-failed.ts';
import { jobTooLong } from './job-too-long.ts';
import { journalBroken } from './journal-broken.ts';
import { lettersHeld } from './letters-held.ts';
import { mailUnable } from './mail-unable.ts';
import { noExport } from './no-export.ts';
import { slotSkipped } from './slot-skipped.ts';
import { webhookSilence } from './webhook-silence.ts';

export const alarmRules: readonly AlarmRule[] = [
  noExport,
  driftClosed,
  jobFailed,
  jobTooLong,
  slotSkipped,
  lettersHeld,
  webhookSilence,
  brevoAccount,
  backupUnsafe,
  diskLow,
  certificateExpiring,
  journalBroken,
  mailUnable,
];
