import type { ReactElement } from 'react';
import type { Client, ClientChange } from '../../../../src/api/contract/clients.ts';
import { CorrectByHand } from '../../parts/correct-by-hand.tsx';
import { t } from '../../words.ts';

type Column = keyof ClientChange;

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

/** Corrects what the exports say of a client; it stays whatever they say later. */
export function CorrectClient({
  client,
  version,
}: {
  readonly client: Client;
  readonly version: string | undefined;
}): ReactElement {
  return (
    <CorrectByHand
      title={t('Corriger la fiche', 'Correct the page')}
      subject={t('cette fiche', 'this page')}
      address={`/clients/${encodeURIComponent(client.clientCode)}`}
      changes="/clients"
      thing={client}
      version={version}
      columns={columns}
      fieldsOf={fieldsOf}
      columnWord={clientColumnWord}
      typeOf={typeOf}
      corrected={new Set(client.corrections.map(({ column }) => column))}
    />
  );
}

function fieldsOf({ identity }: Client): Readonly<Record<Column, string>> {
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

function typeOf(column: Column): 'text' | 'date' | 'email' {
  if (column === 'date_naissance') return 'date';
  return column === 'email' ? 'email' : 'text';
}

/** A column of a client, as its page calls it. */
export function clientColumnWord(column: string): string {
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
      return t('Date de naissance', 'Date of birth');
    default:
      return column;
  }
}
