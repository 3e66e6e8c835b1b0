/** What a person of an estate may do: four roles, each of which may what the one before it may. */

export const roles = ['lecteur', 'operateur', 'approbateur', 'administrateur'] as const;

export type Role = (typeof roles)[number];

/** Whether a role may what `needed` may: `lecteur` reads, `operateur` works, `approbateur` says yes, `administrateur` decides who. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
