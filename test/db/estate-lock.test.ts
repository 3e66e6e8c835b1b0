import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { withEstateLock } from '../../src/db/estate-lock.ts';
import { RefusedByRule } from '../../src/errors.ts';
import { testDatabase } from '../support/database.ts';

let ours: Database;
let theirs: Database;
beforeAll(async () => {
  ours = await testDatabase();
  theirs = await openDatabase({ url: ours.url, embeddedFolder: '' });
});
afterAll(async () => {
  await theirs.close();
  await ours.close();
});

test('an estate that is being run refuses a second run, another estate does not', async () => {
  await withEstateLock(ours, 'petit-domaine', async () => {
    const second = withEstateLock(theirs, 'petit-domaine', async () => 'ran');
    await expect(second).rejects.toSatisfy(
      (error) => error instanceof RefusedByRule && error.code === 'RUN_IN_PROGRESS',
    );
    expect(await withEstateLock(theirs, 'grand-domaine', async () => 'ran')).toBe('ran');
  });
});

test('a run that ends, well or not, leaves the estate free', async () => {
  const failing = withEstateLock(ours, 'petit-domaine', async () => {
    throw new Error('broken off');
  });
  await expect(failing).rejects.toThrow('broken off');
  expect(await withEstateLock(theirs, 'petit-domaine', async () => 'ran')).toBe('ran');
});
