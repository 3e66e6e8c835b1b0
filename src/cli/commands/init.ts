import { takeExports } from '../../1-raw/take-exports.ts';
import { createEstate } from '../../estate/estates.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';
import { openMigrated, openWorld } from '../open-world.ts';

interface InitOptions {
  readonly estate: string;
  readonly name?: string;
  readonly from?: string;
  readonly source: string;
}

/** `cuvee init`: creates the estate and takes the exports that lie in a folder; what is there already stays. */
export async function init(context: CommandContext, options: InitOptions): Promise<number> {
  const { output, environment } = context;
  const database = await openMigrated(environment);
  try {
    const name = options.name ?? options.estate;
    const isNew = await createEstate(database, { slug: options.estate, name, isDemo: false });
    const world = await openWorld(environment, database, options.estate);
    output.say(
      isNew
        ? sentence(`Domaine « ${options.estate} » créé.`, `Estate "${options.estate}" created.`)
        : sentence(
            `Le domaine « ${options.estate} » existe déjà ; il est gardé.`,
            `Estate "${options.estate}" exists already; it is kept.`,
          ),
    );
    const taken = options.from === undefined ? undefined : await takeExports(world, options.from, options.source);
    for (const notice of taken?.notices ?? []) output.warn(notice);
    output.say(nextStep(options.estate, { raw: world.folders.raw, taken: taken?.rowsWritten ?? 0 }));
    output.json({
      estate: options.estate,
      created: isNew,
      filesTaken: taken?.rowsWritten ?? 0,
      rawFolder: world.folders.raw,
    });
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

function nextStep(estate: string, { raw, taken }: { readonly raw: string; readonly taken: number }): Sentence {
  const run = `cuvee run --estate ${estate}`;
  if (taken === 0)
    return sentence(
      `Déposez les exports dans ${raw} puis lancez : ${run}`,
      `Drop the exports in ${raw}, then run: ${run}`,
    );
  return sentence(
    `${countFr(taken, 'export repris', 'exports repris')} dans ${raw}. La suite : ${run}`,
    `${countEn(taken, 'export')} taken into ${raw}. Next: ${run}`,
  );
}
