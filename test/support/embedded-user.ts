/** A process that uses an embedded server until its standard input ends: what the tests of the launcher start. */
import { startEmbedded } from '../../src/db/embedded.ts';

const embedded = await startEmbedded({ folder: process.argv[2] ?? '', fsync: false });
process.stdout.write(`${embedded.url}\n`);
for await (const _chunk of process.stdin);
await embedded.release();
