import { expect, it } from 'vitest';
import { fit } from '../../../src/6-recommend/model/fit.ts';
import { rankAll } from '../../../src/6-recommend/model/rank-all.ts';
import { estateOf, families } from './cast.ts';

it('the lists are the same from two threads, from none, and asked for one by one', async () => {
  const question = { history: estateOf(300), attributes: families, seed: 1 };
  const alone = await rankAll(question, { count: 3, slot: 'discovery' });
  const threaded = await rankAll(question, { count: 3, slot: 'discovery', threads: 2 });
  expect(threaded).toEqual(alone);
  const model = fit(question);
  const oneByOne = Array.from({ length: 300 }, (_, client) => model.rank({ client, count: 3, slot: 'discovery' }));
  expect(Array.from(alone.lists.items).filter((item) => item >= 0)).toEqual(oneByOne.flat().map(({ item }) => item));
});
