import type { Catalogue, Product } from './catalogue.ts';
import type { DemoClient } from './clients.ts';
import type { SaleDocument, SaleLine } from './dressing.ts';
import { itemAt } from './random.ts';

/** 27/12/2025: the day of the three sales the estate's own guide gives as an example (formats.md). */
export const guideDay = '2025-12-27';

const guideRows = [
  {
    article: 'CREMANT',
    label: 'Crémant Alsace Extra Brut',
    quantity: 1,
    puHtCents: 850,
    mtTtcCents: 1020,
    margeCents: 200,
  },
  {
    article: 'GEWURZ',
    label: 'Gewurztraminer Vendanges Tardives',
    quantity: 2,
    puHtCents: 1500,
    mtTtcCents: 3600,
    margeCents: 800,
  },
  { article: 'RIESLING', label: 'Riesling Alsace', quantity: 1, puHtCents: 1000, mtTtcCents: 1200, margeCents: 300 },
] as const;

/** The sales V0001 to V0003 of clients CL001 to CL003, cell by cell as the guide has them. */
export function guideDocuments(
  catalogue: Catalogue,
  clients: readonly DemoClient[],
  day: number,
): readonly SaleDocument[] {
  return guideRows.map((row, position) => {
    const client = itemAt(clients, position);
    const { codePostal, ville } = client.person;
    const line = guideLine(row, catalogue.products.find(({ article }) => article === row.article) ?? null);
    const head = { type: 'VENTE', number: `V000${position + 1}`, day, client, clientCell: client.sourceCode } as const;
    return { ...head, email: '', codePostal, ville, dateStyle: null, marks: [], lines: [line] };
  });
}

function guideLine(row: (typeof guideRows)[number], product: Product | null): SaleLine {
  const cells = { packagingCell: '', missing: 'none', reject: null, money: 'plain', marks: [] } as const;
  const mtHtCents = row.quantity * row.puHtCents;
  return { ...row, ...cells, mtHtCents, no: 1, kind: 'wine', words: '', product, packaging: 'BOUTEILLE' };
}
