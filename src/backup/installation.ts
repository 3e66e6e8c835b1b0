/** What a backup needs of the installation and a `World` does not carry: its home, its secret, the credentials of its targets. */
import { dirname } from 'node:path';
import { readSecret } from '../estate/secret.ts';
import type { World } from '../world.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Installation {
  readonly home: string;
  readonly secret: string;
  readonly s3?: S3Credentials;
}

/** Reads the environment once for a verb that got a world alone (CUVEE_SECRET, CUVEE_BACKUP_S3_…; see .env.example). */
export async function installationOf(
  { folders }: Pick<World, 'folders'>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Installation> {
  const home = dirname(folders.root);
  const accessKeyId = variables.CUVEE_BACKUP_S3_ACCESS_KEY_ID;
  const secretAccessKey = variables.CUVEE_BACKUP_S3_SECRET_ACCESS_KEY;
  return {
    home,
    secret: await readSecret(home, variables.CUVEE_SECRET?.trim() || undefined),
    ...(accessKeyId && secretAccessKey ? { s3: { accessKeyId, secretAccessKey } } : {}),
  };
}
