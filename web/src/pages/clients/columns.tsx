import type { ReactElement } from 'react';
import type { ClientRow } from '../../../../src/api/contract/clients.ts';
import { clientName, segmentWord } from '../../estate-words.ts';
import { day, euros, noValue, roundEuros } from '../../formats.ts';
import type { Column } from '../../parts/table-column.ts';
import { useSession } from '../../session.ts';
import { counted, t } from '../../words.ts';
import '../under-name.css';

/** The columns of the list of clients. */
export function clientColumns(): readonly Column<ClientRow>[] {
  return [
    { id: 'name', title: t('Client', 'Client'), sort: 'up', cell: (row) => <Who row={row} /> },
    { id: 'segment', title: t('Segment', 'Segment'), cell: (row) => segmentWord(row.segment) },
    {
      id: 'turnover',
      title: t('Acheté, HT', 'Bought, net'),
      align: 'end',
      sort: 'down',
      cell: (row) => (
        <>
          {euros(row.netHt)}
          <br />
          <span className="soft small">{counted(row.orderCount, ['commande'], ['order'])}</span>
        </>
      ),
    },
    {
      id: 'value',
      title: t('Attendu sur 12 mois', 'Expected in 12 months'),
      align: 'end',
      sort: 'down',
      narrow: 'hide',
      cell: (row) => roundEuros(row.value12mHt),
    },
    {
      id: 'lastPurchase',
      title: t('Dernier achat', 'Last purchase'),
      align: 'end',
      sort: 'down',
      cell: (row) => day(row.lastOrderOn),
    },
    {
      id: 'contact',
      title: t('Peut-on écrire ?', 'May we write?'),
      narrow: 'hide',
      cell: (row) => <MayWrite row={row} />,
    },
  ];
}

function Who({ row }: { readonly row: ClientRow }): ReactElement {
  const place = [row.codePostal, row.ville].filter(Boolean).join(' ');
  const rest = [row.clientCode, place, row.isTrade ? t('professionnel', 'trade') : ''].filter(Boolean).join(' · ');
  return (
    <>
      {clientName(row)}
      <br />
      <span className="under-name">{rest || noValue}</span>
    </>
  );
}

function MayWrite({ row }: { readonly row: ClientRow }): ReactElement {
  const { today } = useSession();
  if (!row.hasEmail) return <>{t('sans e-mail', 'no e-mail')}</>;
  if (row.nextContactOn === null) return <>{t('non', 'no')}</>;
  if (row.nextContactOn <= today) return <>{t('oui', 'yes')}</>;
  return <>{t(`dès le ${day(row.nextContactOn)}`, `from ${day(row.nextContactOn)}`)}</>;
}
