import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** The first line of standard input, trimmed; on a terminal nothing of it is shown. A secret never stands in a command line. */
export async function readUnseen(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY ?? false });
  // Unseen, the terminal hands us Ctrl+C as a letter.
  lines.on('SIGINT', () => lines.close());
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
  }
}
