import { correctClient } from '../../4-warehouse/clients/correct-client.ts';
import { clientPage } from '../../5-customer360/client-page.ts';
import { recommendationsOf } from '../../6-recommend/recommendations-of.ts';
import { parseClientCode } from '../../values/client-code.ts';
import { sentence } from '../../values/sentence.ts';
import { formatClientPage } from '../client-page-text.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface EstateOption {
  readonly estate?: string;
}

/** `cuvee client show`: the page of one client, its list and refusals, and the file and line behind each sale. */
export async function showClient(context: CommandContext, options: EstateOption, code: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const read = parseClientCode(code);
    const key = { estate: world.estate, clientCode: typeof read === 'string' ? read : code };
    const page = await clientPage(world.database, key);
    const recommended = await recommendationsOf(world.database, key);
    context.output.print(formatClientPage(page, recommended, context.output.language));
    context.output.json({ ...page, recommended: recommended ?? null });
    return exitCodes.done;
  });
}

/** `cuvee client set`: corrects one field, or drops the correction when no value is given. */
export async function setClient(
  context: CommandContext,
  options: EstateOption,
  client: string,
  column: string,
  value?: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    await correctClient(world, { client, column, value });
    context.output.say(
      value === undefined
        ? sentence(
            `Correction de ${column} retirée : le prochain export fera foi.`,
            `Correction of ${column} dropped: the next export decides.`,
          )
        : sentence(
            `${column} corrigé ; la correction survivra aux exports.`,
            `${column} corrected; the correction survives the exports.`,
          ),
    );
    context.output.json({ client, column, value: value ?? null });
    return exitCodes.done;
  });
}
