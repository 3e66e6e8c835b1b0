/** Every kind of job with what it does. */
import type { JobKind } from '../jobs.ts';
import { automationTask } from './automation.ts';
import { backupTask } from './backup.ts';
import { collectTask } from './collect.ts';
import { eraseClientTask } from './erase-client.ts';
import { evaluateTask } from './evaluate.ts';
import { pushContactsTask } from './push-contacts.ts';
import { reconcileTask } from './reconcile.ts';
import { reportTask } from './report.ts';
import { restoreDrillTask } from './restore-drill.ts';
import { retentionTask } from './retention.ts';
import { runTask } from './run.ts';
import { sendCampaignTask } from './send-campaign.ts';
import type { Task } from './task.ts';

export const tasks: Readonly<Record<JobKind, Task>> = {
  run: runTask,
  send_campaign: sendCampaignTask,
  reconcile: reconcileTask,
  automation: automationTask,
  evaluate: evaluateTask,
  report: reportTask,
  backup: backupTask,
  restore_drill: restoreDrillTask,
  retention: retentionTask,
  collect_mail: collectTask,
  push_contacts: pushContactsTask,
  erase_client: eraseClientTask,
};
