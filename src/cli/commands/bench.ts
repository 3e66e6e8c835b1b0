import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';

const sources = join(import.meta.dirname, '../../..');
const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

/**
 * `cuvee bench [NAME] [OPTIONS…]`: what `npm run bench:<name>` runs, with its own options; without a name, the names. Throws a Failure:
 * NO_SOURCES where the benchmarks are not installed, WRONG_USAGE for a name that is none.
 */
export async function bench(
  { output }: CommandContext,
  { json }: { readonly json?: boolean },
  ...[name, ...options]: readonly string[]
): Promise<number> {
  const files = benchFiles();
  if (name === undefined) {
    for (const each of files.keys()) output.print(`cuvee bench ${each}`);
    output.json({ benches: [...files.keys()] });
    return exitCodes.done;
  }
  const file = files.get(name);
  if (file === undefined) throw unknownBench(name, [...files.keys()]);
  const asked = json === true ? [...options, '--json'] : options;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(sources, file), ...asked], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : exitCodes.failed;
}

/** The file of each benchmark by its name, as `package.json` runs it. */
function benchFiles(): Map<string, string> {
  const { scripts } = manifestSchema.parse(JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8')));
  const files = Object.entries(scripts).flatMap(([script, command]) => {
    const file = command.split(' ').find((word) => word.startsWith('bench/'));
    const isHere = file !== undefined && existsSync(join(sources, file));
    return script.startsWith('bench:') && isHere ? [[script.slice('bench:'.length), file] as const] : [];
  });
  if (files.length > 0) return new Map(files);
  throw new Failure(
    'NO_SOURCES',
    sentence(
      'Les mesures viennent avec le code source de Cuvée, qui n’est pas installé ici.',
      'The benchmarks come with the sources of Cuvée, which are not installed here.',
    ),
  );
}

function unknownBench(name: string, names: readonly string[]): Failure {
  const all = names.join(', ');
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `Il n’y a pas de mesure « ${name} ». Il y a : ${all}.`,
      `There is no benchmark “${name}”. There are: ${all}.`,
    ),
  );
}
