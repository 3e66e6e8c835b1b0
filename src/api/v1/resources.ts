/** Every resource of the API, each in its own file. */
import type { ApiRoutes } from './api-tools.ts';
import { accountRoutes } from './account.ts';
import { clientNoteRoutes } from './client-notes.ts';
import { clientRoutes } from './client.ts';
import { clientsRoutes } from './clients.ts';
import { jobRoutes } from './jobs.ts';
import { journalRoutes } from './journal.ts';
import { journeyRoutes } from './journey.ts';
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
];
