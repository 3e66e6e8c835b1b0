import { describe, expect, it } from 'vitest';
import { builtInProfile, type SourceProfile } from '../../src/estate/settings.ts';
import { type Cells, curateRows, pick } from './curate-rows.ts';

describe('a client', () => {
  it('comes out clean, every cell of it', () => {
    const { kept, warnings } = curateRows('clients', [
      {
        client_code: ' cl-001 ',
        nom: 'M. et Mme DUPONT Jean',
        email: 'Jean@Dupont.fr; marie@dupont.fr',
        telephone: '03 88 12 34 56',
        adresse: '12  rue des\u00a0Vignes',
        code_postal: '6000',
        ville: 'SÃ©lestat',
        pays: 'France',
        opt_out: 'Non',
        type_client: 'Particulier',
        date_naissance: '14/07/1960',
      },
    ]);
    expect(kept).toEqual([
      {
        source_file: 'a1b2c3d4',
        file_line: '2',
        client_code: 'CL001',
        source_client_code: 'cl-001',
        civilite: 'M. et Mme',
        nom: 'DUPONT',
        prenom: 'Jean',
        email: 'jean@dupont.fr',
        other_emails: 'marie@dupont.fr',
        telephone: '+33388123456',
        adresse: '12 rue des Vignes',
        code_postal: '06000',
        ville: 'Sélestat',
        pays: 'FR',
        opt_out: 'f',
        refuses_profiling: '',
        type_client: 'Particulier',
        is_trade: 'f',
        is_till: 'f',
        date_naissance: '1960-07-14',
      },
    ]);
    expect(warnings).toEqual({ CODE_POSTAL_RESTORED: 1, EXTRA_EMAILS: 1, MOJIBAKE_REPAIRED: 1 });
  });

  it('of trade, or the till, is told apart from private persons', () => {
    const { kept } = curateRows('clients', [
      { client_code: '1', nom: 'Lebar', type_client: '' },
      { client_code: '2', nom: 'Martin', type_client: 'CHR / Caviste' },
      { client_code: '3', nom: 'SARL Les Caves', type_client: '' },
      { client_code: '4', nom: 'Durand', type_client: 'Non professionnel' },
      { client_code: '5', nom: 'Client comptoir', type_client: '' },
      { client_code: 'CAVEAU', nom: '', type_client: '' },
      { client_code: '6', nom: 'Caveau Schmitt', type_client: '' },
      { client_code: '7', nom: 'Restaurant Le Cygne', type_client: '' },
      { client_code: '8', nom: 'DE SA Maria', type_client: '' },
      { client_code: '9', nom: 'Aubergé Luc', type_client: '' },
      { client_code: 'VTE COMPTOIR', nom: '', type_client: '' },
      { client_code: '10', nom: 'Client anonyme', type_client: '' },
    ]);
    expect(kept.map((row) => pick(row, 'is_trade', 'is_till'))).toEqual([
      ['f', 'f'],
      ['t', 'f'],
      ['t', 'f'],
      ['f', 'f'],
      ['f', 't'],
      ['f', 't'],
      ['f', 'f'],
      ['t', 'f'],
      ['f', 'f'],
      ['f', 'f'],
      ['f', 't'],
      ['f', 't'],
    ]);
  });

  it('whose refusal is unclear has refused; one who said nothing has said nothing', () => {
    const answers = ['Oui', 'X', 'STOP pub', 'peut-être', 'Non', ''];
    const { kept, warnings } = curateRows(
      'clients',
      answers.map((opt_out, index) => ({ client_code: `C${index}`, opt_out })),
    );
    expect(kept.map((row) => row['opt_out'])).toEqual(['t', 't', 't', 't', 'f', '']);
    expect(warnings).toEqual({ OPT_OUT_UNREADABLE: 1 });
  });

  it('who refused in one of two columns has refused, and so has one who said no to the letters; a yes to them gives nothing', () => {
    const { kept, warnings } = curateRows('clients', [
      { client_code: 'C1', opt_out: 'Non', x_stop_mail: 'X', accord_lettres: 'Oui' },
      { client_code: 'C2', opt_out: '', x_stop_mail: '', accord_lettres: 'Non' },
      { client_code: 'C3', opt_out: '', x_stop_mail: '', accord_lettres: 'Oui' },
      { client_code: 'C4', opt_out: '', x_stop_mail: '', accord_lettres: 'bulletin papier, 2019' },
      { client_code: 'C5', opt_out: '', x_stop_mail: '', accord_lettres: '' },
    ]);
    expect(kept.map((row) => row['opt_out'])).toEqual(['t', 't', 'f', '', '']);
    expect(warnings).toEqual({});
  });

  it('who objects to profiling is known by a yes to the objection or a no to the profiling, letters apart', () => {
    const { kept } = curateRows('clients', [
      { client_code: 'C1', refus_profilage: 'Oui', accord_profilage: '' },
      { client_code: 'C2', refus_profilage: '', accord_profilage: 'Non' },
      { client_code: 'C3', refus_profilage: 'Non', accord_profilage: 'Oui' },
      { client_code: 'C4', refus_profilage: '', accord_profilage: '' },
    ]);
    expect(kept.map((row) => pick(row, 'refuses_profiling', 'opt_out'))).toEqual([
      ['t', ''],
      ['t', ''],
      ['f', ''],
      ['', ''],
    ]);
  });

  it('called Caveau by birth is a person: the till has no first name', () => {
    const { kept } = curateRows('clients', [
      { client_code: '1', nom: 'CAVEAU', prenom: 'Brigitte' },
      { client_code: '2', nom: 'CAVEAU', prenom: '' },
    ]);
    expect(kept.map((row) => row['is_till'])).toEqual(['f', 't']);
  });

  it('born in a year of two figures was born already; a year to come, written whole, is left empty', () => {
    const born = ['14/07/60', '14/07/05', '14/07/2060'];
    const { kept, warnings } = curateRows(
      'clients',
      born.map((date_naissance, index) => ({ client_code: `C${index}`, date_naissance })),
    );
    expect(kept.map((row) => row['date_naissance'])).toEqual(['1960-07-14', '2005-07-14', '']);
    expect(warnings).toEqual({ DATE_NAISSANCE_INVALID: 1 });
  });

  it('on two lines of a file is counted: the later one stands', () => {
    const { warnings } = curateRows('clients', [{ client_code: 'A1' }, { client_code: 'A1' }, { client_code: 'B1' }]);
    expect(warnings).toEqual({ CLIENT_REPEATED: 1 });
  });

  it('without a code is refused; a value that cannot be read is left empty, a collision reported', () => {
    const { kept, rejects, warnings } = curateRows('clients', [
      { client_code: '---', nom: 'Muller' },
      {
        client_code: 'A-1',
        email: 'a b@c.d',
        telephone: '12',
        code_postal: '1234567',
        pays: '',
        date_naissance: '31/02/1960',
      },
      { client_code: 'A1', email: 'pas de mail', code_postal: '1000', pays: 'Belgique' },
      { client_code: 'A1', pays: 'Atlantide', code_postal: 'x 12' },
    ]);
    expect(rejects).toEqual(['2 CLIENT_CODE_EMPTY client_code ---']);
    expect(
      kept.map((row) => pick(row, 'client_code', 'email', 'telephone', 'code_postal', 'pays', 'date_naissance')),
    ).toEqual([
      ['A1', '', '', '', '', ''],
      ['A1', '', '', '1000', 'BE', ''],
      ['A1', '', '', 'X 12', 'Atlantide', ''],
    ]);
    expect(warnings).toEqual({
      CODE_COLLISION: 2,
      CODE_POSTAL_INVALID: 1,
      DATE_NAISSANCE_INVALID: 1,
      EMAIL_INVALID: 1,
      PAYS_UNKNOWN: 1,
      TELEPHONE_INVALID: 1,
    });
  });
});

