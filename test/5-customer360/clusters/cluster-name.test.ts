import { describe, expect, it } from 'vitest';
import {
  clusterKind,
  type ClusterKind,
  type ClusterProfile,
  nameClusters,
} from '../../../src/5-customer360/clusters/cluster-name.ts';
import { parseSettings } from '../../../src/estate/settings.ts';

const rules = { ...parseSettings({}), medianBasketHt: 100 };

const profile = (days: number, orders: number, basket: number): ClusterProfile => ({
  medianRecencyDays: days,
  medianOrderCount: orders,
  medianNetHt: orders * basket,
  medianBasketHt: basket,
});

const named = (clusterId: number, kind: ClusterKind, of: ClusterProfile, before: string | null = null) => ({
  clusterId,
  kind,
  profile: of,
  before: before === null ? null : { kind, name: { fr: before, en: before } },
});

describe('the name of a cluster', () => {
  it.each([
    [profile(30, 8, 100), 'Fidèles'],
    [profile(180, 4, 80), 'Réguliers à petits paniers'],
    [profile(181, 2, 125), 'Occasionnels silencieux à gros paniers'],
    [profile(366, 1, 100), 'Anciens d’une commande'],
  ])('tells silence, orders and basket: %o', (of, name) => {
    expect(nameClusters([named(1, clusterKind(of, rules, null), of)])[0]?.fr).toBe(name);
  });

  it('does not change for one order more or ten days of silence: only clearly past the border', () => {
    expect(clusterKind(profile(190, 8, 100), rules, 'active loyal usual')).toBe('active loyal usual');
    expect(clusterKind(profile(230, 8, 100), rules, 'active loyal usual')).toBe('silent loyal usual');
    expect(clusterKind(profile(190, 8, 100), rules, null)).toBe('silent loyal usual');
  });

  it('tells clusters of one kind apart by what separates them most, and keeps that too', () => {
    const [low, high] = [profile(30, 8, 100), profile(60, 20, 110)];
    const pair = [named(1, 'active loyal usual', high), named(2, 'active loyal usual', low)];
    expect(nameClusters(pair).map(({ fr }) => fr)).toEqual([
      'Fidèles (les plus gros acheteurs)',
      'Fidèles (les moins gros acheteurs)',
    ]);
    const known = [
      named(1, 'active loyal usual', low, 'Fidèles (A)'),
      named(2, 'active loyal usual', high, 'Fidèles (B)'),
    ];
    expect(nameClusters(known).map(({ fr }) => fr)).toEqual(['Fidèles (A)', 'Fidèles (B)']);
    const many = [
      ...pair,
      named(3, 'active loyal usual', profile(40, 12, 100)),
      named(4, 'active loyal usual', profile(40, 15, 100)),
    ];
    expect(new Set(nameClusters(many).map(({ fr }) => fr)).size).toBe(4);
  });
});
