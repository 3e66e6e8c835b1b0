/**
 * How a value of PostgreSQL becomes one of ours. The driver's own choices lose cents (numeric in an array → float),
 * shift days (date → midnight somewhere) and hide big counts (int8 → text): those are replaced here, for single values
 * and for arrays of them.
 */
import { TypeOverrides, types } from 'pg';

/** Object identifiers of the types, fixed in PostgreSQL's catalogue. */
const typeIds = { int8: 20, date: 1082, timestamp: 1114, numeric: 1700 } as const;
const arrayTypeIds = { int8: 1016, date: 1182, timestamp: 1115, numeric: 1231 } as const;
const textArrayTypeId: number = 1009;

/** For the driver's `types` setting. */
export const typeParsers = ourTypeParsers();

function ourTypeParsers(): TypeOverrides {
  const parsers = new TypeOverrides();
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the driver's declarations forget its array types
  const parseTextArray: (value: string) => unknown = types.getTypeParser(textArrayTypeId);
  parsers.setTypeParser(typeIds.int8, parseSafeInteger);
  parsers.setTypeParser(arrayTypeIds.int8, (value) => deep(parseTextArray(value), parseSafeInteger));
  for (const name of ['date', 'timestamp', 'numeric'] as const) {
    parsers.setTypeParser(typeIds[name], (value) => value);
    parsers.setTypeParser(arrayTypeIds[name], parseTextArray);
  }
  return parsers;
}

function parseSafeInteger(value: string): number {
  const integer = Number(value);
  if (!Number.isSafeInteger(integer)) throw new Error(`${value} is too big for a number`);
  return integer;
}

/** Applies a parser to every text of an array of any depth; nulls stay. */
function deep(value: unknown, parse: (value: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => deep(element, parse));
  return typeof value === 'string' ? parse(value) : value;
}
