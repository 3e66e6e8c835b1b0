import type { CallRequest } from '../../8-campaign/calls/call.ts';
import { createDryRunCaller } from '../../8-campaign/calls/dry-run-caller.ts';
import { createHttpCaller } from '../../8-campaign/calls/http-caller.ts';
import { type CallReport, type ListedCall, listCalls, sendCalls } from '../../8-campaign/calls/send-calls.ts';
import { callKey } from '../../8-campaign/calls/sign-call.ts';
import { readSecret } from '../../estate/secret.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface CallsOptions {
  readonly estate?: string;
  readonly live?: boolean;
  readonly key?: boolean;
  readonly limit: string;
}

/** `cuvee automation calls`: what rules tell servers outside; without --live nothing is called. */
export async function ruleCalls(context: CommandContext, options: CallsOptions): Promise<number> {
  const { environment, output } = context;
  return withWorld(environment, options.estate, async (world) => {
    const key = callKey(await readSecret(environment.home, environment.secret), world.estate);
    if (options.key === true) {
      output.print(key);
      output.json({ key });
      return exitCodes.done;
    }
    const wouldCall: CallRequest[] = [];
    const report = await sendCalls(world, {
      caller:
        options.live === true
          ? createHttpCaller({ allowedHosts: environment.callHosts })
          : createDryRunCaller((request) => wouldCall.push(request)),
      key,
      now: world.clock,
      workerId: `calls-${process.pid}`,
    });
    const calls = await listCalls(world.database, { estate: world.estate, limit: readCount('--limit', options.limit) });
    output.say(reportInWords(report));
    for (const { url, body } of wouldCall) output.print(`POST ${url}\n${body}`);
    if (calls.length > 0) {
      output.print(
        formatTable(
          ['', '', '', '', ''],
          calls.map(({ askedAt, ruleName, clientCode, url, state, code, attempts }) => [
            askedAt.toISOString().slice(0, 16).replace('T', ' '),
            ruleName,
            clientCode,
            new URL(url).host,
            stateInWords({ state, code, attempts })[output.language],
          ]),
        ),
      );
    }
    output.json({ ...report, calls });
    return report.outcome === 'refused' ? exitCodes.refusedByRule : exitCodes.done;
  });
}

/** `en attente`, `à refaire (UNREACHABLE), 2 essais`, `entendu, 1 essai`. */
function stateInWords({ state, code, attempts }: Pick<ListedCall, 'state' | 'code' | 'attempts'>): Sentence {
  const words = stateWords[state];
  const why = code === null || state === 'done' ? '' : ` (${code})`;
  if (attempts === 0) return sentence(`${words.fr}${why}`, `${words.en}${why}`);
  return sentence(
    `${words.fr}${why}, ${countFr(attempts, 'essai')}`,
    `${words.en}${why}, ${countEn(attempts, 'try', 'tries')}`,
  );
}

const stateWords: Record<ListedCall['state'], Sentence> = {
  queued: sentence('en attente', 'waiting'),
  claimed: sentence('en cours', 'under way'),
  done: sentence('entendu', 'heard'),
  refused: sentence('refusé', 'refused'),
  cancelled: sentence('annulé', 'cancelled'),
};

function reportInWords(report: CallReport): Sentence {
  switch (report.outcome) {
    case 'called': {
      const { done, refused, later } = report;
      return sentence(
        `${countFr(done, 'appel entendu', 'appels entendus')}, ${countFr(refused, 'refusé')}, ${countFr(later, 'à refaire')}.`,
        `${countEn(done, 'call')} heard, ${refused} refused, ${later} to be repeated.`,
      );
    }
    case 'rehearsed':
      return sentence(
        `À blanc : ${countFr(report.wouldCall, 'appel partirait', 'appels partiraient')} (--live pour appeler vraiment).`,
        `Dry run: ${countEn(report.wouldCall, 'call')} would leave (--live to really call).`,
      );
    case 'off':
      return sentence('Les règles sont arrêtées : rien ne part.', 'The rules are off: nothing leaves.');
    case 'refused':
      return report.sentence;
    default:
      throw new Error('a report nobody wrote');
  }
}
