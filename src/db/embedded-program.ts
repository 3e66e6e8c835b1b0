/** Runs one of PostgreSQL's own programs, as the unprivileged user when we are root. */
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './embedded-binaries.ts';
import type { Owner } from './embedded-home.ts';

export interface EmbeddedServer {
  /** The folder everything of this server lies in. */
  readonly home: string;
  /** The user it runs as when we are root. */
  readonly owner: Owner | undefined;
  readonly binaries: Binaries;
  readonly fsync: boolean;
}

export interface Exit {
  readonly code: number | null;
  /** What it wrote, output and errors together. */
  readonly said: string;
}

/**
 * Runs a program to its end. Its output goes through a file, not a pipe: the server it may leave behind inherits
 * what it writes to, and a pipe would keep us waiting (and the server bound to us) for ever.
 */
export async function runProgram(
  server: EmbeddedServer,
  program: string,
  programArguments: readonly string[],
): Promise<Exit> {
  const saidFile = join(server.home, 'launcher.log');
  const output = await open(saidFile, 'w');
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, programArguments, {
        cwd: server.home,
        env: cleanEnvironment(),
        stdio: ['ignore', output.fd, output.fd],
        windowsHide: true,
        ...server.owner,
      });
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return { code, said: await readFile(saidFile, 'utf8') };
  } finally {
    await output.close();
  }
}

// PGDATA, PGPORT and the like belong to somebody else's server; the programs' own words are read by us, in English.
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' };
}
