import { type ReactElement, type ReactNode, useCallback } from 'react';
import type { Wine } from '../../../src/api/contract/wines.ts';
import { to, withFilters } from '../addresses.ts';
import { axisWord, clientName, segmentWord } from '../estate-words.ts';
import { count, day, euros, month, noValue, roundEuros } from '../formats.ts';
import { useParam } from '../params.ts';
import { Chart, type ChartProps } from '../parts/chart.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { listOf, useVersioned } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, languageTag, t } from '../words.ts';
import { AliasLine } from './wine/aliases.tsx';
import { CorrectWine, wineColumnWord } from './wine/correct-wine.tsx';

export function WinePage(): ReactElement {
  const wineKey = useParam('wineKey');
  const wine = useVersioned<Wine>(`/wines/${encodeURIComponent(wineKey)}`);
  return (
    <Answer of={wine} lines={14}>
      {({ value, version }) => <Page wine={value} version={version} />}
    </Answer>
  );
}

function Page({ wine, version }: { readonly wine: Wine; readonly version: string | undefined }): ReactElement {
  const mayWork = useMay('operateur');
  return (
    <>
      <PageTitle
        question={wine.name}
        answer={[wine.family, wine.cepage, wine.couleur, wine.sucrosite].filter(Boolean).join(' · ')}
        back={{ to: to.wines(), title: t('Vins', 'Wines') }}
        actions={mayWork && <CorrectWine wine={wine} version={version} />}
      />
      <Figures wine={wine} />
      <section className="stack">
        <h2>{t('Quels millésimes, quels formats ?', 'Which vintages, which formats?')}</h2>
        <DataTable
          caption={t('Millésimes et formats', 'Vintages and formats')}
          list={listOf(wine.products)}
          columns={productColumns()}
          rowId={(row) => row.produitKey}
          noun={{ fr: ['produit'], en: ['product'] }}
          empty={<Empty title={t('Aucun produit', 'No product')} />}
        />
      </section>
      <Sales wine={wine} />
      <Buyers wine={wine} />
      <div className="halves">
        <Attributes wine={wine} />
        <Names wine={wine} />
      </div>
    </>
  );
}

function Figures({ wine }: { readonly wine: Wine }): ReactElement {
  const known = wine.products.filter(({ freeBottles }) => freeBottles !== null);
  const free = known.reduce((sum, { freeBottles }) => sum + Math.max(0, freeBottles ?? 0), 0);
  const promised = wine.products.reduce((sum, { promisedBottles }) => sum + promisedBottles, 0);
  return (
    <div className="cards">
      <Figure
        value={known.length === 0 ? t('non compté', 'not counted') : count(free)}
        {...(known.length === 0 ? {} : { unit: 'btl' })}
        meaning={t('libres à la vente au dernier inventaire', 'free to sell at the last stock-taking')}
      />
      <Figure
        value={count(promised)}
        unit="btl"
        meaning={t('proposées à des clients cette semaine', 'offered to clients this week')}
        from={withFilters(to.recommendations(), { q: wine.name })}
        fromTitle={t('voir à qui', 'see to whom')}
      />
      <Figure value={count(wine.sold12m)} unit="btl" meaning={t('vendues en un an', 'sold in a year')} />
      <Figure
        value={count(wine.buyerCount)}
        meaning={t('clients en ont acheté', 'clients bought it')}
        from={withFilters(to.clients(), { wine: wine.wineKey })}
        fromTitle={t('voir lesquels', 'see which')}
      />
    </div>
  );
}

type Product = Wine['products'][number];

