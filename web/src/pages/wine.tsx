/** One wine: its vintages and formats, when it sells, who buys it, what it is like and how else it is called. */
import type { ReactElement } from 'react';
import type { Wine } from '../../../src/api/contract/wines.ts';
import { to, withFilters } from '../addresses.ts';
import { sweetnessWord } from '../estate-words.ts';
import { count } from '../formats.ts';
import { useParam } from '../params.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Empty } from '../parts/states.tsx';
import { listOf, useVersioned } from '../queries.ts';
import { useMay } from '../session.ts';
import { t } from '../words.ts';
import { AliasLine } from './wine/aliases.tsx';
import { Attributes } from './wine/attributes.tsx';
import { Buyers } from './wine/buyers.tsx';
import { CorrectWine } from './wine/correct-wine.tsx';
import { productColumns } from './wine/products.tsx';
import { Sales } from './wine/sales.tsx';

export function WinePage(): ReactElement {
  const wineKey = useParam('wineKey');
  const wine = useVersioned<Wine>(`/wines/${encodeURIComponent(wineKey)}`);
  return (
    <PageOf of={wine} lines={14} unknown={t('Quel est ce vin ?', 'Which wine is this?')} back={wines()}>
      {({ value, version }) => <WholeWine wine={value} version={version} />}
    </PageOf>
  );
}

function WholeWine({ wine, version }: { readonly wine: Wine; readonly version: string | undefined }): ReactElement {
  const mayWork = useMay('operateur');
  return (
    <>
      <PageTitle
        question={wine.name}
        lang="fr"
        answer={[wine.family, wine.cepage, wine.couleur, sweetnessWord(wine.sucrosite)].filter(Boolean).join(' · ')}
        back={wines()}
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

function wines() {
  return { to: to.wines(), title: t('Vins', 'Wines') };
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

function Names({ wine }: { readonly wine: Wine }): ReactElement {
  return (
    <Sheet title={t('Sous quels autres noms ?', 'Under which other names?')}>
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
    </Sheet>
  );
}
