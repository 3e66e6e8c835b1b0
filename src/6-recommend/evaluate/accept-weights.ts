/** A person takes the weights an evaluation proposes: written as settings of the estate, with who and why in the journal. */
import { readSettings, writeSettings } from '../../estate/settings-store.ts';
import { RefusedByRule } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { EvaluationReport } from './report.ts';

/**
 * Writes the proposed weights. Throws RefusedByRule('WEIGHTS_NOT_BETTER') when their gain may be chance: nobody is kept from
 * setting weights by hand (`cuvee estate settings`), but not in the name of a proof that is none.
 */
export async function acceptWeights(world: World, report: EvaluationReport, reason: string): Promise<void> {
  const { status, proposed } = report.weights;
  if (status !== 'better' || proposed === null) throw notBetter(report);
  const { changes } = await readSettings(world.database, world.estate);
  await writeSettings(world.database, {
    estate: world.estate,
    actor: world.actor,
    changes: { ...changes, weights: proposed },
    reason: `${reason} (cuvee evaluate, ${report.inputsHash.slice(0, 12)})`,
  });
}

function notBetter({ weights }: EvaluationReport): RefusedByRule {
  const { gainHit3, status } = weights;
  return new RefusedByRule(
    'WEIGHTS_NOT_BETTER',
    status === 'not_enough_history'
      ? sentence(
          "Rien à prendre : l'historique est trop court pour proposer d'autres réglages. Les vôtres restent.",
          'Nothing to take: history is too short to propose other weights. Yours stay.',
        )
      : sentence(
          'Rien à prendre : le gain des autres réglages peut être dû au hasard. Les vôtres restent ; pour les changer à la main : cuvee estate settings --set weights.family=…',
          'Nothing to take: the gain of the other weights may be chance. Yours stay; to change them by hand: cuvee estate settings --set weights.family=…',
        ),
    { facts: { status, gainHit3 } },
  );
}