function productColumns(): readonly Column<Product>[] {
  return [
    {
      id: 'label',
      title: t('Produit', 'Product'),
      cell: (row) => (
        <>
          <span className="wine-name">{row.label}</span>
          {row.fileHash !== null && row.fileLine !== null && (
            <>
              <br />
              <Provenance
                fileHash={row.fileHash}
                line={row.fileLine}
                fileName={row.fileName ?? t('un export', 'an export')}
              />
            </>
          )}
        </>
      ),
    },
    { id: 'millesime', title: t('Millésime', 'Vintage'), align: 'end', cell: (row) => row.millesime ?? noValue },
    { id: 'format', title: t('Format', 'Format'), cell: (row) => row.format.toLowerCase() },
    { id: 'price', title: t('Prix TTC', 'Price, tax incl.'), align: 'end', cell: (row) => euros(row.prixTtc) },
    { id: 'stock', title: t('Libre à la vente', 'Free to sell'), align: 'end', cell: (row) => stockOf(row) },
    {
      id: 'next',
      title: t('À proposer à la place', 'To offer instead'),
      narrow: 'hide',
      cell: (row) => successorOf(row),
    },
  ];
}

function stockOf({ freeBottles, isActive }: Product): ReactNode {
  if (freeBottles === null) return isActive ? t('non compté', 'not counted') : t('plus vendu', 'no longer sold');
  if (freeBottles <= 0) return <StateWord tone="quiet">{t('épuisé', 'sold out')}</StateWord>;
  return (
    <>
      {count(freeBottles)} <span className="unit">btl</span>
    </>
  );
}

function successorOf({ successorKey, successorLabel, successorWineKey }: Product): ReactNode {
  if (successorKey === null) return '';
  if (successorWineKey === null) return successorLabel ?? successorKey;
  return <GoLink to={to.wine(successorWineKey)}>{successorLabel ?? successorKey}</GoLink>;
}

function Sales({ wine }: { readonly wine: Wine }): ReactElement {
  const { months } = wine;
  const draw = useCallback<ChartProps['draw']>(
    (plot, { width, accent, isNarrow, soft }) => {
      const rows = months.map(({ month: name, bottles }) => ({ on: new Date(`${name}-15T12:00:00Z`), bottles }));
      const best = rows.reduce<(typeof rows)[number] | undefined>(
        (most, row) => (row.bottles > (most?.bottles ?? 0) ? row : most),
        undefined,
      );
      return plot.plot({
        width,
        height: 240,
        marginLeft: 48,
        x: { type: 'utc', label: null, ticks: isNarrow ? 4 : 8, tickFormat: shortMonth },
        y: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => value.toLocaleString(languageTag()) },
        marks: [
          plot.rectY(rows, { x: 'on', y: 'bottles', interval: 'month', fill: accent, insetLeft: 1, insetRight: 1 }),
          plot.ruleY([0], { stroke: soft }),
          ...(best
            ? [
                plot.text([best], {
                  x: 'on',
                  y: 'bottles',
                  text: (row: typeof best) => `${count(row.bottles)} btl`,
                  dy: -8,
                }),
              ]
            : []),
        ],
      });
    },
    [months],
  );
  const total = months.reduce((sum, { bottles }) => sum + bottles, 0);
  const best = months.reduce(
    (most, one) => (one.bottles > most.bottles ? one : most),
    months[0] ?? { month: '', bottles: 0, netHt: 0 },
  );
  return (
    <Chart
      question={t('Quand se vend-il ?', 'When does it sell?')}
      answer={
        total <= 0
          ? t('Aucune vente depuis trois ans.', 'No sale in three years.')
          : t(
              `${count(total)} bouteilles en trois ans ; le meilleur mois, ${month(best.month)}, en a vu partir ${count(best.bottles)}.`,
              `${count(total)} bottles in three years; the best month, ${month(best.month)}, saw ${count(best.bottles)} leave.`,
            )
      }
      table={{
        columns: [t('Mois', 'Month'), t('Bouteilles', 'Bottles'), t('Net HT (€)', 'Net (€)')],
        rows: months.map((one) => [month(one.month), one.bottles, one.netHt]),
      }}
      fileName="ventes-par-mois"
      draw={draw}
      height={240}
    />
  );
}

function shortMonth(on: Date): string {
  return on.toLocaleDateString(languageTag(), { month: 'short', year: '2-digit' });
}

