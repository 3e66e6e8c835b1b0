/** `npm run prove -- NAME [--json] …`: long counted proofs. Exit code 0 when the proof holds, 1 when it does not. */
import { proveDockerfile } from './dockerfile.ts';
import { proveMonday } from './monday.ts';
import { provePages } from './pages.ts';
import { proveRace } from './race.ts';
import { proveRoles } from './roles.ts';
import { proveRestore } from './restore.ts';
import { proveSender } from './sender.ts';
import { proveVps } from './vps.ts';
import { proveWebhooks } from './webhooks.ts';
import { proveWeeks } from './weeks.ts';
import { proveYear } from './year.ts';

const [name, ...rest] = process.argv.slice(2);
const proofs: Record<string, (args: readonly string[]) => Promise<boolean>> = {
  dockerfile: proveDockerfile,
  monday: proveMonday,
  pages: provePages,
  race: proveRace,
  roles: proveRoles,
  restore: proveRestore,
  sender: proveSender,
  vps: proveVps,
  webhooks: proveWebhooks,
  weeks: proveWeeks,
  year: proveYear,
};
const proof = proofs[name ?? ''];
if (!proof) {
  process.stderr.write(`Which proof? One of: ${Object.keys(proofs).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await proof(rest)) ? 0 : 1;
}
