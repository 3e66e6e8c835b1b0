import { expect, it } from 'vitest';
import { groundOf } from '../../../src/6-recommend/model/ground.ts';
import { hearsayWidth, neighboursHeard } from '../../../src/6-recommend/model/hearsay.ts';
import { knownBefore } from '../../../src/6-recommend/model/knowledge.ts';
import { listenerOf } from '../../../src/6-recommend/model/listen.ts';
import { estateOf, familyOf, wineCount } from './cast.ts';

it('where few wines are bought by many, some clients stand for all, and each hears of the family they keep to', () => {
  const ground = groundOf(knownBefore(estateOf(4000), undefined), undefined);
  const { clientOfKin, kinOfClient } = ground.neighbourhood;
  expect(Math.abs(clientOfKin.length - 2500)).toBeLessThan(150);
  const said = new Float32Array(hearsayWidth * wineCount);
  const listen = listenerOf(ground, said);
  const loudest = Array.from({ length: 400 }, (_, client) => {
    listen(client);
    const heard = Array.from({ length: wineCount }, (_wine, wine) => said[hearsayWidth * wine + neighboursHeard] ?? 0);
    return familyOf(heard.indexOf(Math.max(...heard)));
  });
  expect(kinOfClient.subarray(0, 400).filter((kin) => kin < 0).length).toBeGreaterThan(50);
  expect(loudest).toEqual(loudest.map((_, client) => familyOf(client)));
});