describe('a product', () => {
  it('has its wine, vintage, unit and the price of 75 cl', () => {
    const { kept, rejects, warnings } = curateRows('produits', [
      {
        produit: 'Crémant Alsace Extra Brut',
        article: 'CREMANT',
        packaging: '',
        millesime: '2023',
        prix_ttc: '10.20',
        sucrosite: '5 g/L',
        degre: '12,5 % vol',
        aroma_fruit: '0.7',
      },
      {
        produit: 'Riesling 2020 Magnum',
        article: 'RIES20M',
        packaging: 'Magnum',
        millesime: '',
        prix_ttc: '30,00',
        sucrosite: 'Sec',
        degre: '13',
        aroma_fruit: '',
      },
      {
        produit: 'Pinot Gris',
        article: 'PG',
        packaging: 'CARTON6',
        millesime: 'NM',
        prix_ttc: '60',
        sucrosite: 'rond',
        degre: 'x',
        aroma_fruit: 'beaucoup',
      },
      {
        produit: '',
        article: 'Z',
        packaging: '',
        millesime: '23',
        prix_ttc: '',
        sucrosite: '',
        degre: '',
        aroma_fruit: '',
      },
    ]);
    expect(
      kept.map((row) =>
        pick(
          row,
          'wine_key',
          'millesime',
          'format',
          'packaging',
          'prix_ttc',
          'prix_75cl_ttc',
          'sucrosite',
          'degre',
          'aroma_fruit',
        ),
      ),
    ).toEqual([
      ['CREMANT ALSACE EXTRA BRUT', '2023', '75CL', 'BOUTEILLE', '10.2', '10.2', 'EXTRA BRUT', '12.5', '0.7'],
      ['RIESLING', '2020', 'MAGNUM', 'MAGNUM', '30', '15', 'SEC', '13', ''],
      ['PINOT GRIS', '', '75CL', 'CARTON6', '60', '10', 'rond', '', ''],
    ]);
    expect(rejects).toEqual(['5 PRODUIT_EMPTY produit']);
    expect(warnings).toEqual({ NUMBER_UNREADABLE: 2, SUCROSITE_UNKNOWN: 1 });
  });
});

