/**
 * The lists of the API, cut into keyset pages: a base statement that gives every row of an estate, the conditions the caller asked
 * for, an order that ends on the row's own key, and a cursor that carries the last row's place. Fragments of SQL come from the
 * code only; whatever a person typed travels as a parameter.
 */
import type { Parameters } from '../../../db/sql.ts';
import { sql } from '../../../db/sql.ts';
import type { Session } from '../../../db/database.ts';
import { decodeCursor, encodeCursor, wrongCursor } from './cursor.ts';
import { wrongSort } from './wrong-sort.ts';

export interface Sort {
  /** An expression over the base's columns that is never null. */
  readonly by: string;
  /** How the cursor's value is read back: `numeric`, `text`, `date`, `timestamptz`. */
  readonly type: 'numeric' | 'text' | 'date' | 'timestamptz';
}

export interface ListShape {
  /** What errors and plans call it. */
  readonly name: string;
  /** `select … from … where … estate_id = :'estate'`: every row, with the columns sorts and conditions speak of. */
  readonly base: string;
  /** The column that tells rows apart, as text. */
  readonly key: string;
  readonly sorts: Readonly<Record<string, Sort>>;
  /** The sort when none is asked for: `-turnover`. */
  readonly usual: string;
}

/** One condition over the base's columns, with its parameters: `{ sql: "tier = :'tier'", values: { tier } }`. */
export interface Condition {
  readonly sql: string;
  readonly values?: Parameters;
}

export interface ListAsked {
  readonly estate: string;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly where?: readonly Condition[];
  /** More parameters of the base. */
  readonly values?: Parameters;
}

export interface ListPage<Row> {
  readonly items: Row[];
  /** Ask with `after` set to this for the rows that follow; null at the end. */
  readonly next: string | null;
}

/** One page of a list. Throws a Problem for a sort it does not know or a cursor that is not ours. */
export async function readList<Row>(session: Session, shape: ListShape, asked: ListAsked): Promise<ListPage<Row>> {
  const limit = asked.limit ?? 50;
  const order = orderOf(shape, asked.sort);
  const conditions = [...(asked.where ?? []), ...afterCursor(shape, order, asked.after)];
  const where = conditions.length === 0 ? '' : `where ${conditions.map((one) => `(${one.sql})`).join(' and ')}`;
  const statement = sql(
    `with list as (${shape.base})
    select list.*, (${order.by})::text as cursor_value, (${shape.key})::text as cursor_key
    from list ${where}
    order by ${order.by} ${order.direction}, ${shape.key} ${order.direction}
    limit :'list_limit'`,
    shape.name,
  );
  const values = Object.assign(
    { estate: asked.estate, list_limit: limit + 1 },
    asked.values,
    ...conditions.map((one) => one.values),
  );
  const rows = await session.rows<Row & Cursor>(statement, values).catch((error: unknown) => {
    throw asked.after && isUnreadableValue(error) ? wrongCursor() : error;
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(withoutCursor),
    next: last ? encodeCursor([order.name, last.cursor_value, last.cursor_key]) : null,
  };
}

/** How many rows the conditions leave, counted no further than `most`: a list says "1000+" rather than wait. */
export async function countList(session: Session, shape: ListShape, asked: ListAsked, most = 10_000): Promise<number> {
  const conditions = asked.where ?? [];
  const where = conditions.length === 0 ? '' : `where ${conditions.map((one) => `(${one.sql})`).join(' and ')}`;
  const statement = sql(
    `with list as (${shape.base}) select count(*)::int as total from (select 1 from list ${where} limit :'most') as counted`,
    `${shape.name} count`,
  );
  const values = Object.assign({ estate: asked.estate, most }, asked.values, ...conditions.map((one) => one.values));
  return (await session.one<{ total: number }>(statement, values))?.total ?? 0;
}

interface Cursor {
  readonly cursor_value: string;
  readonly cursor_key: string;
}

interface Order extends Sort {
  readonly name: string;
  readonly direction: 'asc' | 'desc';
}

function orderOf(shape: ListShape, asked: string | undefined): Order {
  const name = asked === undefined || asked === '' ? shape.usual : asked;
  const sort = Object.hasOwn(shape.sorts, name.replace(/^-/, '')) ? shape.sorts[name.replace(/^-/, '')] : undefined;
  if (!sort) throw wrongSort(Object.keys(shape.sorts));
  return { ...sort, name, direction: name.startsWith('-') ? 'desc' : 'asc' };
}

function afterCursor(shape: ListShape, order: Order, after: string | undefined): Condition[] {
  if (after === undefined || after === '') return [];
  const [name, value, key] = decodeCursor(after);
  if (name !== order.name || value === undefined || key === undefined) throw wrongCursor();
  const beyond = order.direction === 'desc' ? '<' : '>';
  return [
    {
      sql: `(${order.by}, ${shape.key}) ${beyond} (:'after_value'::${order.type}, :'after_key')`,
      values: { after_value: value, after_key: key },
    },
  ];
}

// A cursor somebody wrote by hand: its value is no number, no day, no text (PostgreSQL, class 22: data exception).
function isUnreadableValue(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^22(003|007|008|021|P02)$/.test(String(error.code));
}

function withoutCursor<Row>({ cursor_value: _value, cursor_key: _key, ...row }: Row & Cursor): Row {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left of a row once its place is taken away
  return row as unknown as Row;
}
