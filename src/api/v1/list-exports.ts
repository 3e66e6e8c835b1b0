/**
 * Every list of the API can be taken away as a file: for each GET that answers pages, `…/export` gives all of its rows under the same
 * filters and sort, as CSV or XLSX, no cell of which runs as a formula. The columns are those the list's own schema names.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { z } from 'zod';
import type { Language } from '../../values/sentence.ts';
import { sentence } from '../../values/sentence.ts';
import { Problem } from '../problem.ts';
import { languageOf } from './answers.ts';
import { type ApiTools, personOf } from './api-tools.ts';
import { columnWord, listName } from './export-words.ts';
import { noteExport } from './note-export.ts';
import type { Access } from './person.ts';
import { sendTable, type TableCell } from './table-file.ts';

/** A spreadsheet holds a million rows. */
const mostRows = 1_000_000;
const rowsAtOnce = 5_000;

type Item = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
}
/** One column: where its value lies in a row. */
interface Column {
  readonly path: readonly string[];
}

/** Adds the exports of all lists that have none of their own. To be called when every resource is there. */
export function addListExports(app: FastifyInstance, routes: readonly RouteOptions[], tools: ApiTools): void {
  const taken = new Set(routes.map(({ url }) => url));
  for (const route of routes) {
    const item = itemOf(route);
    if (item === undefined || taken.has(`${route.url}/export`)) continue;
    const path = route.url.slice(app.prefix.length);
    const columns = columnsOf(item);
    app.get(
      `${path}/export`,
      {
        config: { ...route.config, access: atLeastOperateur(route.config?.access) },
        schema: {
          tags: [...(route.schema?.tags ?? [])],
          summary: `${route.schema?.summary ?? path}: all of it, as a file`,
          ...(route.schema?.params ? { params: route.schema.params } : {}),
          querystring: exportQuery(route.schema?.querystring),
        },
      },
      async (request, reply) => {
        const format = formatOf(request);
        const items = await allOf(app, route, request, reply);
        await noteExport(tools.databaseOf(personOf(request)), request, { path, format, rows: items.length });
        const language = languageOf(request);
        return sendTable(reply, {
          name: `${listName(path)}-${tools.clock().toISOString().slice(0, 10)}`,
          header: columns.map((column) => columnWord(column.path, language)),
          rows: items.map((row) => columns.map((column) => cellOf(valueAt(row, column.path), language))),
          format,
        });
      },
    );
  }
}

/** The schema of a list's rows; undefined for a route that is no list. */
function itemOf({ method, schema }: RouteOptions): z.ZodObject | undefined {
  if (![method].flat().includes('GET')) return undefined;
  const answers: unknown = schema?.response;
  const answer = typeof answers === 'object' && answers !== null && 200 in answers ? answers[200] : undefined;
  if (!(answer instanceof z.ZodObject) || !('next' in answer.shape)) return undefined;
  const { items }: { items?: unknown } = answer.shape;
  return items instanceof z.ZodArray && items.element instanceof z.ZodObject ? items.element : undefined;
}

/** Taking a whole list out of the house is more than reading it. */
function atLeastOperateur(access: Access | undefined): Access {
  return access === 'approbateur' || access === 'administrateur' ? access : 'operateur';
}

const format = z.enum(['csv', 'xlsx']).default('csv');

function exportQuery(query: unknown): z.ZodObject {
  if (!(query instanceof z.ZodObject)) return z.object({ format });
  const { after: _after, limit: _limit, ...filters } = query.shape;
  return z.object({ ...filters, format });
}

function formatOf({ query }: FastifyRequest): 'csv' | 'xlsx' {
  return z.object({ format }).parse(query).format;
}

/** Every row of the list, asked of its own handler page after page. */
async function allOf(
  app: FastifyInstance,
  route: RouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Item[]> {
  const items: Item[] = [];
  const asked = z.record(z.string(), z.unknown()).parse(request.query);
  let after: string | undefined;
  do {
    const query = { ...asked, limit: rowsAtOnce, ...(after === undefined ? {} : { after }) };
    // The same request with another query: everything else, the caller above all, stays what it is.
    const page = await route.handler.call(app, Object.create(request, { query: { value: query } }), reply);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the route's own schema says so (itemOf)
    const { items: more, next } = page as Page;
    for (const item of more) items.push(item);
    after = next ?? undefined;
    if (items.length > mostRows) throw tooManyRows();
  } while (after !== undefined);
  return items;
}

function tooManyRows(): Problem {
  return new Problem(
    'refused',
    'TOO_MANY_ROWS',
    sentence(
      'Plus d’un million de lignes : un tableur ne les ouvre pas. Resserrez les filtres.',
      'More than a million rows: no spreadsheet opens them. Narrow the filters.',
    ),
  );
}

/** The columns of a row: each of its values that is no object, in the order of the contract. */
function columnsOf(schema: z.ZodObject, above: readonly string[] = []): Column[] {
  return Object.entries(schema.shape).flatMap(([name, type]): Column[] => {
    const inner = unwrapped(type);
    const path = [...above, name];
    return inner instanceof z.ZodObject && !isSentence(inner) ? columnsOf(inner, path) : [{ path }];
  });
}

function unwrapped(type: unknown): unknown {
  const isWrapped = type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault;
  return isWrapped ? unwrapped(type.unwrap()) : type;
}

function isSentence({ shape }: z.ZodObject): boolean {
  return Object.keys(shape).toSorted().join() === 'en,fr';
}

function valueAt(row: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined || row === null || typeof row !== 'object') return row;
  return valueAt(Object.hasOwn(row, name) ? Reflect.get(row, name) : null, rest);
}

function cellOf(value: unknown, language: Language): TableCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return textOf(value, language);
}

function partOf(value: unknown, language: Language): string {
  const isMany = typeof value === 'object' && value !== null && !('fr' in value);
  const cells = isMany ? Object.values(value).map((one) => cellOf(one, language)) : [cellOf(value, language)];
  return cells.filter((cell) => cell !== null && cell !== '').join(' ');
}

/** A list as its parts, each with its own; a sentence in one language; anything else as JSON. */
function textOf(value: unknown, language: Language): string {
  if (Array.isArray(value)) return value.map((one) => partOf(one, language)).join(' · ');
  if (typeof value === 'object' && value !== null && 'fr' in value && 'en' in value) return String(value[language]);
  return JSON.stringify(value);
}
