import { writeFile } from 'node:fs/promises';
import { listRejects, rejectsCsv } from '../../3-curated/list-rejects.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface RejectsOptions {
  readonly estate?: string;
  readonly run?: string;
  readonly csv?: string;
  readonly limit: string;
}

/** `cuvee rejects`: the refused lines on screen, as JSON, or as a CSV that a spreadsheet opens safely. */
export async function rejects(context: CommandContext, options: RejectsOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const limit = options.csv === undefined ? readCount('--limit', options.limit) : undefined;
    const listed = await listRejects(world, { runId: options.run, limit });
    if (options.csv !== undefined) {
      await writeFile(options.csv, rejectsCsv(listed));
      context.output.say(
        sentence(
          `${countFr(listed.length, 'refus écrit', 'refus écrits')} dans ${options.csv}.`,
          `${countEn(listed.length, 'refusal')} written in ${options.csv}.`,
        ),
      );
    } else if (listed.length === 0) {
      context.output.say(sentence('Aucune ligne refusée.', 'No line was refused.'));
    } else {
      const rows = listed.map((reject) => [
        `${reject.originalName}:${reject.fileLine}`,
        reject.columnName,
        shortened(reject.rawValue),
        reject.sentenceFr,
      ]);
      context.output.print(formatTable(context.output.words(heads).split('|'), rows));
    }
    context.output.json(listed);
    return exitCodes.done;
  });
}

const heads = sentence('fichier:ligne|colonne|valeur|pourquoi', 'file:line|column|value|why (in French)');

function shortened(value: string): string {
  const oneLine = value.replaceAll(/\s+/g, ' ');
  return oneLine.length > 30 ? `${oneLine.slice(0, 29)}…` : oneLine;
}
