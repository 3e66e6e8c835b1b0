import { receiveFiles } from '../../1-raw/receive.ts';
import { sentence, countEn, countFr } from '../../values/sentence.ts';
import { readDataset } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';
import { withWorld } from '../open-world.ts';

interface ReceiveOptions {
  readonly estate?: string;
  readonly dataset: string;
  readonly source: string;
}

/** `cuvee receive`: copies files into RAW; the files given stay where they are. Fails when one of them could not be read. */
export async function receive(context: CommandContext, options: ReceiveOptions, ...files: string[]): Promise<number> {
  const dataset = readDataset(options.dataset);
  return withWorld(context.environment, options.estate, async (world) => {
    const result = await receiveFiles(world, files, { dataset, source: options.source });
    for (const notice of result.notices) context.output.warn(notice);
    const count = result.rowsWritten;
    context.output.say(
      sentence(
        `${countFr(count, 'fichier reçu', 'fichiers reçus')}. La suite : cuvee run --estate ${world.estate}`,
        `${countEn(count, 'file')} received. Next: cuvee run --estate ${world.estate}`,
      ),
    );
    context.output.json({ estate: world.estate, filesGiven: result.rowsRead, filesReceived: count });
    return result.rowsRead < files.length ? exitCodes.failed : exitCodes.done;
  });
}
