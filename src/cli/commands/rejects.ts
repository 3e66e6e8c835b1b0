import { writeFile } from 'node:fs/promises';
import { listRejects, rejectsCsv } from '../../3-curated/list-rejects.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

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
    // One more than is shown: it tells whether there are more.
    const found = await listRejects(world, { runId: options.run, limit: limit === undefined ? undefined : limit + 1 });
    const listed = found.slice(0, limit);
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
      context.output.table(heads, rows);
      if (found.length > listed.length) context.output.say(more);
    }
    context.output.json(listed);
    return exitCodes.done;
  });
}

const more = sentence(
  '… et d’autres encore : --limit 500 en montre davantage, --csv refus.csv les écrit toutes.',
  '… and others: --limit 500 shows more, --csv refused.csv writes them all.',
);
const heads = sentence('fichier:ligne|colonne|valeur|pourquoi', 'file:line|column|value|why (in French)');

function shortened(value: string): string {
  const oneLine = value.replaceAll(/\s+/g, ' ');
  return oneLine.length > 30 ? `${oneLine.slice(0, 29)}…` : oneLine;
}