describe('a stock line', () => {
  it('is refused when its figure cannot be read: bottles are never promised on a guess', () => {
    const { kept, rejects, warnings } = curateRows('stock', [
      {
        produit: 'Riesling 2020',
        produit_key: '',
        stock_total: '1 200',
        stock_reserve: '',
        date_snapshot: '04/01/2026',
      },
      { produit: '', produit_key: 'PINOT GRIS 2019 MAGNUM', stock_total: '-3', stock_reserve: '12', date_snapshot: '' },
      { produit: 'Muscat', produit_key: '', stock_total: '?', stock_reserve: '', date_snapshot: '' },
      { produit: 'Muscat', produit_key: '', stock_total: '', stock_reserve: '?', date_snapshot: '31/02/2026' },
    ]);
    expect(
      kept.map((row) => pick(row, 'wine_key', 'millesime', 'format', 'stock_total', 'stock_reserve', 'date_snapshot')),
    ).toEqual([
      ['RIESLING', '2020', '75CL', '1200', '0', '2026-01-04'],
      ['PINOT GRIS', '2019', 'MAGNUM', '-3', '12', '2026-01-05'],
    ]);
    expect(rejects).toEqual([
      '4 STOCK_UNREADABLE stock_total ?',
      '5 STOCK_EMPTY stock_total',
      '5 STOCK_UNREADABLE stock_reserve ?',
      '5 DAY_IMPOSSIBLE date_snapshot 31/02/2026',
    ]);
    expect(warnings).toEqual({ NEGATIVE_STOCK: 1 });
  });
});

describe('stock that the cellar counts in cartons', () => {
  const riesling = { produit: 'Riesling 2020', packaging: '', unite: '', stock_total: '12', stock_reserve: '2' };
  const counted = (row: Cells, profile: Partial<SourceProfile> = {}): string[] => {
    const { kept, rejects, warnings } = curateRows('stock', [{ ...riesling, ...row }], { profile });
    const told = [...rejects, ...Object.keys(warnings)];
    return [...pick(kept[0], 'stock_total', 'stock_reserve', 'packaging'), ...told];
  };

  it.each([
    ['the unit says so', { unite: 'CT6' }, ['72', '12', 'CARTON6']],
    ['the figure says so', { stock_total: '12 cartons de 6', stock_reserve: '' }, ['72', '0', 'BOUTEILLE']],
    ['the article says how many it holds', { unite: 'Carton', packaging: '12x75cl' }, ['144', '24', 'CARTON12']],
    ['it counts bottles of packed wine', { unite: 'btl', packaging: 'CARTON6' }, ['12', '2', 'CARTON6']],
    ['it counts magnums', { unite: 'Magnum' }, ['12', '2', 'MAGNUM']],
  ])('is told in bottles: %s', (_, row, told) => expect(counted(row)).toEqual(told));

  it.each([
    ['no unit is said', { packaging: 'CARTON6' }, ['12', '2', 'CARTON6', 'STOCK_OF_BOXES']],
    ['nobody says what a carton holds', { unite: 'carton' }, ['12', '2', 'BOUTEILLE', 'UNKNOWN_PACKAGING']],
    ['the figure says no more', { stock_total: '12 cartons' }, ['12', '2', 'BOUTEILLE', 'UNKNOWN_PACKAGING']],
    ['nobody knows the unit', { unite: 'pal.', packaging: '75cl' }, ['12', '2', 'BOUTEILLE', 'UNKNOWN_PACKAGING']],
  ])('is counted as bottles, and told, where %s: none is promised on a guess', (_, row, told) =>
    expect(counted(row)).toEqual(told),
  );

  it('is counted by the cartons of the house, once the profile says them', () => {
    expect(counted({ unite: 'Cartons' }, { bottles_per_carton: 6 })).toEqual(['72', '12', 'CARTON6']);
    expect(counted({ stock_total: '12 caisses' }, { bottles_per_carton: 6 })).toEqual(['72', '12', 'BOUTEILLE']);
  });

  it('is refused where the words behind the figure are none we know', () => {
    expect(counted({ stock_total: '12 env.' })).toContain('2 STOCK_UNREADABLE stock_total 12 env.');
  });
});

