/** Every resource of the API, each in its own file. */
import type { ApiRoutes } from './api-tools.ts';
import { accountRoutes } from './account.ts';
import { clientNoteRoutes } from './client-notes.ts';
import { clientRoutes } from './client.ts';
import { clientsRoutes } from './clients.ts';
import { audienceRoutes } from './audiences.ts';
import { approvalRoutes } from './approvals.ts';
import { campaignActRoutes } from './campaign-acts.ts';
import { campaignLetterRoutes } from './campaign-letters.ts';
import { campaignRoutes } from './campaigns.ts';
import { letterTemplateRoutes } from './letter-templates.ts';
import { recommendationRoutes } from './recommendations.ts';
import { jobRoutes } from './jobs.ts';
import { journalRoutes } from './journal.ts';
import { journeyRoutes } from './journey.ts';
import { clientAudienceRoutes } from './client-audiences.ts';
import { segmentRoutes } from './segments.ts';
import { wineRoutes } from './wines.ts';
import { wineAliasRoutes } from './wine-aliases.ts';
import { documentRoutes } from './documents.ts';
import { brevoKeyRoutes } from './brevo-key.ts';
import { automationRoutes } from './automation.ts';
import { complianceRoutes } from './compliance.ts';
import { houseRoutes } from './house.ts';
import { qualityRoutes } from './quality.ts';
import { resultsRoutes } from './results.ts';
import { settingsRoutes } from './settings.ts';
import { taskRoutes } from './tasks.ts';
import { signInRoutes } from './sign-in.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';
import { homeRoutes } from './home.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './exports.ts';
import { runRoutes } from './runs.ts';
import { profileRoutes } from './profiles.ts';
import { rejectRoutes } from './rejects.ts';
import { dataHealthRoutes } from './data-health.ts';
import { fileRoutes } from './files.ts';

export const resources: readonly ApiRoutes[] = [
  signInRoutes,
  accountRoutes,
  userRoutes,
  tokenRoutes,
  jobRoutes,
  eventRoutes,
  journeyRoutes,
  journalRoutes,
  clientNoteRoutes,
  clientRoutes,
  clientsRoutes,
  clientAudienceRoutes,
  segmentRoutes,
  approvalRoutes,
  campaignActRoutes,
  campaignLetterRoutes,
  campaignRoutes,
  audienceRoutes,
  letterTemplateRoutes,
  recommendationRoutes,
  wineRoutes,
  wineAliasRoutes,
  documentRoutes,
  automationRoutes,
  complianceRoutes,
  houseRoutes,
  brevoKeyRoutes,
  qualityRoutes,
  resultsRoutes,
  settingsRoutes,
  taskRoutes,
  homeRoutes,
  exportRoutes,
  runRoutes,
  profileRoutes,
  rejectRoutes,
  dataHealthRoutes,
  fileRoutes,
];
