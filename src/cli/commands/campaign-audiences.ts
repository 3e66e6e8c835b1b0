/** `cuvee campaign audience …`: audiences saved under a name. */
import { type AudienceFilter } from '../../8-campaign/campaigns/filter.ts';
import { listAudiences, saveAudience } from '../../8-campaign/campaigns/audiences.ts';
import { sentence } from '../../values/sentence.ts';
import { type FilterOptions, readFilter } from '../campaign-options.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

/** `cuvee campaign audience list`: every saved audience and its filter. */
export async function list({ environment, output }: CommandContext, options: { estate?: string }): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate }) => {
    const audiences = await listAudiences(database, estate);
    if (audiences.length === 0) {
      output.say(
        sentence(
          'Aucune audience enregistrée. Par exemple : cuvee campaign audience save fidèles --segment VIP --segment Loyal',
          'No saved audience. For example: cuvee campaign audience save loyals --segment VIP --segment Loyal',
        ),
      );
    } else {
      output.print(
        formatTable(
          ['audience', 'filtre', 'par'],
          audiences.map(({ name, filter, author }) => [name, filterWords(filter), author]),
        ),
      );
    }
    output.json(audiences);
    return exitCodes.done;
  });
}

/** `cuvee campaign audience save`: keeps a filter under a name. */
export async function save(
  { environment, output }: CommandContext,
  options: FilterOptions & { readonly estate?: string; readonly as?: string },
  name: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const filter = readFilter(options);
    await saveAudience(world, { name, filter, author: options.as ?? environment.actor, now: world.clock() });
    output.say(
      sentence(
        `Audience « ${name} » enregistrée : ${filterWords(filter)}. Pour s’en servir : cuvee campaign create NOM --audience "${name}"`,
        `Audience "${name}" saved: ${filterWords(filter)}. To use it: cuvee campaign create NAME --audience "${name}"`,
      ),
    );
    output.json({ ok: true, name, filter });
    return exitCodes.done;
  });
}

function filterWords({ scenarios, segments, clusters, clients }: AudienceFilter): string {
  const parts = [scenarios, segments, clusters, clients].flatMap((words) =>
    words === undefined ? [] : [words.join(', ')],
  );
  return parts.length === 0 ? '*' : parts.join(' + ');
}
