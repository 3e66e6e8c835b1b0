import { Failure } from '../../errors.ts';
import { runWeek } from '../../run/run-week.ts';
import { isDay, mondayOf } from '../../values/day.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { exitCodeOf, exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';
import { withWorld } from '../open-world.ts';
import { printError } from '../output.ts';
import { formatSummary } from '../summary.ts';
import { todayIn } from '../today.ts';

export interface RunCommandOptions {
  readonly estate?: string;
  readonly asOf?: string;
  readonly acceptDrift?: string;
}

/** `cuvee run`: the week of one estate, then its summary. */
export async function run(context: CommandContext, options: RunCommandOptions): Promise<number> {
  return withWorld(context.environment, options.estate, (world) => runAndReport(context, world, options));
}

/** Runs the week in an open world and tells what came of it; gives the exit code. */
export async function runAndReport(context: CommandContext, world: World, options: RunCommandOptions): Promise<number> {
  const { output } = context;
  const asOf = asOfDay(world, options.asOf);
  const acceptDrift = options.acceptDrift?.trim();
  if (acceptDrift === '') throw noReason();
  const outcome = await runWeek(world, {
    asOf,
    ...(acceptDrift === undefined ? {} : { acceptDrift }),
    onStep: (step) => world.progress.advance(output.words(step.title), 0),
  });
  if (output.isJson) for (const notice of outcome.notices) output.warn(notice);
  output.print(formatSummary(outcome, output.language));
  output.json(outcome.report);
  if (!outcome.stoppedBy) return exitCodes.done;
  printError(outcome.stoppedBy, output.language);
  return exitCodeOf(outcome.stoppedBy);
}

/** The day to compute as of: the one given, else the Monday of this week at the estate, so that a week has one list. */
export function asOfDay(world: Pick<World, 'settings' | 'clock'>, given: string | undefined): string {
  const day: string = given ?? mondayOf(todayIn(world.settings.week.timezone, world.clock()));
  if (!isDay(day)) throw wrongDay(day);
  return day;
}

function noReason(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      '--accept-drift attend votre raison : elle est notée au journal, par exemple --accept-drift "reprise d’historique".',
      '--accept-drift needs your reason: the journal keeps it, for example --accept-drift "history taken over".',
    ),
  );
}

function wrongDay(text: string): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `« ${text} » n'est pas une date : écrivez-la AAAA-MM-JJ, par exemple 2026-11-16.`,
      `"${text}" is not a day: write it YYYY-MM-DD, for example 2026-11-16.`,
    ),
  );
}
