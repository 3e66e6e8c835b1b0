/** Exports that come by letter, and those of folders that are not ours. */
import { collectMail } from '../../intake/mailbox.ts';
import { mailConnection, readsMailbox } from '../../intake/mail-connection.ts';
import { collectFolders } from '../../intake/watched-folders.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { HouseTools } from '../house-tools.ts';
import type { Task } from './task.ts';

/** What was taken in, by the names the senders gave, and what was left where it was. */
export interface CollectedExports {
  readonly taken: number;
  readonly ignored: readonly Sentence[];
}

/** Looks into the mailbox and the folders of the estate's settings, where it has any. Throws what `collectMail` throws. */
export async function collectExports(
  world: World,
  { mailPassword }: Pick<HouseTools, 'mailPassword'>,
): Promise<CollectedExports> {
  const now = world.clock();
  const folders = await collectFolders(world, { now });
  const { intake } = world.settings;
  const connection = readsMailbox(intake) ? mailConnection(intake, await mailPassword(world)) : undefined;
  const mail = connection ? await collectMail(world, connection, { now }) : { taken: [], ignored: [] };
  return {
    taken: [...folders.taken, ...mail.taken].filter(({ isNew }) => isNew).length,
    ignored: [...folders.ignored, ...mail.ignored],
  };
}

/** Looks once, because a person asked. */
export const collectTask: Task = async ({ world, tools, say }) => {
  say(sentence('Relève des exports', 'Collecting exports'));
  return { outcome: 'done', result: { ...(await collectExports(world, tools)) } };
};
