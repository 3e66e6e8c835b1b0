/** Every address of the page, with examples where it names a thing: found by asking the API, as a person would by clicking. */
import type { Page } from 'playwright-core';

export interface PageAddress {
  /** What its picture is called. */
  readonly name: string;
  readonly address: string;
}

const plain: readonly (readonly [string, string])[] = [
  ['accueil', '/'],
  ['imports', '/imports'],
  ['refus', '/imports/rejects'],
  ['donnees', '/donnees'],
  ['clients', '/clients'],
  ['vins', '/vins'],
  ['segments', '/segments'],
  ['recommandations', '/recommandations'],
  ['validation', '/validation'],
  ['campagnes', '/campagnes'],
  ['resultats', '/resultats'],
  ['a-faire', '/a-faire'],
  ['regles', '/regles'],
  ['qualite', '/qualite'],
  ['conformite', '/conformite'],
  ['journal', '/journal'],
  ['reglages', '/reglages'],
  ['reglages-envoi', '/reglages/campagnes'],
  ['compte', '/compte'],
  ['semaine', '/semaine'],
];

/** The addresses, for whoever is signed in on that page. */
export async function pageAddresses(page: Page): Promise<readonly PageAddress[]> {
  const examples = await Promise.all([
    example(page, 'client', '/clients?sort=-turnover&limit=1', (row) => `/clients/${text(row['clientCode'])}`),
    example(page, 'vin', '/wines?limit=1', (row) => `/vins/${text(row['wineKey'])}`),
    example(page, 'passage', '/runs?limit=1', (row) => `/imports/runs/${text(row['runId'])}`),
    example(page, 'campagne', '/campaigns?limit=1', (row) => `/campagnes/${text(row['campaignId'])}`),
    example(page, 'fichier', '/files?limit=1', (row) => `/files/${text(row['fileHash'])}?line=3`),
  ]);
  return [
    ...plain.map(([name, address]) => ({ name, address })),
    ...examples.flatMap((found) => (found ? [found] : [])),
  ];
}

async function example(
  page: Page,
  name: string,
  path: string,
  addressOf: (row: Record<string, unknown>) => string,
): Promise<PageAddress | undefined> {
  const answer: unknown = await page.evaluate(
    (asked) => fetch(`/api/v1${asked}`).then((response) => (response.ok ? response.json() : null)),
    path,
  );
  const row = firstItem(answer);
  return row ? { name, address: addressOf(row) } : undefined;
}

function firstItem(answer: unknown): Record<string, unknown> | undefined {
  if (typeof answer !== 'object' || answer === null || !('items' in answer) || !Array.isArray(answer.items))
    return undefined;
  const [first]: readonly Record<string, unknown>[] = answer.items;
  return first;
}

function text(value: unknown): string {
  return encodeURIComponent(typeof value === 'string' ? value : '');
}
