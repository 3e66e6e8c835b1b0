/** What a file that adds commands to the program is given: the words, the wrapper of actions, and the usual options. */
import type { Option } from 'commander';
import type { CommandContext } from './context.ts';

/** What a command does; returns its exit code. Arguments follow the options. */
export type Action<Options> = (context: CommandContext, options: Options, ...args: string[]) => Promise<number>;

export interface ProgramTools {
  /** The sentence in the language of the command line. */
  readonly t: (fr: string, en: string) => string;
  /** Wraps an action that is loaded when the command is called. */
  readonly act: <Options>(load: () => Promise<Action<Options>>) => (...received: unknown[]) => Promise<void>;
  readonly estateOption: () => Option;
  readonly jsonOption: () => Option;
  readonly asOfOption: () => Option;
}
