/** Everything that must not happen in a year, each a count that has to be zero. */
export const faultNames = [
  'written within 135 days of an earlier marketing letter',
  'more than 4 marketing letters in 365 days',
  'product bought less than 60 days before',
  'product twice in a letter',
  'written to after a refusal',
  'no legal basis',
  'trade client',
  'till client',
  'under 18',
  'household held out',
  'household twice in a campaign',
  'not approved when it left',
  'approved by its author',
  'changed since the approval',
  'says something else than its outbox row',
  'blocked by the linter',
  'without the words of the law',
  'nobody asked for it',
  'outside the hours of sending',
  'more than a day may have',
  'bottles promised twice',
  'kept from a letter by none before',
  'forbidden act went through',
  'audience does not add up',
  'accepted and not in the contact log',
  'in the contact log and not accepted',
  'letter without its last word',
  'refusal not registered',
  'refused contact opened again at Brevo',
  'journal broken',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Fault {
  readonly name: FaultName;
  /** Codes and days only. */
  readonly about: string;
}

/** Name → count. */
export type FaultCounts = Readonly<Record<string, number>>;

/** How often each happened, in the order of `faultNames`. */
export function countFaults(faults: readonly Fault[]): FaultCounts {
  return Object.fromEntries(faultNames.map((name) => [name, faults.filter((fault) => fault.name === name).length]));
}
