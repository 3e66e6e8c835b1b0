/** `npm run prove -- vps [--suite trixie] [--base FOLDER] [--json]`: deploy/vps/prove.sh, in a fresh Debian with its own systemd. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../deploy/vps/prove.sh', import.meta.url));

/** Runs the script with the same options; true when all it asked held. */
export function proveVps(args: readonly string[]): Promise<boolean> {
  return Promise.resolve(spawnSync(script, [...args], { stdio: 'inherit' }).status === 0);
}
