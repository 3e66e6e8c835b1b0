/** The choice between the owner's weights and what was learned, on an estate whose habits are known. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Choice,
  choiceNotice,
  choiceRecord,
  chooseRanking,
  isBetter,
} from '../../../src/6-recommend/learned/choose.ts';
import { learnedRanker, winesOf } from '../../../src/6-recommend/learned/ranker.ts';
import { batchQuestion, batchScorer } from '../../../src/6-recommend/learned/score-batch.ts';
import { openScoring, scoringCrew } from '../../../src/6-recommend/learned/scoring.ts';
import { closeCrew } from '../../../src/6-recommend/model/crew.ts';
import { partNamesOf, scorerOf } from '../../../src/6-recommend/learned/teach.ts';
import { evaluated, proposalOf } from '../../../src/6-recommend/proposal.ts';
import { componentsOf } from '../../../src/6-recommend/score.ts';
import { parseSettings } from '../../../src/estate/settings.ts';
import { addDays } from '../../../src/values/day.ts';
import { asOf, type Bottle, type Built, clientFacts, type Sale, smallEstate } from '../small-estate.ts';

const wineCount = 40;
const clientCount = 360;
const wineName = (wine: number): string => `W${String(wine).padStart(2, '0')}`;
const cellar: readonly Bottle[] = Array.from({ length: wineCount }, (_, wine) => ({
  wine: wineName(wine),
  family: `F${wine % 4}`,
  grape: `G${wine % 3}`,
}));

/**
 * Every client comes back every 80 days or so for the same two wines, a few bottles of each, and takes two cases of another
 * wine of one family besides, never the same: what they spend on says nothing of what they will take.
 */
const habitual: readonly Sale[] = Array.from({ length: clientCount }, (_, client) => client).flatMap((client) =>
  Array.from({ length: 12 }, (_, visit) => visit).flatMap((visit): Sale[] => {
    const on = addDays(asOf, -(70 + ((client * 37) % 70)) - visit * (75 + (client % 9)));
    const family = client % 4;
    const own = [1, 2].map((place) => ((family + place) % 4) + 4 * ((client * 7 + place * 3) % 10));
    const passing = family + 4 * ((client + visit * 3) % 10);
    return [
      ...own.map((wine) => ({ client: `C${client}`, on, produit: wineName(wine), bottles: 2 })),
      { client: `C${client}`, on, produit: wineName(passing), bottles: 24 },
    ];
  }),
);

const isPrivate = (): boolean => true;
let built: Built;
let choice: Choice;
beforeAll(async () => {
  built = smallEstate({ cellar, sales: habitual });
  choice = await chooseRanking({ ...built, settings: parseSettings({}), isPrivate });
});

describe('the ranking of an estate', () => {
  it('is learned where that serves more clients than the owner’s weights, and both figures are told', () => {
    expect(choice).toMatchObject({ by: 'learned', because: 'BETTER' });
    const { clients = 0, learnedHits = 0, ownerHits = 0 } = choice.judgement ?? {};
    expect(clients).toBeGreaterThanOrEqual(100);
    expect(learnedHits).toBeGreaterThan(ownerHits);
    expect(choiceNotice(choice)?.fr).toMatch(
      /^Classement appris sur les ventes du domaine : .*% des \d+ clients jugés/,
    );
    expect(choiceRecord(choice)).toMatchObject({ by: 'learned', clients, learnedHits, ownerHits });
  });

  it('is the same when asked again, and when two threads help', async () => {
    const crew = scoringCrew(2);
    try {
      const again = await chooseRanking({ ...built, settings: parseSettings({}), isPrivate }, crew);
      expect(again).toEqual(choice);
    } finally {
      await closeCrew(crew);
    }
  });

  it('is the owner’s where the settings say so', async () => {
    const settings = parseSettings({ recommender: { mode: 'owner' } });
    const owners = await chooseRanking({ ...built, settings, isPrivate });
    expect([owners, choiceNotice(owners)]).toEqual([{ by: 'owner', because: 'SET' }, undefined]);
  });

  it('is the owner’s where the past is too short to judge by', async () => {
    const few = smallEstate({ cellar, sales: habitual.slice(0, 200) });
    expect(await chooseRanking({ ...few, settings: parseSettings({}), isPrivate })).toMatchObject({
      by: 'owner',
      because: 'HISTORY_TOO_SHORT',
    });
  });
});

describe('a learned score', () => {
  it('is made of components that add up to it, the owner’s dimensions beside them worth nothing', () => {
    if (choice.by !== 'learned') throw new Error('nothing was learned');
    const facts = clientFacts({ clientCode: 'C7', families: [{ name: 'F3', share: 0.6 }] });
    const found = evaluated(facts, built.ledger, built.estate);
    const wines = winesOf(found.candidates);
    const client = built.ledger.rowOfClient.get('C7') ?? -1;
    const day = built.estate.asOfDay + 1;
    const scores = scorerOf(choice.learned).scores({ client, day, wines, isExplained: true });
    const { candidates } = proposalOf(found, built.estate, learnedRanker(partNamesOf(choice.learned), wines, scores));
    expect(candidates.length).toBeGreaterThan(3);
    expect(candidates.map(({ score }) => score.score)).toEqual(
      candidates.map(({ score }) => score.score).sort((a, b) => b - a),
    );
    for (const { score, scenario } of candidates) {
      const components = componentsOf(score, scenario, built.estate.rules);
      const total = components.reduce((sum, { points }) => sum + points, 0);
      expect(Math.abs(total - score.score)).toBeLessThan(0.6);
      expect(components[0]?.dimension).toBe('learned.start');
      expect(components.filter(({ dimension, points }) => !dimension.startsWith('learned.') && points !== 0)).toEqual(
        [],
      );
    }
  });

  it('is the same on threads as at hand', async () => {
    if (choice.by !== 'learned') throw new Error('nothing was learned');
    const asked = Array.from({ length: 30 }, (_, client) => ({ client, wines: [0, 3, 5, 11, client % wineCount] }));
    const distinct = asked.map(({ client, wines }) => ({ client, wines: [...new Set(wines)] }));
    const question = batchQuestion(built.estate.asOfDay + 1, distinct);
    const crew = scoringCrew(2);
    try {
      const scoring = openScoring(choice.learned, crew);
      const [one, other] = await Promise.all([scoring.scores(question), scoring.scores(question)]);
      expect(other).toEqual(one);
      expect(one).toEqual(batchScorer(choice.learned)(question));
    } finally {
      await closeCrew(crew);
    }
  });
});

describe('a difference between two rankings', () => {
  it.each([
    [3, 0, false],
    [4, 0, false],
    [5, 0, true],
    [7, 2, false],
    [9, 3, false],
    [12, 4, true],
    [0, 5, false],
    [0, 0, false],
  ])('of %i clients against %i is more than chance: %s', (onlyLearned, onlyOwner, is) => {
    expect(isBetter({ onlyLearned, onlyOwner })).toBe(is);
    expect(atLeastByChance(onlyLearned, onlyLearned + onlyOwner) < 0.05).toBe(is);
  });
});

/** The chance of so many heads or more among so many throws. */
function atLeastByChance(heads: number, throws: number): number {
  let [ways, sum] = [1, 0];
  for (let count = 0; count <= throws; count++) {
    if (count >= heads) sum += ways;
    ways = (ways * (throws - count)) / (count + 1);
  }
  return sum / 2 ** throws;
}
