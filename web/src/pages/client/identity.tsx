import type { ReactElement } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { to } from '../../addresses.ts';
import { clientName } from '../../estate-words.ts';
import { day, noValue } from '../../formats.ts';
import { CorrectedByHand } from '../../parts/correct-by-hand.tsx';
import { Fact } from '../../parts/fact.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { t } from '../../words.ts';
import { clientColumnWord } from './correct-client.tsx';

/** Who the client is, as the exports say and as a person corrected it. */
export function Identity({ client }: { readonly client: Client }): ReactElement {
  const { identity, corrections, household } = client;
  const rows: readonly (readonly [string, string, string | null])[] = [
    ['email', t('E-mail', 'E-mail'), identity.email],
    ['telephone', t('Téléphone', 'Telephone'), identity.telephone],
    ['adresse', t('Adresse', 'Address'), identity.adresse],
    ['ville', t('Ville', 'Town'), [identity.codePostal, identity.ville].filter(Boolean).join(' ') || null],
    ['pays', t('Pays', 'Country'), identity.pays],
    ['type_client', t('Type', 'Kind'), identity.typeClient],
    ['date_naissance', t('Né(e) le', 'Born'), identity.dateNaissance && day(identity.dateNaissance)],
  ];
  return (
    <Sheet title={t('Qui est-ce ?', 'Who is it?')}>
      <dl className="facts">
        {rows.map(([column, title, value]) => (
          <Fact key={column} title={title}>
            {value ?? noValue}
          </Fact>
        ))}
        {identity.otherEmails.length > 0 && (
          <Fact title={t('Autres e-mails', 'Other e-mails')}>{identity.otherEmails.join(', ')}</Fact>
        )}
        {household.length > 0 && (
          <Fact title={t('Même foyer', 'Same household')}>
            {household.map((one, index) => (
              <span key={one.clientCode}>
                {index > 0 && ', '}
                <GoLink to={to.client(one.clientCode)}>{clientName(one)}</GoLink>
              </span>
            ))}
          </Fact>
        )}
        <Fact title={t('Lu dans', 'Read from')}>
          <Provenance
            fileHash={identity.file.fileHash}
            line={identity.file.line}
            fileName={identity.file.fileName ?? t('un export', 'an export')}
          />
        </Fact>
      </dl>
      <CorrectedByHand corrections={corrections} columnWord={clientColumnWord} />
    </Sheet>
  );
}
