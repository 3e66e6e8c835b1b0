import { describe, expect, it } from 'vitest';
import { cleanTogether, type Helper } from '../../src/3-curated/clean-together.ts';
import { CleaningHelper } from '../../src/3-curated/cleaning-helper.ts';
import {
  type CleanedRows,
  type CleaningTask,
  openCleaner,
  type RowsCleaner,
} from '../../src/3-curated/rows-cleaner.ts';
import { rowHash, wordColumns } from '../../src/3-curated/corrections/row-words.ts';
import { builtInProfile, parseSettings } from '../../src/estate/settings.ts';

const header =
  'source_file;source_line;source_issue;client_code;date_livraison;produit_label;qty_line;mt_ht;mt_ttc;document_type;document_no'.split(
    ';',
  );

const refusedDay = ['C9', '31/02/2025', 'Riesling', '1', '10,00', '12,00', 'FACTURE', 'F9'];
const corrected = rowHash(wordColumns(header), (index) => ['', '', '', ...refusedDay][index] ?? '');

const task: CleaningTask = {
  dataset: 'ventes_lignes',
  fileName: 'test.csv',
  context: {
    header,
    exportedDay: '2026-01-05',
    settings: parseSettings({}),
    profile: builtInProfile,
    dayOrders: {},
    decimalSigns: {},
  },
  corrections: new Map([[corrected, { date_livraison: '28/02/2025' }]]),
};

function line(number: number, cells: readonly string[]): string {
  return `aaaa;${number};;${cells.join(';')}\n`;
}

/** What lines of a file say: its credit notes go on over several portions, its names and its refused lines come back. */
function portionsOfTest(): Buffer[] {
  return Array.from({ length: 12 }, (_, portion) => {
    const first = portion * 10 + 2;
    const note = `A${portion % 3}`;
    return Buffer.from(
      [
        line(first, ['C1', '27/12/2025', 'Remise', '1', '-5,00', '-6,00', 'AVOIR', note]),
        line(first + 1, [
          'C1',
          '27/12/2025',
          `Riesling ${portion % 5}`,
          '6',
          portion < 6 ? '50,00' : '-50,00',
          '',
          'AVOIR',
          note,
        ]),
        line(first + 2, ['C2', '26/12/2025', `"Pinot ""${portion % 4}"""`, '1', '1.234', '', 'FACTURE', `F${portion}`]),
        line(first + 3, refusedDay),
        line(first + 4, ['C3', '31/04/2025', 'Riesling', '1', '7,50', '', 'FACTURE', `G${portion}`]),
      ].join(''),
    );
  });
}

async function* given(portions: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const portion of portions) {
    await new Promise((resolve) => setImmediate(resolve));
    yield Buffer.from(portion);
  }
}

async function cleanedWith(helpers: readonly Helper[]): Promise<CleanedRows[]> {
  const cleaned: CleanedRows[] = [];
  for await (const rows of cleanTogether(given(portionsOfTest()), await openCleaner(task), helpers)) cleaned.push(rows);
  return cleaned;
}

/** All that is written and counted, whoever cleaned it. */
function saidOf(cleaned: readonly CleanedRows[]) {
  const shown = cleaned.flatMap(({ evidence }) => evidence.map((column, index) => ({ index, ...column })));
  return {
    text: cleaned.map(({ pieces }) => pieces.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('')),
    refused: cleaned.map(({ refused }) => refused),
    accounts: cleaned.map(({ account }) => account),
    corrected: cleaned.map(({ rowsCorrected }) => rowsCorrected),
    names: [...new Set(cleaned.flatMap(({ names }) => names))],
    evidence: ['comma', 'either']
      .map((sign) => shown.filter((column) => Reflect.get(column, sign)).map(({ index }) => index))
      .map((indexes) => [...new Set(indexes)]),
  };
}

/** A hand that is free for every so many portions, and answers when others have come and gone. */
function slowHelper(cleaner: RowsCleaner, every: number, turns: number): Helper {
  let asked = 0;
  return {
    get isFree() {
      return ++asked % every === 0;
    },
    async clean(rows) {
      const cleaned = cleaner.clean(Buffer.from(rows));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      return structuredClone(cleaned);
    },
  };
}

describe('a large file cleaned on several threads', () => {
  it('says what it says on one: lines, refusals, euros, names, credit notes that go on from one portion to another', async () => {
    const alone = saidOf(await cleanedWith([]));
    for (const [every, turns] of [
      [1, 0],
      [2, 3],
      [3, 9],
      [2, 40],
    ] as const) {
      const helpers = [slowHelper(await openCleaner(task), every, turns), slowHelper(await openCleaner(task), 2, 1)];
      expect(saidOf(await cleanedWith(helpers))).toEqual(alone);
    }
    expect(alone).toMatchObject({ corrected: Array.from({ length: 12 }, () => 1) });
    // The credit note A0 was written positive by its first wine: what portion 6 writes negative was taken in exchange.
    expect(alone.text[6]).toContain(';AVOIR_A0;;AVOIR;A0;sale;');
  });

  it('is the same bytes from a real thread, which says when it cannot go on', async () => {
    const helper = new CleaningHelper(task);
    try {
      const [rows = Buffer.alloc(0)] = portionsOfTest();
      const theirs = await helper.clean(rows);
      const ours = (await openCleaner(task)).clean(Buffer.from(rows));
      expect(saidOf([theirs])).toEqual(saidOf([ours]));
      await expect(helper.clean(Buffer.from('aaaa;2;;C1\n'))).rejects.toThrow(/altered or cut short/);
      expect(helper.isFree).toBe(false);
    } finally {
      await helper.end();
    }
  });

  it('that someone cut short fails in the words of the file, whichever thread met it', async () => {
    const helper: Helper = { isFree: true, clean: () => Promise.reject(new Error('a cleaning thread ended with 1')) };
    const rows = cleanTogether(given([Buffer.from('aaaa;2;;C1\n')]), await openCleaner(task), [helper]);
    await expect(rows.next()).rejects.toMatchObject({ code: 'STAGING_DAMAGED' });
    const sound = cleanTogether(given(portionsOfTest()), await openCleaner(task), [helper]);
    await expect(sound.next()).rejects.toThrow('a cleaning thread ended with 1');
  });
});
