import { webhookEvents } from '../../brevo/webhooks.ts';
import { calmBehaviour, changeBehaviour, wildBehaviour } from '../../fake-brevo/behaviour.ts';
import { startFakeBrevo } from '../../fake-brevo/start.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';

interface FakeBrevoOptions {
  readonly port: string;
  readonly seed: string;
  /** How many times faster than ours its time runs. */
  readonly speed?: string;
  readonly webhook?: string;
  readonly credits?: string;
  readonly wild?: boolean;
}

/** `cuvee fake-brevo`: a Brevo that sends nothing, with a page to read what was "sent"; runs until interrupted. */
export async function fakeBrevo(context: CommandContext, options: FakeBrevoOptions): Promise<number> {
  const credits = options.credits === undefined ? {} : { creditsPerDay: readCount('--credits', options.credits) };
  const fake = await startFakeBrevo({
    port: readCount('--port', options.port),
    seed: readCount('--seed', options.seed),
    behaviour: { ...(options.wild === true ? changeBehaviour(calmBehaviour, wildBehaviour) : {}), ...credits },
    clock: { mode: 'real', speed: readCount('--speed', options.speed ?? '1') },
  }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      ? portTaken(options.port, error)
      : error;
  });
  if (options.webhook !== undefined) {
    for (const type of ['transactional', 'marketing'] as const) {
      fake.control.addWebhook({ url: options.webhook, type, events: webhookEvents[type] });
    }
  }
  context.output.say(
    sentence(
      `Faux Brevo : ${fake.url} (rien ne part). Donnez à Cuvée BREVO_API_URL=${fake.apiUrl}. Ctrl+C pour arrêter.`,
      `Fake Brevo: ${fake.url} (nothing goes out). Give Cuvée BREVO_API_URL=${fake.apiUrl}. Ctrl+C to stop.`,
    ),
  );
  context.output.json({ url: fake.url, apiUrl: fake.apiUrl });
  await interrupted();
  await fake.close();
  return exitCodes.done;
}

function portTaken(port: string, cause: unknown): Failure {
  return new Failure(
    'PORT_TAKEN',
    sentence(
      `Le port ${port} est déjà pris : choisissez-en un autre avec --port.`,
      `Port ${port} is already taken: choose another with --port.`,
    ),
    { cause },
  );
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
