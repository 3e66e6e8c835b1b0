import type { ReactElement } from 'react';
import type { SaleDocument } from '../../../src/api/contract/documents.ts';
import { to } from '../addresses.ts';
import { clientName, documentWord } from '../estate-words.ts';
import { count, day, euros, instant, noValue } from '../formats.ts';
import { useParam } from '../params.ts';
import { DataTable } from '../parts/data-table.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { listOf, useApi } from '../queries.ts';
import { counted, t } from '../words.ts';

export function DocumentPage(): ReactElement {
  const [source, documentId] = [useParam('source'), useParam('documentId')];
  const document = useApi<SaleDocument>(`/documents/${encodeURIComponent(source)}/${encodeURIComponent(documentId)}`);
  return (
    <PageOf
      of={document}
      unknown={t('Quel est ce document ?', 'Which document is this?')}
      back={{ to: to.imports(), title: t('Imports', 'Imports') }}
    >
      {(value) => <Page document={value} />}
    </PageOf>
  );
}

function Page({ document }: { readonly document: SaleDocument }): ReactElement {
  const title = `${documentWord(document.documentType)} ${document.documentNo ?? document.documentId}`;
  const lines = counted(document.lines.length, ['ligne'], ['line']);
  return (
    <>
      <PageTitle
        question={title}
        answer={t(
          `${day(document.lastDay)}, ${lines}, ${euros(document.netHt)} HT. Chaque ligne mène au fichier d’où elle vient.`,
          `${day(document.lastDay)}, ${lines}, ${euros(document.netHt)} net. Each line leads to the file it came from.`,
        )}
      />
      {document.status === 'vanished' && (
        <p>
          <StateWord tone="stopped">
            {t('Le dernier export ne contient plus ce document.', 'The last export no longer holds this document.')}
          </StateWord>
        </p>
      )}
      {document.clients.length > 0 && (
        <p className="row">
          {t('Pour', 'For')}
          {document.clients.map((client) => (
            <GoLink key={client.clientCode} to={to.client(client.clientCode)}>
              {clientName(client)}
            </GoLink>
          ))}
        </p>
      )}
      <DataTable
        caption={t('Lignes du document', 'Lines of the document')}
        list={listOf(document.lines)}
        columns={columns()}
        rowId={(row) => row.lineId}
        empty={
          <Empty title={t('Plus aucune ligne', 'No line any more')}>
            {t('Un export plus récent les a retirées.', 'A newer export took them away.')}
          </Empty>
        }
      />
      <Changes document={document} />
    </>
  );
}

type Line = SaleDocument['lines'][number];

function columns(): readonly Column<Line>[] {
  return [
    {
      id: 'label',
      title: t('Vin', 'Wine'),
      cell: (row) =>
        row.wineKey === null ? (
          <span lang="fr">{row.produitLabel}</span>
        ) : (
          <GoLink to={to.wine(row.wineKey)} className="wine-name" lang="fr">
            {row.produitLabel}
          </GoLink>
        ),
    },
    { id: 'kind', title: t('Nature', 'Kind'), narrow: 'hide', cell: (row) => lineKindWord(row.lineKind) },
    {
      id: 'quantity',
      title: t('Quantité', 'Quantity'),
      align: 'end',
      cell: (row) => (
        <>
          {count(row.qtyLine, 3)}
          {row.qtyBottles !== row.qtyLine && <span className="unit"> = {count(row.qtyBottles, 3)} btl</span>}
        </>
      ),
    },
    {
      id: 'mtHt',
      title: t('Montant HT', 'Net amount'),
      align: 'end',
      cell: (row) => amount(row.mtHt, row.isHtDerived),
    },
    {
      id: 'mtTtc',
      title: t('Montant TTC', 'With tax'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => amount(row.mtTtc, row.isTtcDerived),
    },
    {
      id: 'from',
      title: t('Lu dans', 'Read from'),
      cell: (row) => (
        <Provenance
          fileHash={row.fileHash}
          line={row.fileLine}
          fileName={row.fileName ?? t('un export', 'an export')}
        />
      ),
    },
  ];
}

function amount(value: number, isDerived: boolean): ReactElement {
  return (
    <>
      {euros(value)}
      {isDerived && (
        <>
          <br />
          <span className="soft small">{t('calculé', 'computed')}</span>
        </>
      )}
    </>
  );
}

function lineKindWord(kind: string): string {
  switch (kind) {
    case 'sale':
      return t('vente', 'sale');
    case 'return':
      return t('retour', 'return');
    case 'fee':
      return t('frais', 'fee');
    case 'sample':
      return t('offert', 'free');
    case 'ignored':
      return t('non compté', 'not counted');
    default:
      return kind;
  }
}

function Changes({ document }: { readonly document: SaleDocument }): ReactElement {
  return (
    <Sheet title={t('A-t-il changé depuis ?', 'Has it changed since?')}>
      {document.changes.length === 0 ? (
        <p>{t('Non : tous les exports disent la même chose.', 'No: every export says the same.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {document.changes.map((change) => (
            <li key={`${change.runId} ${change.fileHash}`}>
              {change.at ? instant(change.at) : noValue} : {changeWord(change)}{' '}
              <GoLink to={to.run(change.runId)} className="small">
                {t('voir ce traitement', 'see this run')}
              </GoLink>{' '}
              <Provenance fileHash={change.fileHash} fileName={change.fileName ?? t('un export', 'an export')} />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function changeWord({
  change,
  mtHtBefore,
  mtHtAfter,
  linesBefore,
  linesAfter,
}: SaleDocument['changes'][number]): string {
  if (change === 'vanished') return t('il a disparu de l’export', 'it vanished from the export');
  if (change === 'returned') return t('il est revenu dans l’export', 'it came back in the export');
  return t(
    `de ${euros(mtHtBefore)} (${counted(linesBefore ?? 0, ['ligne'], ['line'])}) à ${euros(mtHtAfter)} (${counted(linesAfter ?? 0, ['ligne'], ['line'])})`,
    `from ${euros(mtHtBefore)} (${counted(linesBefore ?? 0, ['ligne'], ['line'])}) to ${euros(mtHtAfter)} (${counted(linesAfter ?? 0, ['ligne'], ['line'])})`,
  );
}
