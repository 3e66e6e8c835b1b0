/** What a computation of recommendations depends on, in one hash: the same hash never needs computing again. */
import { loadSql } from '../db/sql.ts';
import { stableHash } from '../values/stable-json.ts';
import type { RunWorld } from '../world.ts';

const selectInputs = loadSql(import.meta.url, './inputs.sql');

/** SHA-256 over the as-of day, the files loaded, what people and letters added since, the settings and the code. */
export async function readInputsHash(world: RunWorld): Promise<string> {
  const { estate, asOf, configHash, codeVersion } = world;
  const inputs = await world.database.one<{ dataset_version: string; said: string }>(selectInputs, {
    estate_id: estate,
  });
  return stableHash({ asOf, datasetVersion: inputs?.dataset_version, said: inputs?.said, configHash, codeVersion });
}
