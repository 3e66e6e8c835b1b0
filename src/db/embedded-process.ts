/** What we can know of another process by its number alone. */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Whether a process of this number runs, ours or somebody else's. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a file written then is older than this machine's start, give or take a clock set right at boot. */
export function writtenBeforeBoot(writtenAtMs: number): boolean {
  return writtenAtMs < Date.now() - uptime() * 1000 - 5000;
}

/** The name of a living process's program where the system tells it cheaply (Linux); undefined elsewhere. */
export function programOf(pid: number): string | undefined {
  return readProcess(pid, 'comm')?.trim();
}

// A process that ended and that nobody has asked after yet: in a container without an init it stays for ever.
function isZombie(pid: number): boolean {
  return readProcess(pid, 'stat')?.split(') ').at(-1)?.startsWith('Z') ?? false;
}

function readProcess(pid: number, what: 'comm' | 'stat'): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return undefined;
  }
}
