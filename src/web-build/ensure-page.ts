/** Has the page built when it is asked for: after a fresh clone, or when its sources changed since. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Failure } from '../errors.ts';
import { type Sentence, sentence } from '../values/sentence.ts';

const project = join(import.meta.dirname, '..', '..');
const web = join(project, 'web');
const built = join(web, 'dist');
/** In the built folder: the hash of the sources it was built from. */
const mark = '.built';

/**
 * The folder of the built page (`web/dist`). Builds it, in a process of its own, when it is missing or older than its
 * sources; `say` is told so, because it takes some seconds. Where the builder is not installed (an installation for use),
 * the page that came with it is taken as it is. Throws Failure('PAGE_NOT_BUILT').
 */
export async function ensurePage(say: (words: Sentence) => void = () => undefined): Promise<string> {
  const isThere = existsSync(join(built, 'index.html'));
  const vite = existsSync(join(web, 'index.html')) ? findVite() : undefined;
  if (isThere && vite === undefined) return built;
  if (vite === undefined) throw notBuilt('vite is not installed and web/dist is missing');
  const sources = await hashOfSources();
  if (isThere && (await readMark()) === sources) return built;
  say(sentence('La page est préparée : quelques secondes…', 'The page is being prepared: a few seconds…'));
  await build(vite, sources);
  return built;
}

function findVite(): string | undefined {
  try {
    return join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js');
  } catch {
    return undefined;
  }
}

/** Built beside, then put in place at once: whoever reads the page meanwhile has the old one or the new one, never half. */
async function build(vite: string, sources: string): Promise<void> {
  const beside = join(web, `.dist-${process.pid}`);
  try {
    await runVite(vite, beside);
    await compress(beside);
    await writeFile(join(beside, mark), sources);
    await rm(built, { recursive: true, force: true });
    await rename(beside, built);
  } catch (error) {
    // Somebody else may have put theirs in place in between: built from the same sources, it is as good.
    if ((await readMark()) !== sources) throw error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function runVite(vite: string, outDir: string): Promise<void> {
  const child = spawn(process.execPath, [vite, 'build', web, '--outDir', outDir, '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Built for use whatever the process that asks for it is: a test runner would have it twice as heavy.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const told: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => told.push(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => told.push(String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw notBuilt(told.join('').slice(-2_000));
}

/** Each text beside itself as brotli and gzip, once: nothing is compressed while somebody waits. */
async function compress(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:js|css|html|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    await writeFile(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** One hash over every source of the page, the contract it takes its types from aside: types leave nothing in the build. */
async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await sourcePaths()) {
    hash.update(`${path}\0`);
    hash.update(await readFile(join(project, path)));
  }
  return hash.digest('hex');
}

async function sourcePaths(): Promise<readonly string[]> {
  const folders = ['web/src', 'web/public'];
  const found = ['web/index.html', 'web/vite.config.ts', 'package-lock.json'];
  for (const folder of folders) {
    const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile()) found.push(join(entry.parentPath, entry.name).slice(project.length + 1));
    }
  }
  return found.sort();
}

async function readMark(): Promise<string | undefined> {
  return readFile(join(built, mark), 'utf8').catch(() => undefined);
}

function notBuilt(reason: string): Failure {
  return new Failure(
    'PAGE_NOT_BUILT',
    sentence(
      'La page n’a pas pu être préparée. Lancez « npm ci » puis « npx vite build web ».',
      'The page could not be prepared. Run “npm ci”, then “npx vite build web”.',
    ),
    { facts: { reason } },
  );
}
