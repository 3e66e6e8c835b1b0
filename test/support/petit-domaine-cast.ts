/** Who buys at `petit-domaine`. One story each, so that a reader soon predicts each answer. */

/** A line: so many bottles of one product; a fee or a free bottle says so. */
export interface Bottles {
  readonly produit: string;
  readonly bottles: number;
  readonly kind?: 'fee' | 'sample';
}

export interface SaleDocument {
  readonly type: 'FACTURE' | 'AVOIR' | 'DEVIS' | 'TICKET';
  readonly no: string;
  readonly on: string;
  readonly lines: readonly Bottles[];
}

export interface Person {
  readonly code: string;
  readonly nom: string;
  readonly prenom?: string;
  readonly civilite?: string;
  readonly email?: string;
  readonly naissance?: string;
  readonly household?: string;
  readonly isTrade?: boolean;
  readonly isTill?: boolean;
  readonly consent?: readonly { readonly event: 'opt_out' | 'opt_in' | 'bounce'; readonly on: string }[];
  readonly contacts?: readonly { readonly on: string; readonly status: string; readonly campaign: string }[];
  readonly sales: readonly SaleDocument[];
}

type Line = readonly [produit: string, bottles: number];

const linesOf = (lines: readonly Line[]): readonly Bottles[] =>
  lines.map(([produit, bottles]) => ({ produit, bottles }));

/** One invoice a day of the list, all with the same lines. */
function invoices(prefix: string, days: readonly string[], ...lines: readonly Line[]): readonly SaleDocument[] {
  return days.map((on) => ({ type: 'FACTURE', no: `${prefix}${on.replaceAll('-', '')}`, on, lines: linesOf(lines) }));
}

function creditNote(prefix: string, on: string, ...lines: readonly Line[]): SaleDocument {
  return { type: 'AVOIR', no: `${prefix}${on.replaceAll('-', '')}`, on, lines: linesOf(lines) };
}

const months2026 = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'];

/** Fills a cart every November, and only then; the 2025 order is 363 days old. */
export const noelle: Person = {
  code: 'NOELLE',
  civilite: 'Mme',
  nom: 'Novembre',
  prenom: 'Noëlle',
  email: 'noelle@exemple.test',
  sales: [
    ...invoices(
      'N',
      ['2021-11-20', '2022-11-19', '2023-11-18'],
      ['CREMANT D ALSACE EXTRA BRUT', 12],
      ['GEWURZTRAMINER VENDANGES TARDIVES 2018', 3],
    ),
    ...invoices(
      'N',
      ['2024-11-16', '2025-11-18'],
      ['CREMANT D ALSACE EXTRA BRUT', 12],
      ['GEWURZTRAMINER VENDANGES TARDIVES 2018', 3],
    ),
  ],
};

/** Lives next door: three bottles on the 2nd of every month; got the autumn letter on 1 September. */
export const marcel: Person = {
  code: 'MARCEL',
  civilite: 'M',
  nom: 'Mensuel',
  prenom: 'Marcel',
  email: 'marcel@exemple.test',
  contacts: [
    { on: '2026-09-01', status: 'sent', campaign: 'AUTOMNE26' },
    { on: '2026-09-01', status: 'delivered', campaign: 'AUTOMNE26' },
    { on: '2026-09-03', status: 'clicked', campaign: 'AUTOMNE26' },
  ],
  sales: invoices(
    'M',
    months2026.map((month) => `2026-${month}-02`),
    ['RIESLING ALSACE 2024', 3],
    ['SYLVANER 2024', 1],
  ),
};

/** Came every quarter, and has been silent for exactly 400 days. */
export const leon: Person = {
  code: 'LEON',
  nom: 'Lointain',
  prenom: 'Léon',
  email: 'leon@exemple.test',
  sales: invoices(
    'L',
    ['2024-10-10', '2025-01-12', '2025-04-13', '2025-07-11', '2025-10-12'],
    ['RIESLING GRAND CRU BRAND 2020', 6],
  ),
};

