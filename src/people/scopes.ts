/** What a token of a script may do: each scope is given by name, none follows from another. */

export const scopes = ['read', 'exports:write', 'runs:write', 'campaigns:write'] as const;

export type Scope = (typeof scopes)[number];
