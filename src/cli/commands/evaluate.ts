import { acceptWeights } from '../../6-recommend/evaluate/accept-weights.ts';
import { defaultOptions, evaluate as evaluateEstate } from '../../6-recommend/evaluate/evaluate.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { formatEvaluation } from '../evaluation-text.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { asOfDay } from './run.ts';

interface EvaluateCommandOptions {
  readonly estate?: string;
  readonly asOf?: string;
  readonly origins: string;
  readonly horizonDays: string;
  readonly acceptWeights?: boolean;
  readonly reason?: string;
}

/** `cuvee evaluate`: the backtest on the estate's own sales; with `--accept-weights`, the weights it proposes are taken. */
export async function evaluate(context: CommandContext, options: EvaluateCommandOptions): Promise<number> {
  const { output } = context;
  const reason = options.reason?.trim() ?? '';
  if (options.acceptWeights && reason === '') throw reasonMissing();
  return withWorld(context.environment, options.estate, async (world) => {
    const runWorld = { ...world, asOf: asOfDay(world, options.asOf), runId: uuidV7(world.clock()) };
    const report = await evaluateEstate(runWorld, {
      ...defaultOptions,
      origins: atLeastOne('--origins', options.origins),
      horizonDays: atLeastOne('--horizon-days', options.horizonDays),
    });
    output.print(formatEvaluation(report, output.language));
    if (options.acceptWeights) {
      await acceptWeights(world, report, reason);
      output.say(
        sentence(
          'Nouveaux réglages enregistrés, avec leur raison au journal ; ils valent dès le prochain calcul (cuvee run).',
          'New weights saved, with their reason in the journal; they hold from the next computation on (cuvee run).',
        ),
      );
    }
    output.json(report);
    return exitCodes.done;
  });
}

function atLeastOne(option: string, text: string): number {
  const count = readCount(option, text);
  if (count > 0) return count;
  throw new Failure('WRONG_USAGE', sentence(`${option} : au moins 1.`, `${option}: at least 1.`));
}

function reasonMissing(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      'Dites pourquoi vous prenez ces réglages : --reason « … ». La raison va au journal.',
      'Say why you take these weights: --reason "…". The reason goes into the journal.',
    ),
  );
}