/** Buys the best, often, and in quantity. */
export const victoire: Person = {
  code: 'VICTOIRE',
  nom: 'Vip',
  prenom: 'Victoire',
  email: 'victoire@exemple.test',
  sales: invoices(
    'V',
    ['2025-02-10', '2025-05-12', '2025-09-08', '2025-12-08', '2026-02-09', '2026-05-11', '2026-08-10', '2026-10-26'],
    ['RIESLING GRAND CRU BRAND 2021', 6],
    ['GEWURZTRAMINER GRAND CRU HENGST 2022', 6],
    ['CREMANT D ALSACE EXTRA BRUT MAGNUM', 1],
  ),
};

/** Ordered once, four weeks ago. */
export const nathan: Person = {
  code: 'NATHAN',
  nom: 'Nouveau',
  prenom: 'Nathan',
  email: 'nathan@exemple.test',
  sales: [
    {
      type: 'FACTURE',
      no: 'NA1',
      on: '2026-10-19',
      lines: [
        { produit: 'MUSCAT D ALSACE 2024', bottles: 6 },
        { produit: 'PORT', bottles: 1, kind: 'fee' },
      ],
    },
  ],
};

/** Ordered once, 200 days ago, and never again. */
export const simon: Person = {
  code: 'SIMON',
  nom: 'Seul',
  prenom: 'Simon',
  email: 'simon@exemple.test',
  sales: invoices('S', ['2026-04-30'], ['PINOT GRIS ALSACE 2023', 6]),
};

/** Asked for the price list and a quote, said yes to letters, bought nothing. */
export const prudence: Person = {
  code: 'PRUDENCE',
  nom: 'Prospect',
  prenom: 'Prudence',
  email: 'prudence@exemple.test',
  consent: [{ event: 'opt_in', on: '2026-05-01' }],
  sales: [{ type: 'DEVIS', no: 'D1', on: '2026-05-02', lines: linesOf([['PINOT NOIR 2023', 12]]) }],
};

/** A good client who wants no letters. */
export const odile: Person = {
  code: 'ODILE',
  nom: 'Opposee',
  prenom: 'Odile',
  email: 'odile@exemple.test',
  consent: [{ event: 'opt_out', on: '2026-03-03' }],
  sales: invoices('O', ['2026-03-15', '2026-06-15', '2026-09-15'], ['PINOT NOIR 2023', 6]),
};

/** The address no longer works. */
export const bernard: Person = {
  code: 'BERNARD',
  nom: 'Bounce',
  prenom: 'Bernard',
  email: 'bernard@exemple.test',
  consent: [{ event: 'bounce', on: '2026-09-02' }],
  contacts: [
    { on: '2026-09-01', status: 'sent', campaign: 'AUTOMNE26' },
    { on: '2026-09-02', status: 'bounced', campaign: 'AUTOMNE26' },
  ],
  sales: invoices('B', ['2026-02-20', '2026-08-20'], ['EDELZWICKER LITRE', 6]),
};

/** A wine shop: buys by the pallet, never gets a private client's letter. */
export const caviste: Person = {
  code: 'CAVISTE',
  nom: 'Cave du Coin',
  email: 'contact@cave.test',
  isTrade: true,
  sales: invoices('T', ['2026-01-15', '2026-04-15', '2026-07-15', '2026-10-15'], ['CREMANT D ALSACE EXTRA BRUT', 60]),
};

/** The till: everybody and nobody. */
export const comptoir: Person = {
  code: 'COMPTOIR',
  nom: 'CLIENT COMPTOIR',
  isTill: true,
  sales: invoices('C', ['2026-07-04', '2026-07-05'], ['PINOT NOIR ROSE 2025', 6]),
};

