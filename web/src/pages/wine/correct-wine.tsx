import type { ReactElement } from 'react';
import type { Wine, WineChange } from '../../../../src/api/contract/wines.ts';
import { CorrectByHand } from '../../parts/correct-by-hand.tsx';
import { t } from '../../words.ts';

type Column = keyof WineChange;

const columns: readonly Column[] = [
  'name',
  'famille_crm',
  'sous_famille',
  'cepage',
  'sucrosite',
  'couleur',
  'premium_tier',
];

/** Corrects what the exports say of a wine. */
export function CorrectWine({
  wine,
  version,
}: {
  readonly wine: Wine;
  readonly version: string | undefined;
}): ReactElement {
  return (
    <CorrectByHand
      title={t('Corriger ce vin', 'Correct this wine')}
      subject={t('ce vin', 'this wine')}
      address={`/wines/${encodeURIComponent(wine.wineKey)}`}
      changes="/wines"
      thing={wine}
      version={version}
      columns={columns}
      fieldsOf={fieldsOf}
      columnWord={wineColumnWord}
      corrected={new Set(wine.corrections.map(({ column }) => column))}
    />
  );
}

function fieldsOf(wine: Wine): Readonly<Record<Column, string>> {
  return {
    name: wine.name,
    famille_crm: wine.family ?? '',
    sous_famille: wine.sousFamille ?? '',
    cepage: wine.cepage ?? '',
    sucrosite: wine.sucrosite ?? '',
    couleur: wine.couleur ?? '',
    premium_tier: wine.premiumTier ?? '',
  };
}

/** A column of a wine, as its page calls it. */
export function wineColumnWord(column: string): string {
  switch (column) {
    case 'name':
      return t('Nom', 'Name');
    case 'famille_crm':
      return t('Famille', 'Family');
    case 'sous_famille':
      return t('Sous-famille', 'Subfamily');
    case 'cepage':
      return t('Cépage', 'Grape');
    case 'sucrosite':
      return t('Sucrosité', 'Sweetness');
    case 'couleur':
      return t('Couleur', 'Colour');
    case 'premium_tier':
      return t('Gamme', 'Range');
    default:
      return column;
  }
}
