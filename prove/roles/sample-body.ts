/** The smallest body a route takes, made from its own schema: so that a call gets as far as the thing it names. */
import { z } from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A value the schema admits, as far as its shape goes; `{}` where there is none to be made. */
export function sampleBody(schema: unknown): unknown {
  if (!(schema instanceof z.ZodType)) return {};
  return sampleOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function sampleOf(schema: JsonSchema): unknown {
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const [choice] = [schema['anyOf'], schema['oneOf'], schema['allOf']].flat().filter(isSchema);
  if (choice) return sampleOf(choice);
  if (schema['type'] === 'object') return sampleObject(schema);
  if (schema['type'] === 'array') return sampleArray(schema);
  if (schema['type'] === 'string') return sampleString(schema);
  if (schema['type'] === 'integer' || schema['type'] === 'number') return Math.max(1, Number(schema['minimum'] ?? 1));
  if (schema['type'] === 'boolean') return true;
  return null;
}

function sampleObject(schema: JsonSchema): Record<string, unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  return Object.fromEntries(
    required.map((name) => {
      const property = properties[name];
      return [name, isSchema(property) ? sampleOf(property) : 'x'];
    }),
  );
}

function sampleArray(schema: JsonSchema): unknown[] {
  const { items, minItems } = schema;
  return isSchema(items) ? Array.from({ length: Number(minItems ?? 1) }, () => sampleOf(items)) : [];
}

function sampleString({ format, minLength }: JsonSchema): string {
  if (format === 'uuid') return '00000000-0000-7000-8000-000000000001';
  if (format === 'email') return 'somebody@example.net';
  if (format === 'date') return '2026-11-23';
  if (format === 'date-time') return '2026-11-23T07:00:00Z';
  if (format === 'uri') return 'https://example.net/';
  return 'x'.repeat(Math.max(12, Number(minLength ?? 1)));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
