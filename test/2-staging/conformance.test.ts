import { describe, expect, test } from 'vitest';
import { measureConformance } from '../../bench/csv/conformance.ts';
import { datasetFolder } from '../support/datasets.ts';

const folder = datasetFolder('csv-conformance');

describe.skipIf(folder === undefined)('the public conformance sets', () => {
  const results = new Map(measureConformance(folder ?? '').map((result) => [result.set, result]));

  test.each([
    ['csv-spectrum', 12],
    ['csv-test-data valid', 18],
    ['csv-test-data invalid', 7],
    ['w3c-csvw dialects', 219],
  ])('%s: every one of the %i files', (set, total) => {
    expect(results.get(set)).toEqual({ set, passed: total, total, failures: [] });
  });
});
