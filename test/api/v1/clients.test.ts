/** Clients, wines and documents through the API, on petit-domaine's Monday. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudienceSaved, Client, ClientNote, ClientRow, TimelineEntry } from '../../../src/api/contract/clients.ts';
import type { SaleDocument } from '../../../src/api/contract/documents.ts';
import type { Segments } from '../../../src/api/contract/segments.ts';
import type { Wine, WineAlias, WineRow } from '../../../src/api/contract/wines.ts';
import { sql } from '../../../src/db/sql.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { Browser } from '../security/api-case.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

let house: EstateHouse;
let cellar: Browser;

beforeAll(async () => {
  house = await estateHouse(await approvedEstate({ approve: [], changes: noSecondFactor }));
  cellar = await house.signedIn('cave', 'operateur');
});
afterAll(() => house.close());

async function read<Answer>(path: string): Promise<Answer> {
  const answer = await cellar.call('GET', path);
  expect({ path, status: answer.statusCode }).toEqual({ path, status: 200 });
  return answer.json<Answer>();
}

interface List<Row> {
  readonly items: Row[];
  readonly next: string | null;
  readonly total?: number;
}

const codes = async (path: string): Promise<string[]> =>
  (await read<List<ClientRow>>(path)).items.map(({ clientCode }) => clientCode);

describe('the list of clients', () => {
  it('is searched without accents or capitals, by the beginnings of name, code and address', async () => {
    expect(await codes('/clients?q=noelle%20NOVEM')).toEqual(['NOELLE']);
    expect(await codes('/clients?q=marcel@exem')).toEqual(['MARCEL']);
    expect(await codes('/clients?q=%27%7C%2A%5C%28')).toEqual([]);
    expect(await codes('/clients?q=nobody')).toEqual([]);
  });

  it('gives everybody once, in each order, page after page', async () => {
    const everybody = (await codes('/clients?limit=200')).toSorted();
    expect(everybody.length).toBeGreaterThan(10);
    for (const sort of ['-turnover', 'turnover', '-lastPurchase', 'value', 'name', '-name']) {
      const seen: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page: List<ClientRow> = await read(`/clients?limit=4&sort=${sort}&after=${next}`);
        seen.push(...page.items.map(({ clientCode }) => clientCode));
        next = page.next;
      }
      expect({ sort, seen: seen.toSorted() }).toEqual({ sort, seen: everybody });
    }
  });

  it('counts in each cell and segment as many as the list behind it', async () => {
    const segments = await read<Segments>('/segments');
    for (const { segment, clientCount } of segments.segments) {
      expect(await codes(`/clients?limit=200&segment=${encodeURIComponent(segment)}`)).toHaveLength(clientCount);
    }
    for (const { recency, frequency, clientCount } of segments.rfm) {
      const found = await codes(`/clients?limit=200&recency=${recency}&frequency=${frequency}`);
      expect(found).toHaveLength(clientCount);
    }
  });

  it('shows nothing of another estate, whatever is searched', async () => {
    await house.estate.world.database.execute(
      sql(`insert into etl.clients (estate_id, client_code, nom, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line)
        values ('voisin', 'VOISIN1', 'Novembre', 'h', false, false, 'clients', now(), '', 0)`),
    );
    expect(await codes('/clients?q=novembre')).toEqual(['NOELLE']);
    expect((await cellar.call('GET', '/clients/VOISIN1')).statusCode).toBe(404);
  });

  it('leaves as a file in which no name runs as a formula', async () => {
    const before = await read<Client>('/clients/PAUL');
    const ifMatch = { 'if-match': `"${before.version}"` };
    await cellar.call('PATCH', '/clients/PAUL', { nom: '=HYPERLINK("http://x")' }, ifMatch);
    const csv = await cellar.call('GET', '/clients/export?q=hyperlink&format=csv');
    expect(csv.body).toContain(`"'=HYPERLINK(""http://x"")"`);
    const xlsx = await cellar.call('GET', '/clients/export?q=hyperlink&format=xlsx');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const now = await read<Client>('/clients/PAUL');
    await cellar.call('PATCH', '/clients/PAUL', { nom: null }, { 'if-match': `"${now.version}"` });
    expect((await read<Client>('/clients/PAUL')).corrections).toEqual([]);
  });

  it('is kept under a name, and found again by it', async () => {
    const saved = await cellar.call('PUT', '/clients/audiences/les%20deux', { filters: { q: 'noelle' } });
    expect(saved.json<AudienceSaved>()).toEqual({ name: 'les deux', isFrozen: true, clientCount: 1 });
    expect(await codes('/clients?audience=les%20deux')).toEqual(['NOELLE']);
    expect((await cellar.call('GET', '/clients?audience=unknown')).statusCode).toBe(404);
  });
});

describe('the page of a client', () => {
  it('says who Noëlle is, when she comes back, and leads to her documents line by line', async () => {
    const noelle = await read<Client>('/clients/NOELLE');
    expect(noelle).toMatchObject({
      identity: { nom: 'Novembre', file: { line: expect.any(Number) } },
      known: { orderCount: 5, usualMonth: 11 },
      household: [],
    });
    const orders = await read<List<TimelineEntry>>('/clients/NOELLE/timeline?kind=order&limit=2');
    expect(orders.items.map(({ on }) => on)).toEqual(['2025-11-18', '2024-11-16']);
    const [latest] = orders.items;
    const document = await read<SaleDocument>(
      `/documents/${latest?.source}/${encodeURIComponent(latest?.documentId ?? '')}`,
    );
    expect(document.lines).toHaveLength(2);
    expect(document.netHt).toBe(latest?.netHt);
    expect(document.lines.every(({ fileLine, fileName }) => fileLine > 0 && fileName !== null)).toBe(true);
  });

  it('takes a correction that stays, and refuses one made from a page somebody changed meanwhile', async () => {
    const { version } = await read<Client>('/clients/MARCEL');
    const first = await cellar.call('PATCH', '/clients/MARCEL', { ville: 'Colmar' }, { 'if-match': `"${version}"` });
    expect(first.json<Client>()).toMatchObject({ identity: { ville: 'Colmar' }, corrections: [{ column: 'ville' }] });
    const second = await cellar.call('PATCH', '/clients/MARCEL', { ville: 'Nancy' }, { 'if-match': `"${version}"` });
    expect(second.statusCode).toBe(412);
    expect(second.json()).toMatchObject({ code: 'CHANGED_MEANWHILE', current: { identity: { ville: 'Colmar' } } });
    expect((await cellar.call('PATCH', '/clients/MARCEL', { ville: 'Nancy' })).statusCode).toBe(428);
    expect(await codes('/clients?q=colmar')).toContain('MARCEL');
  });

  it('keeps notes and tags with their author, and nobody overwrites another’s words', async () => {
    const note = (await cellar.call('POST', '/clients/LEON/notes', { words: 'Préfère le matin.' })).json<ClientNote>();
    const path = `/clients/LEON/notes/${note.noteId}`;
    const seen = { 'if-match': `"${note.version}"` };
    expect((await cellar.call('PATCH', path, { words: 'Préfère le soir.' }, seen)).statusCode).toBe(200);
    expect((await cellar.call('PATCH', path, { words: 'Jamais.' }, seen)).statusCode).toBe(412);
    expect((await cellar.call('DELETE', path, undefined, seen)).statusCode).toBe(412);
    expect((await cellar.call('PUT', '/clients/LEON/tags/caveau')).statusCode).toBe(204);
    expect(await read<Client>('/clients/LEON')).toMatchObject({
      notes: [{ words: 'Préfère le soir.', author: 'cave', version: 2 }],
      tags: [{ tag: 'caveau', author: 'cave' }],
    });
    expect((await cellar.call('POST', '/clients/NOBODY/notes', { words: 'x' })).statusCode).toBe(404);
  });

  it('gives the client all that is kept, and lets only an administrator who typed the code forget them', async () => {
    const own = await read<{ places: Record<string, unknown[]> }>('/clients/LEON/own-data');
    expect(Object.keys(own.places)).toEqual(
      expect.arrayContaining(['etl.clients', 'crm.client_notes', 'crm.client_tags']),
    );
    const asked = { confirm: 'LEON', why: 'il l’a demandé' };
    expect((await cellar.call('POST', '/clients/LEON/erase', asked)).statusCode).toBe(403);
    const head = await house.signedIn('claire', 'administrateur');
    expect((await head.call('POST', '/clients/LEON/erase', { ...asked, confirm: 'LEONIE' })).statusCode).toBe(409);
    const begun = await head.call('POST', '/clients/LEON/erase', asked);
    expect(begun.statusCode).toBe(202);
    expect(begun.json()).toEqual({ jobId: expect.any(String) });
  });
});

describe('the wines', () => {
  it('have a page with products, months and buyers that the lists agree with', async () => {
    const { items } = await read<List<WineRow>>('/wines?q=cremant');
    expect(items.length).toBeGreaterThan(0);
    const [row] = items;
    const wine = await read<Wine>(`/wines/${encodeURIComponent(row?.wineKey ?? '')}`);
    expect(wine.sold12m).toBe(row?.sold12m);
    expect(wine.months).toHaveLength(36);
    const buyers = await codes(`/clients?limit=200&wine=${encodeURIComponent(wine.wineKey)}`);
    expect(buyers).toEqual(expect.arrayContaining(wine.buyers.map(({ clientCode }) => clientCode)));
  });

  it('wait for a person where two names are merely alike; what the person says can be taken back', async () => {
    await house.estate.world.database.execute(
      sql(`insert into etl.wine_aliases (estate_id, alias_key, wine_key, confidence, author)
        select estate_id, 'CREMANT DALSACE', wine_key, 0.87, 'rule:alike' from etl.wines
        where estate_id = 'petit-domaine' order by wine_key limit 1`),
    );
    const [waiting] = (await read<{ items: WineAlias[] }>('/aliases?state=waiting')).items;
    expect(waiting).toMatchObject({ aliasKey: 'CREMANT DALSACE', state: 'waiting' });
    const path = `/aliases/${encodeURIComponent('CREMANT DALSACE')}`;
    expect((await cellar.call('PUT', path, { wineKey: 'NO SUCH WINE' })).statusCode).toBe(404);
    expect((await cellar.call('PUT', path, { wineKey: 'CREMANT DALSACE' })).statusCode).toBe(204);
    const said = await read<{ items: WineAlias[] }>('/aliases?state=person');
    expect(said.items).toMatchObject([{ aliasKey: 'CREMANT DALSACE', wineKey: 'CREMANT DALSACE', author: 'cave' }]);
    expect((await cellar.call('DELETE', path)).statusCode).toBe(204);
    expect((await read<{ items: WineAlias[] }>('/aliases?state=person')).items).toEqual([]);
  });
});
