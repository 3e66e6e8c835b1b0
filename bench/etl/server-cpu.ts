/** What an embedded PostgreSQL used of the processor: on a shared machine seconds of CPU say more than seconds of the clock. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux counts in hundredths of a second. */
const ticksPerSecond = 100;

/** Seconds of CPU of the server of a cluster and of all its processes, the ended ones too; undefined where nobody tells. */
export function serverCpuSeconds(clusterFolder: string): number | undefined {
  try {
    const server = Number(readFileSync(join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const { ticks, endedTicks } = cpuOf(server);
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const living = pids.reduce((sum, pid) => sum + ticksIfChild(Number(pid), server), 0);
    return (ticks + endedTicks + living) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

function ticksIfChild(pid: number, parent: number): number {
  try {
    const { ticks, parentPid } = cpuOf(pid);
    return parentPid === parent ? ticks : 0;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

// The fields of proc(5) behind the name, which may hold blanks: state, parent, …, user, system, and both of ended children.
function cpuOf(pid: number): { readonly parentPid: number; readonly ticks: number; readonly endedTicks: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number]);
  return { parentPid: field(1), ticks: field(11) + field(12), endedTicks: field(13) + field(14) };
}
