/**
 * Hostile words through every parameter, query and body of every route, by somebody who may call it: statements of SQL, paths out
 * of the folder, formulas, scripts, broken text. Whatever comes of it, the house stands, and another estate's rows stay as they are.
 */
import { z } from 'zod';
import { type Answer, type Caller, knock, type RouteRule, type WrongAnswer } from './matrix.ts';
import { sampleBody } from './sample-body.ts';

export const hostileWords = [
  "' or '1'='1",
  "x'); delete from app.users; --",
  '"; drop schema crm cascade; --',
  '../../../../etc/passwd',
  '..\\..\\secret',
  '<script>alert(1)</script>',
  '=HYPERLINK("https://evil.example","x")',
  '\u0000',
  '\ud800',
  '%00%0a',
  '{"$gt":""}',
  '__proto__',
  '-1',
  '1e400',
  'NaN',
  '99999999999999999999',
  'x'.repeat(5000),
];

type House = Parameters<typeof knock>[0];

/** Every hostile word at every place of every route; what broke, and how many calls were made. */
export async function hostilePass(
  house: House,
  rules: readonly RouteRule[],
  caller: Caller,
): Promise<{ checks: number; wrong: WrongAnswer[] }> {
  const wrong: WrongAnswer[] = [];
  let checks = 0;
  for (const rule of rules.filter(({ method }) => method !== 'HEAD')) {
    const cursors = await cursorsOf(house, rule, caller);
    for (const word of hostileWords) {
      for (const { address, body, place } of placesOf(rule, word, cursors)) {
        checks += 1;
        const fault = faultOf(rule, await knock(house, { rule, caller, address, body }));
        if (fault !== undefined) {
          wrong.push({
            route: `${rule.method} ${rule.url}`,
            caller: `${JSON.stringify(word.slice(0, 40))} as ${place}`,
            expected: 'an answer below 500, as JSON, that runs nothing',
            got: fault,
          });
        }
      }
    }
  }
  return { checks, wrong };
}

// A script is only ever answered as data: JSON, a table or a file to save, never as a page.
function faultOf(rule: RouteRule, answer: Answer): string | undefined {
  if (answer.status >= 500 || answer.code === 'TOO_MANY_REQUESTS') return `${answer.status} ${answer.code}`;
  if (answer.type.startsWith('text/html')) return `a page (${answer.type}) from ${rule.url}`;
  return undefined;
}

interface Place {
  readonly place: string;
  readonly address: string;
  readonly body?: unknown;
}

function placesOf(rule: RouteRule, word: string, cursors: readonly Cursor[]): Place[] {
  const safe = word.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  const address = rule.url.replaceAll(/:\w+(\([^)]*\))?/g, 'x').replace('*', 'x');
  const inPath = rule.url.includes(':')
    ? [{ place: 'parameter', address: rule.url.replaceAll(/:\w+(\([^)]*\))?/g, encodeURIComponent(safe)) }]
    : [];
  const inQuery = namesIn(rule.querystring).map((name) => ({
    place: `?${name}`,
    address: `${address}?${name}=${encodeURIComponent(safe)}`,
  }));
  const inCursor = cursors.map((place) => ({
    place: 'a cursor of ours, changed',
    address: `${address}?after=${Buffer.from(JSON.stringify(place.map((part) => part ?? safe))).toString('base64url')}`,
  }));
  const inBody =
    rule.body === undefined ? [] : [{ place: 'body', address, body: withWord(sampleBody(rule.body), word) }];
  return [...inPath, ...inQuery, ...inCursor, ...inBody];
}

/** The parts of a cursor; null where the hostile word goes. */
type Cursor = readonly (string | null)[];

/** The cursor a list gives after its first row, with each of its values open for a word of ours. */
async function cursorsOf(house: House, rule: RouteRule, caller: Caller): Promise<Cursor[]> {
  if (rule.method !== 'GET' || !namesIn(rule.querystring).includes('after')) return [];
  const { body } = await knock(house, { rule, caller, address: `${rule.url}?limit=1` });
  const next = /"next":"([\w-]+)"/.exec(body)?.[1];
  if (next === undefined) return [];
  const parts: unknown = JSON.parse(Buffer.from(next, 'base64url').toString());
  if (!Array.isArray(parts)) return [];
  return parts.map((_, open) => parts.map((part, index) => (index === open ? null : String(part))));
}

function namesIn(schema: unknown): string[] {
  if (!(schema instanceof z.ZodType)) return [];
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties ?? {});
}

/** A body with its texts replaced. */
function withWord(body: unknown, word: string): unknown {
  if (typeof body === 'string') return word;
  if (Array.isArray(body)) return body.map((item) => withWord(item, word));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withWord(value, word)]));
}
