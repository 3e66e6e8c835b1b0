/** The estate's past in the shape the models learn from: a basket is what a private client took on one day, returns off. */
import type { EstateWine } from '../estate-view.ts';
import type { BasketHistory, ItemAttributes } from '../model/history.ts';
import { passingClients, type SalesLedger } from '../sales-ledger.ts';

export interface HistoryFacts {
  readonly ledger: SalesLedger;
  /** Product → wine, by index: a wine in all its vintages and formats is one item. */
  readonly wineOfProduit: Int32Array;
  readonly wineCount: number;
  /** Rows of the ledger that say nothing of tastes: dealers and the till. 1 where left out. */
  readonly isLeftOut: Uint8Array;
  /** The first day that may not be known of. */
  readonly beforeDay: number;
}

/** The history, one client per row of the ledger, row 0 (passing clients) and those left out without a basket. */
export function historyOf(facts: HistoryFacts): BasketHistory {
  const { ledger, isLeftOut } = facts;
  const rows = ledger.starts.length - 1;
  const writer = new HistoryWriter(rows, ledger.lineCount);
  const client = new ClientBaskets(facts);
  for (let row = 0; row < rows; row++) {
    if (row !== passingClients && isLeftOut[row] !== 1) client.write(row, writer);
    writer.closeClient();
  }
  return writer.build(facts.wineCount);
}

/** The baskets of one client at a time. */
class ClientBaskets {
  readonly #facts: HistoryFacts;
  /** Of the client: by line kept, its wine, day and thousandths of a bottle, in the order of days. */
  #wines: number[] = [];
  #days: number[] = [];
  #milliBottles: number[] = [];

  constructor(facts: HistoryFacts) {
    this.#facts = facts;
  }

  write(row: number, writer: HistoryWriter): void {
    this.#gather(row);
    for (let start = 0; start < this.#wines.length; ) {
      const day = this.#days[start] ?? 0;
      let end = start;
      while (end < this.#days.length && this.#days[end] === day) end++;
      const basket = this.#basket(start, end);
      if (basket.length > 0) writer.addBasket(day, basket);
      start = end;
    }
  }

  #gather(row: number): void {
    const { ledger, wineOfProduit, beforeDay } = this.#facts;
    this.#wines = [];
    this.#days = [];
    this.#milliBottles = [];
    for (let at = ledger.starts[row] ?? 0; at < (ledger.starts[row + 1] ?? 0); at++) {
      const day = ledger.day[at] ?? 0;
      if (day >= beforeDay) return;
      const wine = wineOfProduit[ledger.produit[at] ?? 0] ?? 0;
      const milliBottles = ledger.milliBottles[at] ?? 0;
      if (milliBottles < 0) this.#takeBack(wine, -milliBottles);
      else if (ledger.isSale[at] === 1 && milliBottles > 0) {
        this.#wines.push(wine);
        this.#days.push(day);
        this.#milliBottles.push(milliBottles);
      }
    }
  }

  // What comes back is of the last time it was taken; what was never seen leaving is nobody's.
  #takeBack(wine: number, milliBottles: number): void {
    let left = milliBottles;
    for (let line = this.#wines.length - 1; line >= 0 && left > 0; line--) {
      if (this.#wines[line] !== wine) continue;
      const taken = Math.min(left, this.#milliBottles[line] ?? 0);
      this.#milliBottles[line] = (this.#milliBottles[line] ?? 0) - taken;
      left -= taken;
    }
  }

  #basket(start: number, end: number): readonly BasketLine[] {
    const lines: BasketLine[] = [];
    for (let line = start; line < end; line++) {
      const [wine, milliBottles] = [this.#wines[line] ?? 0, this.#milliBottles[line] ?? 0];
      if (milliBottles <= 0) continue;
      const same = lines.find((other) => other.wine === wine);
      if (same) same.milliBottles += milliBottles;
      else lines.push({ wine, milliBottles });
    }
    return lines.sort((a, b) => a.wine - b.wine);
  }
}

interface BasketLine {
  readonly wine: number;
  milliBottles: number;
}

class HistoryWriter {
  readonly #basketStarts: Uint32Array;
  readonly #lineStarts: Uint32Array;
  readonly #days: Int32Array;
  readonly #items: Int32Array;
  readonly #quantities: Float32Array;
  #clients = 0;
  #baskets = 0;
  #lines = 0;

  /** Never more baskets than lines, nor more lines than the ledger has. */
  constructor(clientCount: number, lineCount: number) {
    this.#basketStarts = new Uint32Array(clientCount + 1);
    this.#lineStarts = new Uint32Array(lineCount + 1);
    this.#days = new Int32Array(lineCount);
    this.#items = new Int32Array(lineCount);
    this.#quantities = new Float32Array(lineCount);
  }

  addBasket(day: number, lines: readonly BasketLine[]): void {
    this.#days[this.#baskets++] = day;
    for (const { wine, milliBottles } of lines) {
      this.#items[this.#lines] = wine;
      this.#quantities[this.#lines++] = milliBottles / 1000;
    }
    this.#lineStarts[this.#baskets] = this.#lines;
  }

  closeClient(): void {
    this.#basketStarts[++this.#clients] = this.#baskets;
  }

  build(itemCount: number): BasketHistory {
    return {
      clientCount: this.#clients,
      itemCount,
      basketStarts: this.#basketStarts,
      lineStarts: this.#lineStarts.slice(0, this.#baskets + 1),
      items: this.#items.slice(0, this.#lines),
      days: this.#days.slice(0, this.#baskets),
      quantities: this.#quantities.slice(0, this.#lines),
    };
  }
}

/** What the catalogue knows of the wines, as the models read it. `prices`: by wine, of what is offered today. */
export function attributesOf(wines: readonly EstateWine[], prices: Float64Array, scale: number | null): ItemAttributes {
  const axisCount = wines[0]?.aromas.length ?? 0;
  const values = new Float32Array(wines.length * axisCount).fill(Number.NaN);
  for (const { index, aromas } of wines)
    for (const [axis, value] of aromas.entries())
      if (value !== null && scale !== null) values[index * axisCount + axis] = value / scale;
  return {
    words: [
      { name: 'family', wordOfItem: numbered(wines.map(({ familyKey }) => familyKey)) },
      { name: 'grape', wordOfItem: numbered(wines.map(({ grapeKey }) => grapeKey)) },
      { name: 'sweetness', wordOfItem: numbered(wines.map(({ sweetnessKey }) => sweetnessKey)) },
      { name: 'colour', wordOfItem: numbered(wines.map(({ colour }) => colour)) },
      { name: 'tier', wordOfItem: numbered(wines.map(({ tier }) => tier)) },
    ],
    prices,
    ...(scale === null ? {} : { aromas: { axisCount, values } }),
  };
}

function numbered(words: readonly (string | null)[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(words, (word) => {
    if (word === null) return -1;
    const known = numbers.get(word) ?? numbers.size;
    numbers.set(word, known);
    return known;
  });
}
