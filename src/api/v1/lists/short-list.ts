/**
 * Registers short enough to be read whole (people, tokens, audiences, campaigns): searched, sorted and cut into pages in memory, in
 * the words of every other list. Without a `limit` they are given whole.
 */
import { foldUpper } from '../../../values/fold.ts';
import { decodeCursor, encodeCursor, wrongCursor } from './cursor.ts';
import { wrongSort } from './wrong-sort.ts';

export interface ShortShape<Row> {
  /** What tells two rows apart, and decides between equals. */
  readonly key: (row: Row) => string;
  /** The words a row is found by. */
  readonly words: (row: Row) => string;
  readonly sorts: Readonly<Record<string, (row: Row) => string | number>>;
  /** The sort when none is asked for: `-createdAt`. */
  readonly usual: string;
}

interface ShortAsked {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface ShortPage<Row> {
  readonly items: Row[];
  readonly next: string | null;
  readonly total: number;
}

/** One page of it; `total` counts what the search leaves. Throws a Problem for a sort it does not know or a cursor not ours. */
export function pageOfShort<Row>(
  rows: readonly Row[],
  shape: ShortShape<Row>,
  { q = '', sort, after, limit }: ShortAsked,
): ShortPage<Row> {
  const order = orderOf(shape, sort);
  const wanted = foldUpper(q)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = rows
    .filter((row) => wanted.every((word) => foldUpper(shape.words(row)).includes(word)))
    .map((row) => ({ row, value: order.by(row), key: shape.key(row) }))
    .sort((one, other) => order.direction * compare(one, other));
  const from = beginning(found, order, after);
  const shown = found.slice(from, from + (limit ?? found.length));
  const last = shown.at(-1);
  const isMore = from + shown.length < found.length;
  return {
    items: shown.map(({ row }) => row),
    next: isMore && last ? encodeCursor([order.name, String(last.value), last.key]) : null,
    total: found.length,
  };
}

interface Place {
  readonly value: string | number;
  readonly key: string;
}

interface Order<Row> {
  readonly name: string;
  readonly by: (row: Row) => string | number;
  readonly direction: 1 | -1;
}

function orderOf<Row>({ sorts, usual }: ShortShape<Row>, asked: string | undefined): Order<Row> {
  const name = asked === undefined || asked === '' ? usual : asked;
  const plain = name.replace(/^-/, '');
  const by = Object.hasOwn(sorts, plain) ? sorts[plain] : undefined;
  if (by) return { name, by, direction: name.startsWith('-') ? -1 : 1 };
  throw wrongSort(Object.keys(sorts));
}

function compare(one: Place, other: Place): number {
  if (one.value !== other.value) return one.value < other.value ? -1 : 1;
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

/** Where the rows after the cursor begin: behind its place, whether or not its row is still there. */
function beginning<Row>(found: readonly Place[], order: Order<Row>, after: string | undefined): number {
  if (after === undefined || after === '') return 0;
  const [name, value = '', key = ''] = decodeCursor(after);
  if (name !== order.name) throw wrongCursor();
  const isNumber = typeof found[0]?.value === 'number';
  if (isNumber && !Number.isFinite(Number(value))) throw wrongCursor();
  const place = { value: isNumber ? Number(value) : value, key };
  const at = found.findIndex((row) => order.direction * compare(row, place) > 0);
  return at < 0 ? found.length : at;
}
