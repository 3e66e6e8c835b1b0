/** Every resource of the API, each in its own file. */
import type { ApiRoutes } from './api-tools.ts';
import { accountRoutes } from './account.ts';
import { clientNoteRoutes } from './client-notes.ts';
import { clientRoutes } from './client.ts';
import { clientsRoutes } from './clients.ts';
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
import { signInRoutes } from './sign-in.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';

export const resources: readonly ApiRoutes[] = [
  signInRoutes,
  accountRoutes,
  userRoutes,
  tokenRoutes,
  jobRoutes,
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
  letterTemplateRoutes,
  recommendationRoutes,
];
