/** Pauses the campaign whose letter an event is about. */
import type { Session } from '../../db/database.ts';
import type { World } from '../../world.ts';
import { moveCampaign } from '../outbox/campaign-to-send.ts';
import { type ActionOutcome, done, type DueAction, refused } from './action-outcome.ts';

/** Pauses it where it is under way; an event without a campaign, and a campaign that is not sending, are left as they are. */
export async function pauseOf(session: Session, world: World, due: DueAction, now: Date): Promise<ActionOutcome> {
  const { campaignId } = due.facts;
  if (typeof campaignId !== 'string') {
    return refused('NO_CAMPAIGN', "L'événement ne vient d'aucune campagne : il n'y a rien à mettre en pause.");
  }
  const isPaused = await moveCampaign(
    session,
    { estate: world.estate, campaignId },
    { from: ['sending'], to: 'paused', at: now, by: 'cuvee', reason: `Règle « ${due.ruleName} »` },
  );
  return isPaused
    ? done('PAUSED', 'La campagne est en pause.')
    : refused('NOT_SENDING', "La campagne n'est pas en cours d'envoi : rien à mettre en pause.");
}
