import { writeFile } from 'node:fs/promises';
import pico from 'picocolors';
import { type ListedRecommendation, listCsv, listOfWeek } from '../../6-recommend/list-of-week.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface RecommendationsOptions {
  readonly estate?: string;
  readonly csv?: string;
  readonly limit: string;
}

/** `cuvee recommendations`: the list of the week on screen, as JSON, or as a CSV that a spreadsheet opens safely. */
export async function recommendations(context: CommandContext, options: RecommendationsOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const isWhole = options.csv !== undefined || context.output.isJson;
    const limit = isWhole ? {} : { limit: readCount('--limit', options.limit) };
    const list = await listOfWeek(world.database, { estate: world.estate, ...limit });
    if (options.csv !== undefined) {
      await writeFile(options.csv, listCsv(list));
      const count = list.length;
      context.output.say(
        sentence(
          `${countFr(count, 'recommandation écrite', 'recommandations écrites')} dans ${options.csv}.`,
          `${countEn(count, 'recommendation')} written in ${options.csv}.`,
        ),
      );
    } else if (list.length === 0) {
      context.output.say(
        sentence(
          'Aucune recommandation : « cuvee run » fait la liste de la semaine, et dit pourquoi quand elle est vide.',
          'No recommendation: "cuvee run" makes the list of the week, and says why where it is empty.',
        ),
      );
    } else {
      context.output.print(formatList(list));
    }
    context.output.json(list);
    return exitCodes.done;
  });
}

function formatList(list: readonly ListedRecommendation[]): string {
  return list
    .map((item) => {
      const wine = `  ${item.rank}. ${pico.bold(item.label)} ${pico.dim(`(${item.scenario}, ${Math.round(item.score)}/100)`)}\n     ${item.reason}`;
      return item.rank === 1 ? `${heading(item)}\n${wine}` : wine;
    })
    .join('\n');
}

function heading({ clientCode, nom, prenom, segment }: ListedRecommendation): string {
  const name = [prenom, nom].filter(Boolean).join(' ') || clientCode;
  return `${pico.bold(name)} ${pico.dim(`${clientCode} · ${segment}`)}`;
}