function Buyers({ wine }: { readonly wine: Wine }): ReactElement {
  const shares = wine.buyerSegments.map(({ segment, clientCount }) => (
    <GoLink key={segment} to={withFilters(to.clients(), { wine: wine.wineKey, segment })}>
      {segmentWord(segment)} {count(clientCount)}
    </GoLink>
  ));
  return (
    <section className="stack">
      <h2>{t('Qui l’achète ?', 'Who buys it?')}</h2>
      {shares.length > 0 && <p className="row">{shares}</p>}
      <DataTable
        caption={t('Ceux qui en achètent le plus', 'Those who buy most of it')}
        list={listOf(wine.buyers)}
        columns={buyerColumns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        noun={{ fr: ['client'], en: ['client'] }}
        empty={
          <Empty title={t('Personne encore', 'Nobody yet')}>
            {t('Aucune vente de ce vin ne porte le nom d’un client.', 'No sale of this wine names a client.')}
          </Empty>
        }
      />
    </section>
  );
}

function buyerColumns(): readonly Column<Wine['buyers'][number]>[] {
  return [
    { id: 'name', title: t('Client', 'Client'), cell: (row) => clientName(row) },
    { id: 'bottles', title: t('Bouteilles', 'Bottles'), align: 'end', cell: (row) => count(row.bottles) },
    { id: 'net', title: t('Acheté, HT', 'Bought, net'), align: 'end', cell: (row) => roundEuros(row.netHt) },
    {
      id: 'last',
      title: t('La dernière fois', 'Last time'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => day(row.lastOn),
    },
  ];
}

function Attributes({ wine }: { readonly wine: Wine }): ReactElement {
  const rows: readonly (readonly [string, string | null])[] = [
    ['famille_crm', wine.family],
    ['sous_famille', wine.sousFamille],
    ['cepage', wine.cepage],
    ['couleur', wine.couleur],
    ['sucrosite', wine.sucrosite],
    ['premium_tier', wine.premiumTier],
  ];
  return (
    <section className="sheet stack">
      <h2>{t('Comment est-il ?', 'What is it like?')}</h2>
      <dl className="facts">
        {rows.map(([column, value]) => (
          <Fact key={column} title={wineColumnWord(column)}>
            {value ?? noValue}
          </Fact>
        ))}
        {wine.aromas.map(({ axis, value }) => (
          <Fact key={axis} title={axisWord(axis)}>
            {t(`${count(value * 100)} sur 100`, `${count(value * 100)} of 100`)}
          </Fact>
        ))}
      </dl>
      {wine.corrections.length > 0 && (
        <p className="small soft">
          {t('Corrigé par vous, et gardé malgré les exports :', 'Corrected by you, and kept whatever the exports say:')}{' '}
          {wine.corrections
            .map(({ column, author, decidedAt }) => `${wineColumnWord(column)} (${author}, ${day(decidedAt)})`)
            .join(', ')}
          .
        </p>
      )}
      {wine.origin === 'sales' && (
        <p className="small soft">
          {t(
            'Le catalogue n’en parle pas : seules les ventes le nomment.',
            'The catalogue does not name it: only sales do.',
          )}
        </p>
      )}
    </section>
  );
}

function Names({ wine }: { readonly wine: Wine }): ReactElement {
  return (
    <section className="sheet stack">
      <h2>{t('Sous quels autres noms ?', 'Under which other names?')}</h2>
      {wine.aliases.length === 0 ? (
        <p className="soft">
          {t('Les exports l’écrivent d’une seule façon.', 'The exports write it in one way only.')}
        </p>
      ) : (
        <ul className="plain-list stack-tight">
          {wine.aliases.map((alias) => (
            <li key={alias.aliasKey} className="row-apart">
              <AliasLine alias={alias} />
            </li>
          ))}
        </ul>
      )}
      <p className="small soft">
        {t(
          `${counted(wine.products.length, ['produit'], ['product'])} de ce vin en tout.`,
          `${counted(wine.products.length, ['produit'], ['product'])} of this wine in all.`,
        )}
      </p>
    </section>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
