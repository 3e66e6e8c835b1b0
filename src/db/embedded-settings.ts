/** How the embedded PostgreSQL is set up. */
import { writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { giveTo } from './embedded-files.ts';
import type { EmbeddedServer } from './embedded-program.ts';

/**
 * Written at every start, so that a new version of Cuvée brings its own; whoever hosts it has the last word by
 * `alter system`. No replication (backups are made over the connection), hence `wal_level = minimal`, which lets COPY
 * into a new table skip the log. Pages are logged as they are: packing them costs more than writing them (a third of all that a
 * usual week at a million lines takes of PostgreSQL). What is said of a statement stays out of the server's log: it may hold a client's
 * address.
 */
export async function writeSettings(server: EmbeddedServer, port: number): Promise<void> {
  const sharedMegabytes = Math.min(512, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 16)));
  const lines = [
    '# Written by Cuvée at every start. To change a setting: alter system set … = …;',
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 100',
    `shared_buffers = ${sharedMegabytes}MB`,
    'max_wal_size = 2GB',
    'wal_level = minimal',
    'max_wal_senders = 0',
    'checkpoint_timeout = 15min',
    'random_page_cost = 1.1',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_min_messages = log',
    'log_checkpoints = off',
    'log_error_verbosity = terse',
    ...(server.fsync ? [] : ['fsync = off', 'full_page_writes = off']),
  ];
  const file = join(server.home, 'cluster', 'cuvee.conf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  await giveTo(file, server.owner);
}
