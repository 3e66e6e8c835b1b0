import { approvalCounts } from '../../7-audit/approvals/approved-items.ts';
import { type DecisionBy, needsFourEyes } from '../../7-audit/approvals/approval.ts';
import {
  decideRecommendations,
  type RecommendationDecision,
  type RecommendationScope,
} from '../../7-audit/approvals/decide-recommendations.ts';
import { Failure } from '../../errors.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { sayRefusal } from './campaign.ts';

interface ApproveOptions {
  readonly estate?: string;
  readonly run?: boolean;
  readonly segment?: string;
  readonly client?: string;
  readonly rank?: string;
  readonly reject?: string;
  readonly flag?: string;
  readonly as?: string;
  readonly confirm?: string;
}

/** `cuvee approve`: decides on recommendations in the name of a person, or says how far the deciding is. */
export async function approve(context: CommandContext, options: ApproveOptions): Promise<number> {
  const scope = scopeOf(options);
  return withWorld(context.environment, options.estate, async (world) => {
    if (!scope) return sayCounts(context, world);
    const person = personOf(options, context.environment.actor);
    const outcome = await decideRecommendations(world, scope, person, world.clock());
    if ('refusedBecause' in outcome) return sayRefusal(context.output, outcome);
    context.output.say(done(outcome, person));
    context.output.json({ ok: true, decision: person.decision, ...outcome });
    return exitCodes.done;
  });
}

async function sayCounts(context: CommandContext, world: World): Promise<number> {
  const counts = await approvalCounts(world.database, { estate: world.estate, at: world.clock() });
  const { people } = world.settings.approval;
  context.output.say(
    sentence(
      `${counts.pending} à décider (dont ${counts.notEligible} que le contrôle écarte), ${counts.approved} validées, ${counts.rejected} refusées, ${counts.flagged} mises de côté.`,
      `${counts.pending} to decide (${counts.notEligible} of them set aside by the audit), ${counts.approved} approved, ${counts.rejected} rejected, ${counts.flagged} flagged.`,
    ),
  );
  context.output.say(
    needsFourEyes(people)
      ? sentence(`Valident : ${people.join(', ')}.`, `Those who approve: ${people.join(', ')}.`)
      : sentence(
          'Pour tout valider : cuvee approve --run --as VOTRE-NOM',
          'To approve all of them: cuvee approve --run --as YOUR-NAME',
        ),
  );
  context.output.json({ ok: true, ...counts });
  return exitCodes.done;
}

function scopeOf({ run, segment, client, rank }: ApproveOptions): RecommendationScope | undefined {
  const given = [run === true, segment !== undefined, client !== undefined].filter(Boolean).length;
  if (given > 1 || (rank !== undefined && client === undefined)) {
    throw new Failure(
      'WRONG_USAGE',
      sentence(
        'Une seule portée : --run, --segment SEGMENT, ou --client CODE [--rank 1].',
        'One scope only: --run, --segment SEGMENT, or --client CODE [--rank 1].',
      ),
    );
  }
  if (client !== undefined && rank !== undefined) return { scope: 'item', clientCode: client, rank: Number(rank) };
  if (client !== undefined) return { scope: 'client', clientCode: client };
  if (segment !== undefined) return { scope: 'segment', segment };
  return run ? { scope: 'run' } : undefined;
}

function personOf({ reject, flag, as, confirm }: ApproveOptions, actor: string): DecisionBy {
  const reason = reject ?? flag;
  return {
    decision: reject === undefined ? (flag === undefined ? 'approved' : 'flagged') : 'rejected',
    by: as ?? actor,
    ...(reason === undefined ? {} : { reason }),
    ...(confirm === undefined ? {} : { confirmation: confirm }),
  };
}

function done({ itemCount, clientCount, leftOut }: RecommendationDecision, { decision, by }: DecisionBy): Sentence {
  const fr = { approved: 'validées', rejected: 'refusées', flagged: 'mises de côté' }[decision];
  const left = leftOut.notEligible + leftOut.noBottles;
  const restFr =
    left === 0
      ? ''
      : ` Laissées : ${leftOut.notEligible} écartées par le contrôle, ${leftOut.noBottles} faute de bouteilles libres.`;
  const restEn =
    left === 0 ? '' : ` Left out: ${leftOut.notEligible} by the audit, ${leftOut.noBottles} for want of free bottles.`;
  return sentence(
    `${countFr(itemCount, 'recommandation')} ${fr} par ${by}, pour ${countFr(clientCount, 'client')}.${restFr}`,
    `${countEn(itemCount, 'recommendation')} ${decision} by ${by}, for ${countEn(clientCount, 'client')}.${restEn}`,
  );
}
