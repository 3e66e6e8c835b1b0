/** The state of the house in numbers, for all estates at once: read by whoever watches the machine, not by an estate. */
import type { Database } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const selectCounts = loadSql(import.meta.url, './house-counts.sql');

export interface HouseCount {
  readonly metric: string;
  readonly estate: string;
  /** The value of the metric's second label; empty where it has none. */
  readonly label: string;
  readonly value: number;
}

/** Every count of house-counts.sql at `now`. */
export async function countHouse(database: Database, now: Date): Promise<HouseCount[]> {
  return database.rows<HouseCount>(selectCounts, { now });
}
