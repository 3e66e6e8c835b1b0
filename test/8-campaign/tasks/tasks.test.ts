import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTask, closeTask, listTasks } from '../../../src/8-campaign/tasks/tasks.ts';
import { readJournal } from '../../../src/journal/journal.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';

const estate = 'petit-domaine';
const now = new Date('2026-11-16T09:00:00Z');

describe('the list of things to do', () => {
  let testing: TestEstate;
  beforeAll(async () => {
    testing = await testEstate();
  });
  afterAll(() => testing.close());

  const add = (taskKey: string, dueOn?: string) =>
    addTask(testing.world.database, {
      estate,
      taskKey,
      kind: 'call',
      title: `Appeler ce client (${taskKey})`,
      clientCode: taskKey,
      ...(dueOn === undefined ? {} : { dueOn }),
      author: 'règle : client très engagé',
      now,
    });
  const open = async () =>
    (await listTasks(testing.world.database, { estate, limit: 10 })).map(({ clientCode }) => clientCode);
  const close = (id: string, state: 'done' | 'dropped') =>
    testing.world.database.transaction((session) => closeTask(session, { estate, id, state, by: 'Élise', now }));

  it('shows the most urgent first, holds the same wish once, and does not bring back what Élise closed', async () => {
    expect([await add('MARCEL'), await add('VICTOIRE', '2026-11-18'), await add('NATHAN', '2026-11-17')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(await add('NATHAN', '2026-11-20')).toBe(false);
    expect(await open()).toEqual(['NATHAN', 'VICTOIRE', 'MARCEL']);
    const [first] = await listTasks(testing.world.database, { estate, limit: 1 });
    const id = first?.shortId ?? '';
    expect(await close(id, 'done')).toMatchObject({
      outcome: 'closed',
      task: { clientCode: 'NATHAN', closedBy: 'Élise' },
    });
    expect(await close(id, 'dropped')).toMatchObject({ outcome: 'closed_before', task: { state: 'done' } });
    expect(await add('NATHAN')).toBe(false);
    expect(await open()).toEqual(['VICTOIRE', 'MARCEL']);
    expect(await readJournal(testing.world.database, estate, 1)).toMatchObject([
      { actor: 'Élise', action: 'task.done' },
    ]);
  });

  it('is not closed by a number that names no task, or too short to name one', async () => {
    expect(await close('00000000', 'done')).toEqual({ outcome: 'unknown' });
    expect(await close('', 'done')).toEqual({ outcome: 'unknown' });
  });
});
