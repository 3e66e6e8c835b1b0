import type { Environment } from './environment.ts';
import type { Output } from './output.ts';

/** What every command gets first: the environment as it was read, and how to speak. */
export interface CommandContext {
  readonly environment: Environment;
  readonly output: Output;
}
