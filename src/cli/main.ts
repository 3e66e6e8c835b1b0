/** The command line: it parses what came in, calls one verb, and words the answer. No rule of the business lives here. */
import { CommanderError } from 'commander';
import { languageOf } from './environment.ts';
import { exitCodeOf, exitCodes } from './exit.ts';
import { fileFailure } from './file-failure.ts';
import { printError, printFailure } from './output.ts';
import { createProgram } from './program.ts';

/** Runs one command line (as `process.argv`) and gives its exit code: 0 done, 1 failed, 2 wrong usage, 3 refused by a rule. */
export async function main(argv: readonly string[]): Promise<number> {
  const language = languageOf(process.env);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', goOnWithoutReader);
  let exitCode: number = exitCodes.done;
  const program = createProgram(language, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    const told = fileFailure(error) ?? error;
    printError(told, language);
    if (argv.includes('--json')) printFailure(told);
    return exitCodeOf(told);
  }
}

/** A reader that has read enough (`cuvee run | head`) ends nothing: the work goes on, unheard. */
function goOnWithoutReader(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}
