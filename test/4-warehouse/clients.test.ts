import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { groupHouseholds } from '../../src/4-warehouse/clients/household.ts';
import { consentChannel, withdrawalIn } from '../../src/4-warehouse/consent/consent-words.ts';
import { sayProfiling } from '../../src/4-warehouse/consent/say-profiling.ts';
import { vente, type WarehouseCase } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

async function clients(estate: WarehouseCase): Promise<string[]> {
  const rows = await estate.query<{ row: string }>(`
    select concat_ws(' ', client_code, coalesce(nom, '-'), coalesce(email, '-'), coalesce(code_postal, '-'), origin, provenance) as row
    from etl.clients where estate_id = :'estate' order by client_code`);
  return rows.map(({ row }) => row);
}

const candidate = (clientCode: string, email: string | null, address: string | null) => ({
  clientCode,
  email,
  address,
});

const hash = (subject: string): string => createHash('sha256').update(subject).digest('hex');
async function suppressed(estate: WarehouseCase): Promise<string[]> {
  const rows = await estate.query<{ hash: string }>(
    `select subject_hash || ' ' || reason as hash from etl.suppressions where estate_id = :'estate'`,
  );
  return rows.map((row) => row.hash).sort();
}

const contact = (row: Record<string, string>) => ({
  contact_date: '2026-10-02',
  channel: 'email',
  campaign_id: 'rentrée',
  ...row,
});

