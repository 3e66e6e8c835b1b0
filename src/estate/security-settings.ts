/** How people prove who they are. */
import { z } from 'zod';

export const securitySettings = z
  .strictObject({
    /** Who must give a code of their telephone: `by_role`: approbateurs and administrateurs, but not of a demo estate. */
    second_factor: z.enum(['by_role', 'optional', 'required']).default('by_role'),
  })
  .prefault({});
