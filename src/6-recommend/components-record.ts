/**
 * What a score is made of as it is kept, column by column: four names beside each of some twenty lines were most of the bytes, and
 * PostgreSQL took twice as long to take them in.
 */
import type { Component } from './score.ts';

/** By component, in their order; members in the order of their names. */
export interface ComponentColumns {
  readonly dimension: readonly string[];
  readonly points: readonly number[];
  readonly value: readonly number[];
  readonly weight: readonly number[];
}

export function componentColumns(components: readonly Component[]): ComponentColumns {
  return {
    dimension: components.map(({ dimension }) => dimension),
    points: components.map(({ points }) => points),
    value: components.map(({ value }) => value),
    weight: components.map(({ weight }) => weight),
  };
}

/** The components again; computations of earlier versions kept them as they are. */
export function componentsKept(kept: ComponentColumns | readonly Component[]): readonly Component[] {
  if (!('dimension' in kept)) return kept;
  return kept.dimension.map((dimension, at) => ({
    dimension,
    points: kept.points[at] ?? 0,
    value: kept.value[at] ?? 0,
    weight: kept.weight[at] ?? 0,
  }));
}
