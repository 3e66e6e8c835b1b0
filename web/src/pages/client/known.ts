import type { Client } from '../../../../src/api/contract/clients.ts';

export type Known = NonNullable<Client['known']>;
