import { describe, expect, it } from 'vitest';
import { nobodyListed } from '../../src/6-recommend/nobody-listed.ts';
import { settle } from '../../src/6-recommend/settle.ts';
import type { Block } from '../../src/6-recommend/guardrails.ts';
import { openCellar } from '../../src/6-recommend/allocation.ts';

const noEmail: Block = { code: 'MISSING_EMAIL', sentence: "Pas d'adresse e-mail." };
const trade: Block = { code: 'TRADE_CLIENT', sentence: 'Client professionnel.' };

const settled = (blocks: Readonly<Record<string, Block>>) =>
  settle({
    proposals: [],
    blocks: new Map(Object.entries(blocks)),
    grants: new Map(),
    cellar: openCellar([], { isStockKnown: false, promisedStockShare: 1 }),
  });

describe('a week without a list for anybody', () => {
  it('says why, the commonest reason first', () => {
    expect(nobodyListed(settled({ A: noEmail, B: trade, C: noEmail }))).toEqual({
      fr: "Personne ne reçoit de liste cette semaine. 2 clients : « Pas d'adresse e-mail » ; 1 client : « Client professionnel ».",
      en: 'Nobody gets a list this week. 2 clients: MISSING_EMAIL; 1 client: TRADE_CLIENT.',
    });
  });

  it('is nothing to tell where the estate has no client yet', () => {
    expect(nobodyListed([])).toBeUndefined();
  });
});
