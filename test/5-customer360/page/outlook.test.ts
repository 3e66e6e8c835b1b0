import { describe, expect, it } from 'vitest';
import { outlookOf, type OutlookFacts } from '../../../src/5-customer360/page/outlook.ts';

const facts: OutlookFacts = {
  valueStatus: 'estimated',
  pAlive: '0.83000',
  expectedOrders12m: '2.4210',
  value12mHt: '1240.4000',
  value12mLowHt: '90.2000',
  value12mHighHt: '2420.0000',
  cluster: {
    clusterId: 2,
    nameFr: 'Fidèles à gros paniers',
    nameEn: 'Loyal clients with large baskets',
    clientCount: 312,
    profile: {
      kind: 'active loyal large',
      medianRecencyDays: 43,
      medianOrderCount: 8,
      medianNetHt: 1240.4,
      medianBasketHt: 155,
      clientShare: 0.1,
      turnoverShare: 0.384,
    },
  },
  clustering: { status: 'fitted', clientCount: 3100, minimumClients: 50 },
  isTrade: false,
  orderCount: 9,
  rfmCode: '545',
};

describe('what may be expected of a client', () => {
  it('is said with its interval, their chance and their group, in French and in English', () => {
    const { fr, en } = outlookOf(facts);
    expect(fr.map((words) => words.replaceAll('\u202f', ' '))).toEqual([
      'Valeur attendue sur 12 mois : 1 240 € HT (80 % : 90 à 2 420 €).',
      'Chance d’être encore client : 83 % ; 2,4 commandes attendues en 12 mois.',
      'Groupe « Fidèles à gros paniers » : 312 clients, en médiane 8 commandes et 1 240 € HT, la dernière il y a 43 jours ; 38 % du chiffre d’affaires des particuliers.',
    ]);
    expect(en).toEqual([
      'Value expected over 12 months: €1,240 net of tax (80%: €90 to €2,420).',
      'Chance of still being a client: 83%; 2.4 orders expected in 12 months.',
      'Group "Loyal clients with large baskets": 312 clients, in the median 8 orders and €1,240 net of tax, the last 43 days ago; 38% of private turnover.',
    ]);
  });

  it.each([
    ['0.99812', 'plus de 99 %', 'over 99%'],
    ['0.00210', 'moins de 1 %', 'under 1%'],
  ])('never says certain or impossible: %s', (pAlive, french, english) => {
    const { fr, en } = outlookOf({ ...facts, pAlive });
    expect(fr[1]).toContain(french);
    expect(en[1]).toContain(english);
  });

  it('says nothing of the chance of somebody who ordered once', () => {
    const { fr, en } = outlookOf({ ...facts, orderCount: 1, pAlive: '0.99900', expectedOrders12m: '0.2300' });
    expect(fr[1]).toBe('Après une seule commande : 0,2 commande attendue en 12 mois.');
    expect(en[1]).toBe('After a single order: 0.2 orders expected in 12 months.');
  });

  it('is "not enough data" where there is not enough, and says what is missing for groups', () => {
    const nothing = {
      pAlive: null,
      expectedOrders12m: null,
      value12mHt: null,
      value12mLowHt: null,
      value12mHighHt: null,
    };
    const clustering = { status: 'not_enough_clients', clientCount: 16, minimumClients: 50 } as const;
    const few: OutlookFacts = { ...facts, ...nothing, valueStatus: 'not_enough_data', cluster: null, clustering };
    expect(outlookOf(few).fr).toEqual([
      'Valeur attendue sur 12 mois : pas assez de données.',
      'Groupe : pas assez de données (16 clients particuliers avec une commande, il en faut 50).',
    ]);
    expect(outlookOf({ ...few, isTrade: true }).en).toEqual([
      'Value expected over 12 months: not enough data (trade clients are counted apart).',
    ]);
    expect(outlookOf({ ...few, rfmCode: null })).toEqual({ fr: [], en: [] });
  });
});