/** A couple under one roof and one address: Paul buys in spring and autumn, Pauline once in a while. */
export const paul: Person = {
  code: 'PAUL',
  nom: 'Paire',
  prenom: 'Paul',
  email: 'paire@exemple.test',
  household: 'paire@exemple.test',
  contacts: [
    { on: '2026-01-10', status: 'delivered', campaign: 'VOEUX26' },
    { on: '2026-03-10', status: 'delivered', campaign: 'PRINTEMPS26' },
  ],
  sales: invoices(
    'P',
    ['2024-04-10', '2024-10-12', '2025-04-11', '2025-10-10', '2026-04-10'],
    ['PINOT GRIS ALSACE 2023', 12],
    ['RIESLING VIEILLES VIGNES 2022', 6],
  ),
};
export const pauline: Person = {
  code: 'PAULINE',
  nom: 'Paire',
  prenom: 'Pauline',
  email: 'paire@exemple.test',
  household: 'paire@exemple.test',
  contacts: [
    { on: '2026-05-10', status: 'delivered', campaign: 'ETE26' },
    { on: '2026-06-10', status: 'opened', campaign: 'CREMANT26' },
  ],
  sales: invoices('PA', ['2026-06-20'], ['PINOT NOIR ROSE 2025', 6]),
};

/** Sixteen: a parent's order went to the wrong account. */
export const mina: Person = {
  code: 'MINA',
  nom: 'Mineure',
  prenom: 'Mina',
  email: 'mina@exemple.test',
  naissance: '2010-06-01',
  sales: invoices('MI', ['2026-09-10'], ['CREMANT D ALSACE ROSE', 6]),
};

/** Used to come every two months, and has been silent for 240 days. */
export const arthur: Person = {
  code: 'ARTHUR',
  nom: 'Absent',
  prenom: 'Arthur',
  email: 'arthur@exemple.test',
  sales: invoices('A', ['2025-09-20', '2025-11-22', '2026-01-20', '2026-03-21'], ['GEWURZTRAMINER ALSACE 2023', 6]),
};

/** Bought once and sent everything back. */
export const renee: Person = {
  code: 'RENEE',
  nom: 'Retour',
  prenom: 'Renée',
  email: 'renee@exemple.test',
  sales: [
    ...invoices('R', ['2026-08-01'], ['PINOT NOIR BARRIQUE 2021', 6]),
    creditNote('R', '2026-08-20', ['PINOT NOIR BARRIQUE 2021', 6]),
  ],
};

/** Buys by telephone: no address, no letter. One corked bottle was taken back; one came free. */
export const solange: Person = {
  code: 'SOLANGE',
  nom: 'Sansmail',
  prenom: 'Solange',
  sales: [
    ...invoices('SO', ['2026-03-01', '2026-06-01'], ['RIESLING ALSACE 2023', 6], ['CUVEE DU GRAND PERE 2022', 6]),
    {
      type: 'FACTURE',
      no: 'SO20260901',
      on: '2026-09-01',
      lines: [
        ...linesOf([['RIESLING ALSACE 2023', 6]]),
        { produit: 'RIESLING ALSACE 2023', bottles: 1, kind: 'sample' },
      ],
    },
    creditNote('SO', '2026-09-10', ['RIESLING ALSACE 2023', 1]),
  ],
};

export const cast: readonly Person[] = [
  noelle,
  marcel,
  leon,
  victoire,
  nathan,
  simon,
  prudence,
  odile,
  bernard,
  caviste,
  comptoir,
  paul,
  pauline,
  mina,
  arthur,
  renee,
  solange,
];

/** Sold over the counter to whoever passed. */
export const passingSales: readonly SaleDocument[] = [
  {
    type: 'TICKET',
    no: 'K1',
    on: '2026-08-15',
    lines: linesOf([
      ['CREMANT D ALSACE EXTRA BRUT', 2],
      ['PINOT NOIR ROSE 2025', 1],
    ]),
  },
  { type: 'TICKET', no: 'K2', on: '2026-11-14', lines: linesOf([['CREMANT D ALSACE EXTRA BRUT', 6]]) },
];
