import { generateDemo } from '../../demo/generate.ts';
import { mondayOf } from '../../values/day.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { todayIn } from '../today.ts';

interface DemoOptions {
  readonly out: string;
  readonly clients: string;
  readonly years: string;
  readonly seed: string;
  readonly until?: string;
  readonly lines?: string;
}

/** `cuvee demo`: writes the exports of the demo estate, with their truth beside them; touches no database. */
export async function demo(context: CommandContext, options: DemoOptions): Promise<number> {
  const progress = createProgress(process.stderr.isTTY ?? false);
  const truth = await generateDemo({
    out: options.out,
    clients: readCount('--clients', options.clients),
    years: readCount('--years', options.years),
    seed: readCount('--seed', options.seed),
    until: options.until ?? mondayOf(todayIn('Europe/Paris', new Date())),
    ...(options.lines === undefined ? {} : { singleFile: true, lines: readCount('--lines', options.lines) }),
    onProgress: (done, total) => progress.advance('', done, total),
  });
  progress.end();
  const files = truth.files.length;
  context.output.say(
    sentence(
      `${countFr(files, 'fichier écrit', 'fichiers écrits')} dans ${options.out}, avec leur vérité (truth.json). Pour les reprendre : cuvee init --estate demo --from ${options.out}`,
      `${countEn(files, 'file')} written in ${options.out}, with their truth (truth.json). To take them: cuvee init --estate demo --from ${options.out}`,
    ),
  );
  context.output.json(truth);
  return exitCodes.done;
}