describe('a client', () => {
  const sale = vente('FACTURE 1', '2026-10-01', { client_code: 'CL1', email: 'sales@a.fr', code_postal: '67000' });
  const laterSale = vente('FACTURE 2', '2026-10-03', { client_code: 'CL1', code_postal: '68000' });

  it('is known from sales alone, with what the latest sales say', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', [laterSale, sale], { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await clients(estate)).toEqual(['CL1 - sales@a.fr 68000 sales {"email": "sales", "code_postal": "sales"}']);
  });

  it('is told by the client file, whose gaps sales fill and never more', async () => {
    const estate = await newEstate();
    await estate.receive('ventes_lignes', [sale, laterSale], { exportedAt: '2026-10-05' });
    await estate.receive('clients', [{ client_code: 'CL1', nom: 'Weber', code_postal: '75001' }], {
      exportedAt: '2026-10-05',
    });
    await estate.load();
    const filled = ['CL1 Weber sales@a.fr 75001 clients {"email": "sales"}'];
    expect(await clients(estate)).toEqual(filled);

    const versions = await estate.versions(['etl.clients']);
    await estate.receive('clients', [{ client_code: 'CL1', nom: 'Weber', code_postal: '75001' }], {
      exportedAt: '2026-10-12',
    });
    await estate.load();
    expect(await estate.versions(['etl.clients'])).toEqual(versions);

    await estate.receive('clients', [{ client_code: 'CL1', nom: 'Weber', email: 'file@a.fr' }], {
      exportedAt: '2026-10-19',
    });
    await estate.load();
    expect(await clients(estate)).toEqual(['CL1 Weber file@a.fr 68000 clients {"code_postal": "sales"}']);
  });

  it('whom the client file places abroad gets no French zero from a sale that names no country', async () => {
    const estate = await newEstate();
    const restored = vente('FACTURE 1', '2026-10-01', { client_code: 'CL1', code_postal: '01000' });
    const french = vente('FACTURE 2', '2026-10-01', { client_code: 'CL2', code_postal: '01000' });
    await estate.receive('ventes_lignes', [restored, french], { exportedAt: '2026-10-05' });
    const rows = [
      { client_code: 'CL1', nom: 'Peeters', pays: 'BE' },
      { client_code: 'CL2', nom: 'Weber', pays: 'FR' },
    ];
    await estate.receive('clients', rows, { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await clients(estate)).toEqual([
      'CL1 Peeters - 1000 clients {"code_postal": "sales"}',
      'CL2 Weber - 01000 clients {"code_postal": "sales"}',
    ]);
  });

  it('on two lines keeps the youngest birth date: a line that forgets it makes nobody of age', async () => {
    const estate = await newEstate();
    await estate.receive(
      'clients',
      [
        { client_code: 'CL1', nom: 'Weber', date_naissance: '2012-03-12' },
        { client_code: 'CL1', nom: 'Weber-Klein' },
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.load();
    const rows = await estate.query(
      `select nom, date_naissance::text as born from etl.clients where estate_id = :'estate'`,
    );
    expect(rows).toEqual([{ nom: 'Weber-Klein', born: '2012-03-12' }]);
  });

  it('keeps what a person corrected, whatever the next files and sales say', async () => {
    const estate = await newEstate();
    await estate.receive('clients', [{ client_code: 'CL1', nom: 'Veber', email: 'old@a.fr' }], {
      exportedAt: '2026-10-05',
    });
    await estate.load();
    await estate.query(`insert into etl.overrides values
      (:'estate', 'client', 'CL1', 'nom', 'Weber', 'Odile'), (:'estate', 'client', 'CL1', 'email', null, 'Odile')`);
    await estate.load();
    const corrected = ['CL1 Weber - - clients {"nom": "person", "email": "person"}'];
    expect(await clients(estate)).toEqual(corrected);
    const versions = await estate.versions(['etl.clients']);
    await estate.receive('clients', [{ client_code: 'CL1', nom: 'Veber', email: 'old@a.fr' }], {
      exportedAt: '2026-10-12',
    });
    await estate.receive(
      'ventes_lignes',
      [vente('FACTURE 1', '2026-10-01', { client_code: 'CL1', email: 'sales@a.fr' })],
      {
        exportedAt: '2026-10-12',
      },
    );
    await estate.load();
    expect(await clients(estate)).toEqual(corrected);
    expect(await estate.versions(['etl.clients'])).toEqual(versions);
  });

  it('is what the newest file says, whatever the order in which files arrive', async () => {
    const files: [string, { client_code: string; nom: string }[]][] = [
      ['2026-10-05', [{ client_code: 'CL1', nom: 'Weber' }]],
      [
        '2026-10-12',
        [
          { client_code: 'CL1', nom: 'Wéber' },
          { client_code: 'CL2', nom: 'Klein' },
        ],
      ],
      ['2026-10-19', [{ client_code: 'CL1', nom: 'Weber' }]],
    ];
    const told: string[][] = [];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
    ]) {
      const estate = await newEstate();
      for (const index of order) {
        const [exportedAt, rows] = files[index] ?? ['', []];
        await estate.receive('clients', rows, { exportedAt });
        await estate.load();
      }
      told.push(await clients(estate));
    }
    expect(new Set(told.map((rows) => rows.join('\n')))).toEqual(
      new Set(['CL1 Weber - - clients {}\nCL2 Klein - - clients {}']),
    );
  });

  it('written under two codes is reported once, not merged in silence', async () => {
    const estate = await newEstate();
    const rows = [
      { client_code: 'CL1', source_client_code: 'CL-1', nom: 'Weber' },
      { client_code: 'CL1', source_client_code: 'cl 1', nom: 'Klein' },
    ];
    await estate.receive('clients', rows, { exportedAt: '2026-10-05' });
    const first = await estate.load();
    expect(first.notices.map(({ fr }) => fr)).toEqual([
      '1 client est inscrit sous plusieurs codes dans le fichier clients : CL1 (CL-1 / cl 1). Vérifiez dans votre logiciel s’il s’agit bien de la même personne.',
    ]);
    await estate.receive('clients', rows, { exportedAt: '2026-10-12' });
    expect((await estate.load()).notices).toEqual([]);

    const sales = [vente('FACTURE 1', '2026-10-01', { client_code: 'CL2', source_client_code: 'CL2' })];
    sales.push(vente('FACTURE 2', '2026-10-01', { client_code: 'CL2', source_client_code: 'cl-2' }));
    await estate.receive('ventes_lignes', sales, { exportedAt: '2026-10-12' });
    expect((await estate.load()).notices.map(({ fr }) => fr)).toContain(
      '1 code client est écrit de plusieurs façons : CL2 (CL2 / cl-2). Il est compris comme un seul client.',
    );
  });
});

describe('a code whose zeros a spreadsheet took away', () => {
  it('is told as long as its sales stand beside those of the whole code', async () => {
    const estate = await newEstate();
    const told = async (): Promise<string[]> =>
      (await estate.load()).notices.map(({ fr }) => fr).filter((fr) => fr.includes('zéros'));
    await estate.receive('clients', [{ client_code: '0042' }, { client_code: '0043' }], { exportedAt: '2026-10-01' });
    const sales = [
      vente('FACTURE 1', '2026-10-01', { client_code: '42', source_client_code: '42' }),
      vente('FACTURE 2', '2026-10-01', { client_code: '0043', source_client_code: '0043' }),
    ];
    await estate.receive('ventes_lignes', sales, { exportedAt: '2026-10-05' });
    expect(await told()).toEqual([expect.stringMatching(/^1 client a deux codes .* : 42 \/ 0042\. .*format texte/)]);
    const mended = sales.map((line) => (line['client_code'] === '42' ? { ...line, client_code: '0042' } : line));
    await estate.receive('ventes_lignes', mended, { exportedAt: '2026-10-12' });
    expect(await told()).toEqual([]);
  });
});

