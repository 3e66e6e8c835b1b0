import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Wine, WineChange } from '../../../../src/api/contract/wines.ts';
import { getVersioned, send } from '../../api.ts';
import { ConflictDialog, isConflict } from '../../parts/conflict-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { t } from '../../words.ts';

type Column = keyof WineChange;
type Fields = Readonly<Record<Column, string>>;

const columns: readonly Column[] = [
  'name',
  'famille_crm',
  'sous_famille',
  'cepage',
  'sucrosite',
  'couleur',
  'premium_tier',
];

/** The button and the form by which a person corrects what the exports say of a wine. */
export function CorrectWine({
  wine,
  version,
}: {
  readonly wine: Wine;
  readonly version: string | undefined;
}): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {t('Corriger ce vin', 'Correct this wine')}
      </Button>
      {isOpen && <Correct wine={wine} version={version} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface CorrectProps {
  readonly wine: Wine;
  readonly version: string | undefined;
  readonly onClose: () => void;
}

function Correct({ wine, version, onClose }: CorrectProps): ReactElement {
  const address = `/wines/${encodeURIComponent(wine.wineKey)}`;
  const [before] = useState(() => fieldsOf(wine));
  const [seen, setSeen] = useState(version);
  const [mine, setMine] = useState(before);
  const [theirs, setTheirs] = useState<Fields>();
  const corrected = new Set(wine.corrections.map(({ column }) => column));
  const save = useWrite(
    (ifMatch: string | undefined) => send('PATCH', address, changesOf(before, mine), { ifMatch }),
    ['/wines'],
  );
  const submit = async (ifMatch: string | undefined) => {
    try {
      await save.mutateAsync(ifMatch);
      toast(
        t(
          'C’est corrigé, et cela le restera malgré les prochains exports.',
          'Corrected, and it stays so whatever the next exports say.',
        ),
      );
      onClose();
    } catch (problem) {
      if (!isConflict(problem)) throw problem;
      const now = await getVersioned<Wine>(address);
      setSeen(now.version);
      setTheirs(fieldsOf(now.value));
    }
  };
  return (
    <Dialog
      title={t('Corriger ce vin', 'Correct this wine')}
      onClose={onClose}
      actions={
        <Button variant="default" onClick={onClose}>
          {t('Ne rien changer', 'Change nothing')}
        </Button>
      }
    >
      <Form action={t('Enregistrer les corrections', 'Save the corrections')} onSubmit={() => submit(seen)}>
        <p className="soft">
          {t(
            'Un champ vidé revient à ce que disent les exports.',
            'An emptied field goes back to what the exports say.',
          )}
        </p>
        {columns.map((column) => (
          <TextInput
            key={column}
            label={wineColumnWord(column)}
            description={corrected.has(column) ? t('corrigé par vous', 'corrected by you') : undefined}
            value={mine[column]}
            maxLength={200}
            onChange={(event) => setMine({ ...mine, [column]: event.currentTarget.value })}
          />
        ))}
      </Form>
      {theirs && (
        <ConflictDialog
          subject={t('ce vin', 'this wine')}
          fields={columns
            .filter((column) => mine[column] !== theirs[column])
            .map((column) => ({ title: wineColumnWord(column), mine: mine[column], theirs: theirs[column] }))}
          onKeepMine={() => {
            setTheirs(undefined);
            void submit(seen);
          }}
          onTakeTheirs={onClose}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </Dialog>
  );
}

function fieldsOf(wine: Wine): Fields {
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

function changesOf(before: Fields, mine: Fields): WineChange {
  const changed = columns.filter((column) => before[column] !== mine[column]);
  return Object.fromEntries(changed.map((column) => [column, mine[column].trim() === '' ? null : mine[column].trim()]));
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
