/** Compares Brevo's blocklist with our register, both ways: what either refuses, both refuse afterwards. */
import { emailHashOf } from '../../4-warehouse/consent/register-refusal.ts';
import type { No } from '../../brevo/answer.ts';
import type { BlockedContact } from '../../brevo/blocklists.ts';
import type { Brevo } from '../../brevo/client.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { registerRefusals } from './note-facts.ts';
import { refusalOfBlock } from './refusal-in.ts';

const unknownSubjects = loadSql(import.meta.url, './unknown-subjects.sql');
const missingBlocks = loadSql(import.meta.url, './missing-blocks.sql');

export interface ComparedBlocks {
  readonly blockedAtBrevo: number;
  /** Refusals only Brevo knew of: registered. */
  readonly learned: number;
  /** Told to Brevo once and no longer blocked there: they will be told again. */
  readonly unblockedAtBrevo: number;
  /** Why the list is not complete. Then nothing is concluded from what is missing in it. */
  readonly incomplete?: No;
}

/** Reads the whole blocklist. An address the register knows stays as it is: a bounce of ours comes back as a block of another name. */
export async function compareBlocks(
  world: World,
  brevo: Pick<Brevo, 'blockedContacts'>,
  now: Date,
): Promise<ComparedBlocks> {
  const blocked = new Map<string, BlockedContact>();
  let incomplete: No | undefined;
  for await (const page of brevo.blockedContacts()) {
    if (page.outcome === 'done') for (const contact of page.value) blocked.set(emailHashOf(contact.email), contact);
    else incomplete = page;
  }
  const { estate } = world;
  const unknown = await world.database.rows<{ emailHash: string }>(unknownSubjects, {
    estate,
    hashes: [...blocked.keys()],
  });
  await world.database.transaction((session) =>
    registerRefusals(
      session,
      { estate, timezone: world.settings.week.timezone },
      unknown.map(({ emailHash }) => {
        const contact = blocked.get(emailHash);
        const event = refusalOfBlock(contact?.code ?? '');
        return { about: { emailHash }, event, evidence: 'brevo:reconcile', at: contact?.blockedAt ?? now };
      }),
    ),
  );
  const counts = { blockedAtBrevo: blocked.size, learned: unknown.length };
  if (incomplete) return { ...counts, unblockedAtBrevo: 0, incomplete };
  // Without a sender of ours Brevo was told of campaigns alone, which this list does not show.
  if (world.settings.sender.email === '') return { ...counts, unblockedAtBrevo: 0 };
  const unblockedAtBrevo = await world.database.execute(missingBlocks, { estate, listed: [...blocked.keys()], now });
  return { ...counts, unblockedAtBrevo };
}
