/** The exit codes of `cuvee`, and nowhere else. */
import { Failure, RefusedByRule } from '../errors.ts';

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, refusedByRule: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const usageCodes = new Set([
  'WRONG_USAGE',
  'WRONG_ESTATE_NAME',
  'UNKNOWN_ESTATE',
  'WRONG_SETTINGS',
  'WRONG_YAML',
  'UNKNOWN_CAMPAIGN',
  'UNKNOWN_TEMPLATE',
  'UNKNOWN_CLIENT',
  'UNKNOWN_WINE',
  'UNKNOWN_USER',
  'UNKNOWN_TOKEN',
]);

/** Which code an error ends with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof RefusedByRule) return exitCodes.refusedByRule;
  if (error instanceof Failure && usageCodes.has(error.code)) return exitCodes.wrongUsage;
  return exitCodes.failed;
}
