/**
 * How many letters of each campaign were opened, and nothing else: nobody agreed to have their opening noted (law.md, 3), so that
 * the letters are told apart in memory, counted, and forgotten. Counted anew each time, hence right however often it is done.
 */
import { type No } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { matchLetters } from './match-letters.ts';

const campaignsWithLetters = loadSql(import.meta.url, './campaigns-with-letters.sql');
const setOpens = loadSql(import.meta.url, './set-opens.sql');

/** Letters are hardly opened after a month; Brevo's report goes back 90 days. */
const lookedBackMs = 30 * 86_400_000;
const kinds = { opened: 'opened', proxy_opened: 'loadedByProxy' } as const;

/** Gives how many opened letters were counted, and why the count could not be made. */
export async function countOpens(
  world: World,
  brevo: Pick<Brevo, 'statistics'>,
  now: Date,
): Promise<{ readonly counted: number; readonly incomplete?: No }> {
  const campaigns = await world.database.rows<{ campaignId: string; firstAcceptedAt: Date }>(campaignsWithLetters, {
    estate: world.estate,
    since: new Date(now.getTime() - lookedBackMs),
  });
  const [first] = campaigns;
  if (!first) return { counted: 0 };
  const range = { startDate: dayOf(first.firstAcceptedAt), endDate: dayOf(now) };
  const counts: { campaignId: string; kind: string; count: number }[] = [];
  for (const kind of ['opened', 'proxy_opened'] as const) {
    const opened = await openedLetters(world, brevo, { ...range, event: kinds[kind] });
    if (!(opened instanceof Map)) return { counted: 0, incomplete: opened };
    for (const { campaignId } of campaigns) counts.push({ campaignId, kind, count: opened.get(campaignId)?.size ?? 0 });
  }
  await world.database.execute(setOpens, { estate: world.estate, opens: JSON.stringify(counts) });
  return { counted: counts.reduce((sum, { count }) => sum + count, 0) };
}

type LettersOfCampaigns = Map<string, Set<string>>;

async function openedLetters(
  world: World,
  brevo: Pick<Brevo, 'statistics'>,
  query: { startDate: string; endDate: string; event: string },
): Promise<LettersOfCampaigns | No> {
  const opened: LettersOfCampaigns = new Map();
  for await (const page of brevo.statistics(query)) {
    if (page.outcome !== 'done') return page;
    const events = page.value.filter((event) => event.kind !== 'unreadable');
    for (const letter of await matchLetters(world.database, world.estate, events)) {
      if (letter) opened.set(letter.campaignId, (opened.get(letter.campaignId) ?? new Set()).add(letter.letterId));
    }
  }
  return opened;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