describe('a household', () => {
  it('is one e-mail or one address, also through each other, and named by its smallest code', () => {
    expect(
      groupHouseholds([
        candidate('A', null, null),
        candidate('B', 'x@a.fr', null),
        candidate('C', 'x@a.fr', 'WEBER 1 RUE 67000'),
        candidate('D', null, 'WEBER 1 RUE 67000'),
        candidate('E', null, 'KLEIN 1 RUE 67000'),
      ]).map(({ clientCode, householdKey }) => `${clientCode} ${householdKey}`),
    ).toEqual(['A A', 'B B', 'C B', 'D B', 'E E']);
  });

  it('is settled at each load', async () => {
    const estate = await newEstate();
    const home = { nom: 'Weber', adresse: '1, rue du Vin', code_postal: '67000' };
    await estate.receive(
      'clients',
      [
        { client_code: 'CL3', ...home, adresse: '1 RUE DU VIN' },
        { client_code: 'CL2', ...home },
        { client_code: 'CL1', nom: 'Comptoir', adresse: home.adresse, code_postal: '67000', is_till: 't' },
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.load();
    const households = await estate.query<{ row: string }>(
      `select client_code || ' ' || household_key as row from etl.clients where estate_id = :'estate' order by 1`,
    );
    expect(households.map(({ row }) => row)).toEqual(['CL1 CL1', 'CL2 CL2', 'CL3 CL2']);
  });
});

describe('consent', () => {
  const register = ['etl.consent_events', 'etl.suppressions'];
  it('is taken away by a client file, and never given back by one', async () => {
    const estate = await newEstate();
    await estate.receive('clients', [{ client_code: 'CL1', email: 'a@a.fr', opt_out: 't' }], {
      exportedAt: '2026-10-05',
    });
    await estate.load();
    const refused = [`${hash('client:CL1')} opt_out`, `${hash('a@a.fr')} opt_out`].sort();
    expect(await suppressed(estate)).toEqual(refused);

    const versions = await estate.versions(register);
    for (const [exportedAt, optOut] of [
      ['2026-10-12', 'f'],
      ['2026-10-19', ''],
      ['2026-10-26', 't'],
      // and a file that comes late
      ['2026-09-28', 'f'],
    ] as const) {
      await estate.receive('clients', [{ client_code: 'CL1', email: 'a@a.fr', opt_out: optOut }], { exportedAt });
      await estate.load();
    }
    expect(await estate.versions(register)).toEqual(versions);
    const events = await estate.query<{ event: string }>(
      `select client_code || ' ' || channel || ' ' || event as event from etl.consent_events where estate_id = :'estate'`,
    );
    expect(events).toEqual([{ event: 'CL1 all opt_out' }]);
  });

  it('taken away follows the client to a new address, wherever that is told', async () => {
    const estate = await newEstate();
    await estate.receive('clients', [{ client_code: 'CL1', email: 'a@a.fr', opt_out: 't' }], {
      exportedAt: '2026-10-05',
    });
    await estate.receive('clients', [{ client_code: 'CL1', email: 'new@a.fr', opt_out: 'f' }], {
      exportedAt: '2026-10-12',
    });
    await estate.load();
    expect(await suppressed(estate)).toContain(`${hash('new@a.fr')} opt_out`);
  });

  it('is taken away by hard bounces, complaints and unsubscriptions that contacts tell of', async () => {
    const estate = await newEstate();
    await estate.receive(
      'clients',
      [
        { client_code: 'CL1', email: 'one@a.fr' },
        { client_code: 'CL2', email: 'shared@a.fr' },
        { client_code: 'CL3', email: 'shared@a.fr' },
        { client_code: 'CL4', email: 'four@a.fr' },
      ],
      { exportedAt: '2026-10-05' },
    );
    await estate.receive(
      'contacts',
      [
        contact({ email: 'one@a.fr', status: 'hard_bounce' }),
        contact({ email: 'shared@a.fr', status: 'Désabonné' }),
        contact({ client_code: 'CL4', status: 'soft_bounce' }),
        contact({ client_code: 'CL4', status: 'delivered' }),
        contact({ email: 'nobody@a.fr', status: 'spam' }),
      ],
      { exportedAt: '2026-10-05' },
    );
    const result = await estate.load();
    const events = await estate.query<{ event: string }>(
      `select client_code || ' ' || channel || ' ' || event as event from etl.consent_events where estate_id = :'estate' order by 1`,
    );
    expect(events.map(({ event }) => event)).toEqual([
      'CL1 email bounce',
      'CL2 email unsubscribe',
      'CL3 email unsubscribe',
    ]);
    expect(await suppressed(estate)).toEqual(
      [`${hash('one@a.fr')} bounce`, `${hash('shared@a.fr')} unsubscribe`, `${hash('nobody@a.fr')} complaint`].sort(),
    );
    expect(result.notices.map(({ en }) => en)).toEqual([
      '2 contacts have only an e-mail that is no client’s, or several clients’: kept apart, they will be joined once it names one.',
    ]);

    await estate.receive('clients', [{ client_code: 'CL9', email: 'nobody@a.fr' }], { exportedAt: '2026-10-12' });
    await estate.load();
    const contacts = await estate.query<{ code: string }>(
      `select client_code as code from etl.contacts where estate_id = :'estate' and email = 'nobody@a.fr'`,
    );
    expect(contacts).toEqual([{ code: 'CL9' }]);
  });

  it('is not taken away from the corrected address of a client whose bounce was told by their code alone', async () => {
    const estate = await newEstate();
    await estate.receive('clients', [{ client_code: 'CL1', email: 'faux@a.fr' }], { exportedAt: '2026-10-05' });
    await estate.receive('contacts', [contact({ client_code: 'CL1', status: 'bounce' })], { exportedAt: '2026-10-05' });
    await estate.load();
    await estate.receive('clients', [{ client_code: 'CL1', email: 'juste@a.fr' }], { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await suppressed(estate)).toEqual([`${hash('faux@a.fr')} bounce`]);
  });

  it.each([
    ['Hard bounce', 'bounce'],
    ['bounced', 'bounce'],
    ['NPAI', 'bounce'],
    ['soft bounce', undefined],
    ['bounce (soft)', undefined],
    ['spam', 'complaint'],
    ['désinscrit', 'unsubscribe'],
    ['opt-out', 'unsubscribe'],
    ['Contact désinscrit', 'unsubscribe'],
    ['Ne plus contacter', 'unsubscribe'],
    ['Blacklisté', 'unsubscribe'],
    ['Marqué comme spam', 'complaint'],
    ['E-mail invalide', 'bounce'],
    ['Adresse erronée', 'bounce'],
    ['non désinscrit', undefined],
    ['opt-in', undefined],
    ['ouvert', undefined],
  ])('reads the status « %s » as %s', (status, withdrawal) => {
    expect(withdrawalIn(status)).toBe(withdrawal);
  });

  it('over a channel nobody knows counts for every channel', () => {
    expect(['e-mail', 'SMS', 'courrier postal', 'Téléphone', '', 'pigeon'].map(consentChannel)).toEqual([
      'email',
      'sms',
      'courrier',
      'telephone',
      'email',
      'all',
    ]);
  });
});

const refuses = async (estate: WarehouseCase): Promise<unknown[]> =>
  estate.query(`select etl.refuses_profiling(:'estate', 'CL1') as refuses`);

describe('an objection to profiling', () => {
  it('is kept apart from the letters, comes with the client file, and is taken back by the person alone', async () => {
    const estate = await newEstate();
    const said = { client_code: 'CL1', email: 'a@a.fr', refuses_profiling: 't' };
    await estate.receive('clients', [said], { exportedAt: '2026-10-05' });
    await estate.load();
    expect(await refuses(estate)).toEqual([{ refuses: true }]);
    expect(await suppressed(estate)).toEqual([]);

    const word = { client: 'CL1', why: 'par téléphone', on: '2026-10-06' };
    await sayProfiling(estate.world(), { ...word, refuses: false });
    await estate.receive('clients', [said], { exportedAt: '2026-10-12' });
    await estate.load();
    expect(await refuses(estate)).toEqual([{ refuses: false }]);

    await sayProfiling(estate.world(), { ...word, refuses: true });
    expect(await refuses(estate)).toEqual([{ refuses: true }]);
    await sayProfiling(estate.world(), { ...word, refuses: false });
    expect(await refuses(estate)).toEqual([{ refuses: false }]);
    await expect(sayProfiling(estate.world(), { ...word, client: 'X', refuses: true })).rejects.toMatchObject({
      code: 'UNKNOWN_CLIENT',
    });
  });
});
