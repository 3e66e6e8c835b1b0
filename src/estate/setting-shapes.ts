/** What each setting may hold, read off the schema itself: the page draws its fields from this, so that none can be forgotten. */
import { z } from 'zod';
import { settingsSchema } from './settings.ts';

/**
 * `share`: 0 to 1, shown in percent. `texts`: one a line. `choices`: several of those given. `numbers`: a row of numbers of fixed
 * length (`length`), or as many as one likes. `other`: a list of records, edited as text.
 */
export type SettingKind =
  | 'text'
  | 'number'
  | 'integer'
  | 'share'
  | 'yes_no'
  | 'choice'
  | 'choices'
  | 'time'
  | 'texts'
  | 'numbers'
  | 'other';

export interface SettingShape {
  readonly path: string;
  readonly kind: SettingKind;
  readonly choices: readonly string[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** How many numbers a row holds; null where it is free. */
  readonly length: number | null;
}

const node = z.object({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
});
type Node = z.infer<typeof node>;

/** Every leaf of the settings, in the order of the schema; `profiles` is one leaf. */
export function settingShapes(): readonly SettingShape[] {
  const schema = node.parse(z.toJSONSchema(settingsSchema, { io: 'output', unrepresentable: 'any' }));
  return leavesOf(schema, '');
}

function leavesOf(of: Node, path: string): SettingShape[] {
  const members = Object.entries(of.properties ?? {});
  if (members.length === 0) return [shapeOf(of, path)];
  return members.flatMap(([name, member]) => leavesOf(node.parse(member), path === '' ? name : `${path}.${name}`));
}

function shapeOf(of: Node, path: string): SettingShape {
  const items = node.safeParse(of.items).data;
  return {
    path,
    kind: kindOf(of, items),
    choices: of.enum ?? items?.enum ?? [],
    minimum: bound(of.minimum ?? of.exclusiveMinimum),
    maximum: bound(of.maximum),
    length: of.prefixItems?.length ?? null,
  };
}

function kindOf(of: Node, items: Node | undefined): SettingKind {
  if (of.enum) return 'choice';
  if (of.type === 'boolean') return 'yes_no';
  if (of.type === 'integer') return 'integer';
  if (of.type === 'number') return of.minimum === 0 && of.maximum === 1 ? 'share' : 'number';
  if (of.type === 'string') return of.pattern?.startsWith('^([01]') ? 'time' : 'text';
  if (of.prefixItems || items?.type === 'integer' || items?.type === 'number') return 'numbers';
  if (items?.enum) return 'choices';
  return items?.type === 'string' ? 'texts' : 'other';
}

// The schema bounds every integer by what a number can hold: that is no bound of ours.
function bound(limit: number | undefined): number | null {
  return limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER ? null : limit;
}
