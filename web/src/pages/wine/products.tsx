import type { ReactNode } from 'react';
import type { Wine } from '../../../../src/api/contract/wines.ts';
import { to } from '../../addresses.ts';
import { formatWord } from '../../estate-words.ts';
import { count, euros, noValue } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import type { Column } from '../../parts/table-column.ts';
import { t } from '../../words.ts';

type Product = Wine['products'][number];

/** The columns of the vintages and formats of a wine. */
export function productColumns(): readonly Column<Product>[] {
  return [
    {
      id: 'label',
      title: t('Produit', 'Product'),
      cell: (row) => (
        <>
          <span className="wine-name" lang="fr">
            {row.label}
          </span>
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
    { id: 'format', title: t('Format', 'Format'), cell: (row) => formatWord(row.format) },
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

function successorOf({ successorKey, successorLabel, successorMillesime, successorWineKey }: Product): ReactNode {
  if (successorKey === null) return '';
  const name = [successorLabel ?? successorKey, successorMillesime].filter(Boolean).join(' ');
  return successorWineKey === null ? (
    <span lang="fr">{name}</span>
  ) : (
    <GoLink to={to.wine(successorWineKey)} lang="fr">
      {name}
    </GoLink>
  );
}