describe('a contact', () => {
  it('names a client by code or by e-mail, and a day', () => {
    const { kept, rejects } = curateRows('contacts', [
      {
        client_code: 'cl-1',
        email: '',
        contact_date: '01/12/2025',
        channel: 'E-mail',
        status: 'Envoyé',
        campaign_id: 'N25',
      },
      {
        client_code: '',
        email: 'A@B.fr',
        contact_date: '2025-12-01',
        channel: 'Courrier',
        status: '',
        campaign_id: '',
      },
      { client_code: '', email: 'néant', contact_date: '2025-12-01', channel: 'SMS', status: '', campaign_id: '' },
      { client_code: '--', email: 'a@b.fr', contact_date: '', channel: '', status: '', campaign_id: '' },
    ]);
    expect(
      kept.map((row) =>
        pick(row, 'client_code', 'source_client_code', 'email', 'contact_date', 'channel', 'status', 'campaign_id'),
      ),
    ).toEqual([
      ['CL1', 'cl-1', '', '2025-12-01', 'email', 'envoye', 'N25'],
      ['', '', 'a@b.fr', '2025-12-01', 'courrier', '', ''],
    ]);
    expect(rejects).toEqual([
      '4 CONTACT_WITHOUT_CLIENT client_code',
      '5 CLIENT_CODE_EMPTY client_code --',
      '5 DAY_EMPTY contact_date',
    ]);
  });
});

describe('an article of the catalogue or of the stock that is no wine', () => {
  it('is kept, named no wine, and told; its family or the rules of the profile say so', () => {
    const labels = [
      { produit: 'Riesling 2022', famille_crm: 'Alsace' },
      { produit: 'Frais de port', famille_crm: '' },
      { produit: 'Décapsuleur gravé', famille_crm: 'Accessoires' },
      { produit: 'Coffret cadeau 3 bouteilles', famille_crm: '' },
      { produit: 'Coffret Riesling 3 bouteilles', famille_crm: '' },
      { produit: 'Savon', famille_crm: 'Divers', article: 'SAV' },
    ];
    const profile = { line_kinds: [...builtInProfile.line_kinds, { article: 'SAV', kind: 'fee' as const }] };
    const { kept, rejects, warnings } = curateRows('produits', labels, { profile });
    expect(kept.map((row) => pick(row, 'label', 'wine_key'))).toEqual([
      ['Riesling 2022', 'RIESLING'],
      ['Frais de port', ''],
      ['Décapsuleur gravé', ''],
      ['Coffret cadeau 3 bouteilles', ''],
      ['Coffret Riesling 3 bouteilles', 'COFFRET RIESLING'],
      ['Savon', ''],
    ]);
    expect([rejects, warnings]).toEqual([[], { NO_WINE: 4 }]);
    const stock = curateRows('stock', [{ produit: 'Verre INAO', stock_total: '40' }]);
    expect(stock.kept.map((row) => pick(row, 'label', 'wine_key', 'stock_total'))).toEqual([['Verre INAO', '', '40']]);
  });
});
