import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Client, ClientChange } from '../../../../src/api/contract/clients.ts';
import { getVersioned, send } from '../../api.ts';
import { ConflictDialog, isConflict } from '../../parts/conflict-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { t } from '../../words.ts';

type Column = keyof ClientChange;
type Fields = Readonly<Record<Column, string>>;

const columns: readonly Column[] = [
  'civilite',
  'nom',
  'prenom',
  'email',
  'telephone',
  'adresse',
  'code_postal',
  'ville',
  'pays',
  'type_client',
  'date_naissance',
];

/** The button and the form by which a person corrects what the exports say; it stays whatever they say later. */
export function CorrectClient({
  client,
  version,
}: {
  readonly client: Client;
  readonly version: string | undefined;
}): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {t('Corriger la fiche', 'Correct the page')}
      </Button>
      {isOpen && <Correct client={client} version={version} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface CorrectProps {
  readonly client: Client;
  readonly version: string | undefined;
  readonly onClose: () => void;
}

function Correct({ client, version, onClose }: CorrectProps): ReactElement {
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const [before] = useState(() => fieldsOf(client));
  const [seen, setSeen] = useState(version);
  const [mine, setMine] = useState(before);
  const [theirs, setTheirs] = useState<Fields>();
  const corrected = new Set(client.corrections.map(({ column }) => column));
  const save = useWrite(
    ({ change, ifMatch }: { readonly change: ClientChange; readonly ifMatch: string | undefined }) =>
      send('PATCH', address, change, { ifMatch }),
    ['/clients'],
  );
  const submit = async (ifMatch: string | undefined) => {
    try {
      await save.mutateAsync({ change: changesOf(before, mine), ifMatch });
      toast(
        t(
          'C’est corrigé, et cela le restera malgré les prochains exports.',
          'Corrected, and it stays so whatever the next exports say.',
        ),
      );
      onClose();
    } catch (problem) {
      if (!isConflict(problem)) throw problem;
      const now = await getVersioned<Client>(address);
      setSeen(now.version);
      setTheirs(fieldsOf(now.value));
    }
  };
  const drop = async () => {
    const change = Object.fromEntries([...corrected].map((column) => [column, null]));
    await save.mutateAsync({ change, ifMatch: seen });
    toast(
      t('Les corrections sont retirées : les exports font foi.', 'The corrections are dropped: the exports decide.'),
    );
    onClose();
  };
  return (
    <Dialog
      title={t('Corriger la fiche', 'Correct the page')}
      onClose={onClose}
      actions={
        <>
          {corrected.size > 0 && (
            <Button variant="subtle" onClick={() => void drop()}>
              {t('Revenir aux exports', 'Back to the exports')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('Ne rien changer', 'Change nothing')}
          </Button>
        </>
      }
    >
      <Form action={t('Enregistrer les corrections', 'Save the corrections')} onSubmit={() => submit(seen)}>
        {columns.map((column) => (
          <TextInput
            key={column}
            type={column === 'date_naissance' ? 'date' : column === 'email' ? 'email' : 'text'}
            label={columnWord(column)}
            description={corrected.has(column) ? t('corrigé par vous', 'corrected by you') : undefined}
            value={mine[column]}
            onChange={(event) => setMine({ ...mine, [column]: event.currentTarget.value })}
          />
        ))}
      </Form>
      {theirs && (
        <ConflictDialog
          subject={t('cette fiche', 'this page')}
          fields={columns
            .filter((column) => mine[column] !== theirs[column])
            .map((column) => ({ title: columnWord(column), mine: mine[column], theirs: theirs[column] }))}
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

function fieldsOf({ identity }: Client): Fields {
  return {
    civilite: identity.civilite ?? '',
    nom: identity.nom ?? '',
    prenom: identity.prenom ?? '',
    email: identity.email ?? '',
    telephone: identity.telephone ?? '',
    adresse: identity.adresse ?? '',
    code_postal: identity.codePostal ?? '',
    ville: identity.ville ?? '',
    pays: identity.pays ?? '',
    type_client: identity.typeClient ?? '',
    date_naissance: identity.dateNaissance ?? '',
  };
}

/** Only what was changed; an emptied field goes back to what the exports say. */
function changesOf(before: Fields, mine: Fields): ClientChange {
  const changed = columns.filter((column) => before[column] !== mine[column]);
  return Object.fromEntries(changed.map((column) => [column, mine[column].trim() === '' ? null : mine[column].trim()]));
}

function columnWord(column: Column): string {
  switch (column) {
    case 'civilite':
      return t('Civilité', 'Title');
    case 'nom':
      return t('Nom', 'Family name');
    case 'prenom':
      return t('Prénom', 'First name');
    case 'email':
      return t('E-mail', 'E-mail');
    case 'telephone':
      return t('Téléphone', 'Telephone');
    case 'adresse':
      return t('Adresse', 'Address');
    case 'code_postal':
      return t('Code postal', 'Postal code');
    case 'ville':
      return t('Ville', 'Town');
    case 'pays':
      return t('Pays', 'Country');
    case 'type_client':
      return t('Type de client', 'Kind of client');
    case 'date_naissance':
    default:
      return t('Date de naissance', 'Date of birth');
  }
}
