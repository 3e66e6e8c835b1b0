/** A fake Brevo in a process of its own: prints its address as one line of JSON, and runs until it is ended. */
import { quietRecipients } from '../src/fake-brevo/behaviour.ts';
import { startFakeBrevo } from '../src/fake-brevo/start.ts';

const { seed, speed, behaviour } = JSON.parse(process.argv[2] ?? '{}');
const fake = await startFakeBrevo({
  seed,
  clock: { mode: 'real', speed },
  behaviour: { recipients: quietRecipients, bodiesKept: 100, ...behaviour },
});
process.stdout.write(`${JSON.stringify({ url: fake.url, apiUrl: fake.apiUrl })}\n`);
// Ends with whoever started it, however that ended.
process.stdin.on('end', () => process.exit(0)).resume();
