/** The list the estate sees today, asked again against the guardrails: the count that must be 0. */
import { loadSql } from '../../db/sql.ts';
import type { RunWorld } from '../../world.ts';
import type { PublishedReport } from './report.ts';

const publishedViolations = loadSql(import.meta.url, './published-violations.sql');

/** How many recommendations stand in the list, and which rules some of them break. */
export async function askPublished({ database, estate, settings }: RunWorld): Promise<PublishedReport> {
  const rows = await database.rows<{ code: string | null; total: number }>(publishedViolations, {
    estate_id: estate,
    exclusion_days: settings.guardrails.product_exclusion_days,
    silence_days: settings.guardrails.silence_days,
    messages_per_year: settings.guardrails.messages_per_year,
    minimum_age: settings.guardrails.minimum_age,
    per_client: settings.scenarios.per_client,
  });
  const broken = rows.flatMap(({ code, total }) => (code === null ? [] : [[code, total] as const]));
  return {
    recommendations: rows.find(({ code }) => code === null)?.total ?? 0,
    violations: broken.reduce((sum, [, total]) => sum + total, 0),
    byCode: Object.fromEntries(broken),
  };
}
