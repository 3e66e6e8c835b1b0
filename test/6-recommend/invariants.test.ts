/** Whatever the estate, no recommendation breaks a rule: random small cellars, clients and sales, all of them checked. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, openCellar } from '../../src/6-recommend/allocation.ts';
import { scenarioIds } from '../../src/6-recommend/candidate.ts';
import type { ClientFacts } from '../../src/6-recommend/client-view.ts';
import type { EstateView } from '../../src/6-recommend/estate-view.ts';
import type { Block } from '../../src/6-recommend/guardrails.ts';
import { proposalFor } from '../../src/6-recommend/proposal.ts';
import { reasonOf } from '../../src/6-recommend/reason.ts';
import { ruleRanker } from '../../src/6-recommend/score.ts';
import { type Outcome, settle } from '../../src/6-recommend/settle.ts';
import { addDays, toDayNumber } from '../../src/values/day.ts';
import { asOf, type Bottle, type Built, clientFacts, keyOf, type Sale, smallEstate } from './small-estate.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 4 });

const bottle: fc.Arbitrary<Bottle> = fc.record({
  wine: fc.constantFrom('Riesling', 'Muscat', 'Pinot Noir', 'Sylvaner', 'Brand', 'Cremant', 'Gewurztraminer'),
  millesime: maybe(fc.integer({ min: 2019, max: 2024 })),
  format: fc.constantFrom('75CL', '75CL', 'MAGNUM'),
  price: maybe(fc.integer({ min: 5, max: 60 })),
  free: maybe(fc.integer({ min: 0, max: 40 })),
  isActive: fc.boolean(),
  family: maybe(fc.constantFrom('Blancs', 'Rouges', 'Bulles')),
  grape: maybe(fc.constantFrom('Riesling', 'Muscat', 'Pinot')),
  tier: maybe(fc.constantFrom('Standard', 'Premium')),
});

const clientCodes = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

const story = fc.uniqueArray(bottle, { selector: keyOf, minLength: 1, maxLength: 14 }).chain((cellar) =>
  fc.record({
    cellar: fc.constant(cellar),
    isStockKnown: fc.boolean(),
    sales: fc.array(
      fc.record({
        client: fc.constantFrom(...clientCodes, null),
        daysAgo: fc.integer({ min: 0, max: 2400 }),
        bottles: fc.constantFrom(1, 3, 6, 12, 24, -3, -6),
        produit: fc.constantFrom(...cellar.map(keyOf)),
      }),
      { maxLength: 60 },
    ),
    clients: fc.tuple(
      ...clientCodes.map((clientCode) =>
        fc.record({
          clientCode: fc.constant(clientCode),
          segment: fc.constantFrom('Churn', 'VIP', 'At Risk', 'Standard', 'Prospect'),
          netHt: fc.integer({ min: 0, max: 2000 }),
          lineCount: fc.integer({ min: 0, max: 6 }),
          ownGapDays: maybe(fc.integer({ min: 5, max: 500 })),
          medianPrice75clTtc: maybe(fc.integer({ min: 5, max: 40 })),
          families: fc.constantFrom([], [{ name: 'Blancs', share: 0.7 }], [{ name: 'Rouges', share: 0.5 }]),
        }),
      ),
    ),
    blocked: fc.subarray([...clientCodes]),
    holdout: fc.subarray([...clientCodes]),
  }),
);

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

interface Told {
  readonly built: Built;
  readonly clients: readonly ClientFacts[];
  readonly blocks: ReadonlyMap<string, Block>;
  readonly outcomes: readonly Outcome[];
}

function tell(
  { cellar, isStockKnown, sales, clients, blocked, holdout }: Story,
  order: (sales: Sale[]) => Sale[] = (same) => same,
): Told {
  const dated = sales.map(({ daysAgo, ...sale }) => ({ ...sale, on: addDays(asOf, -daysAgo) }));
  const built = smallEstate({ cellar, isStockKnown, sales: order(dated) });
  const facts = clients.map((client) => clientFacts({ ...client, tier: client.segment, orderCount: client.lineCount }));
  const blocks = new Map<string, Block>([
    ...holdout.map((code) => [code, { code: 'HOLDOUT', sentence: 'Foyer témoin.' }] as const),
    ...blocked.map((code) => [code, { code: 'OPTED_OUT', sentence: 'Ne veut plus.' }] as const),
  ]);
  const asked = facts.filter(({ clientCode }) => blocks.get(clientCode)?.code !== 'OPTED_OUT');
  const proposals = asked.map((client) => proposalFor(client, built.ledger, built.estate, ruleRanker));
  const open = openCellar(built.estate.produits, { isStockKnown, promisedStockShare: 1 });
  const grants = allocate(
    proposals.filter(({ clientCode }) => !blocks.has(clientCode)),
    open,
    6,
  );
  return { built, clients: facts, blocks, outcomes: settle({ proposals, blocks, grants, cellar: open }) };
}

function daysSinceWine(client: string, wine: string, sales: Story['sales'], estate: EstateView): number {
  const own = sales.filter((sale) => sale.client === client && sale.bottles > 0);
  const days = own.filter(
    (sale) => estate.produits.find(({ produitKey }) => produitKey === sale.produit)?.wine.name === wine,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...days.map(({ daysAgo }) => daysAgo));
}

describe('on any estate', () => {
  it('no recommendation breaks a guardrail, and every client gets a list or its reasons', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { built, blocks, outcomes } = tell(told);
        expect(outcomes.map(({ clientCode }) => clientCode)).toEqual(clientCodes);
        for (const outcome of outcomes) {
          const block = blocks.get(outcome.clientCode);
          expect(outcome.isHoldout).toBe(block?.code === 'HOLDOUT');
          expect(block?.code === 'OPTED_OUT' && outcome.grants.length > 0).toBe(false);
          checkList(outcome, told, built.estate);
          checkScenarios(outcome);
        }
        checkCellar(outcomes, told, built.estate);
      }),
      { numRuns: 300 },
    );
  });

  it('the order in which sales were read leaves no trace', () => {
    fc.assert(
      fc.property(story, (told) => {
        expect(JSON.stringify(tell(told, (sales) => sales.reverse()).outcomes)).toBe(
          JSON.stringify(tell(told).outcomes),
        );
      }),
      { numRuns: 60 },
    );
  });
});

function checkList({ clientCode, orderCount, grants }: Outcome, told: Story, estate: EstateView): void {
  const produits = grants.map(({ candidate }) => candidate.produit);
  expect(produits.length).toBeLessThanOrEqual(3);
  expect(new Set(produits.map(({ wine }) => wine.name)).size).toBe(produits.length);
  const most = estate.hasSeveralFamilies ? 2 : 3;
  for (const family of ['Blancs', 'Rouges', 'Bulles']) {
    expect(produits.filter(({ wine }) => wine.family === family).length).toBeLessThanOrEqual(most);
  }
  for (const { candidate } of grants) {
    const { produit, evidence, score } = candidate;
    expect(produit.isActive && (!told.isStockKnown || (produit.freeBottles ?? 0) >= 1)).toBe(true);
    expect(daysSinceWine(clientCode, produit.wine.name, told.sales, estate)).toBeGreaterThanOrEqual(60);
    expect(score.score).toBeGreaterThanOrEqual(0);
    expect(score.score).toBeLessThanOrEqual(100);
    const reason = reasonOf({ produit, evidence, orderCount, asOfDay: toDayNumber(asOf) });
    expect(reason.length).toBeLessThanOrEqual(255);
    expect(reason).not.toMatch(/undefined|NaN|null|Infinity/);
  }
}

function checkScenarios({ grants, refusals, isHoldout }: Outcome): void {
  const refused = refusals.map(({ scenario }) => scenario);
  const listed = new Set(grants.map(({ candidate }) => candidate.scenario));
  expect(refused).toEqual(isHoldout ? scenarioIds : scenarioIds.filter((scenario) => !listed.has(scenario)));
}

function checkCellar(outcomes: readonly Outcome[], told: Story, estate: EstateView): void {
  const promised = new Float64Array(estate.produits.length);
  for (const { candidate, promisedBottles } of outcomes.flatMap(({ grants }) => grants)) {
    promised[candidate.produit.index] = (promised[candidate.produit.index] ?? 0) + (promisedBottles ?? 0);
  }
  for (const { index, freeBottles } of estate.produits)
    expect(promised[index]).toBeLessThanOrEqual(told.isStockKnown ? (freeBottles ?? 0) : 0);
}
