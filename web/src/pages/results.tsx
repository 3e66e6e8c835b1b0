/** What became of the letters. What followed is told; what they brought is not claimed before it can be measured. */
import type { ReactElement } from 'react';
import type { OrderAfter, Results } from '../../../src/api/contract/results.ts';
import { to } from '../addresses.ts';
import { count, day, euros, share } from '../formats.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { listOf, useApi, useList } from '../queries.ts';
import { counted, t } from '../words.ts';

export function ResultsPage(): ReactElement {
  const results = useApi<Results>('/results');
  return (
    <>
      <PageTitle
        question={t('Qu’ont rapporté les lettres ?', 'What did the letters bring?')}
        answer={<StateWord tone="quiet">{t('Pas encore mesurable.', 'Not yet measurable.')}</StateWord>}
      />
      <Answer of={results} lines={6}>
        {(found) =>
          found.totals.letters === 0 ? <NothingSent heldOut={found.totals.heldOut} /> : <Sent found={found} />
        }
      </Answer>
    </>
  );
}

function NothingSent({ heldOut }: { readonly heldOut: number }): ReactElement {
  return (
    <Empty
      title={t('Aucune lettre n’est encore partie', 'No letter has left yet')}
      action={<GoLink to={to.campaigns()}>{t('Préparer une campagne', 'Prepare a campaign')}</GoLink>}
    >
      <WhyNot heldOut={heldOut} />
    </Empty>
  );
}

function WhyNot({ heldOut }: { readonly heldOut: number }): ReactElement {
  return (
    <p>
      {t(
        'Des clients commandent aussi sans lettre. Pour savoir ce que les lettres rapportent, il faut comparer avec des clients semblables à qui l’on n’a pas écrit : ',
        'Clients order without letters too. To know what letters bring, one must compare with similar clients who were not written to: ',
      )}
      {heldOut > 0
        ? t(
            `${counted(heldOut, ['client est mis', 'clients sont mis'], ['client'])} à part pour cela.`,
            `${counted(heldOut, ['client'], ['client'])} set apart for it.`,
          )
        : t('un groupe est mis à part à chaque calcul.', 'a group is set apart at each computation.')}{' '}
      <GoLink to={to.settings('garde-fous')}>{t('Le groupe témoin', 'The holdout')}</GoLink>
    </p>
  );
}

function Sent({ found }: { readonly found: Results }): ReactElement {
  const { totals, windowDays } = found;
  return (
    <>
      <div className="cards">
        <Figure
          value={count(totals.letters)}
          meaning={t('lettres parties', 'letters sent')}
          from={to.campaigns()}
          fromTitle={t('voir les campagnes', 'see the campaigns')}
        />
        <Figure
          value={count(totals.clicked)}
          meaning={t(
            `ont suivi un lien (${share(totals.clicked, totals.letters)})`,
            `followed a link (${share(totals.clicked, totals.letters)})`,
          )}
        />
        <Figure
          value={count(totals.orderedHouseholds)}
          meaning={t(
            `foyers ont commandé dans les ${windowDays} jours qui ont suivi, sur ${count(totals.households)}`,
            `households ordered within the ${windowDays} days after, of ${count(totals.households)}`,
          )}
        />
        <Figure
          value={euros(totals.orderedHt)}
          unit={t('HT', 'net of VAT')}
          meaning={t('de commandes dans ces jours-là', 'of orders in those days')}
        />
        <Figure
          value={count(totals.unsubscribed + totals.complained)}
          meaning={t('désinscriptions et plaintes', 'unsubscriptions and complaints')}
          from={to.compliance()}
          fromTitle={t('voir le registre', 'see the register')}
        />
      </div>
      <div className="prose stack-tight">
        <p>
          <strong>
            {t(
              'Ce sont des observations : ces commandes ont suivi une lettre, rien ne dit encore qu’elles en viennent.',
              'These are observations: these orders followed a letter, nothing says yet that they come from it.',
            )}
          </strong>
        </p>
        <WhyNot heldOut={totals.heldOut} />
        {totals.stillOpen > 0 && (
          <p className="soft">
            {t(
              `Pour ${counted(totals.stillOpen, ['lettre'], ['letter'])}, les ${windowDays} jours ne sont pas encore passés.`,
              `For ${counted(totals.stillOpen, ['lettre'], ['letter'])}, the ${windowDays} days are not over yet.`,
            )}
          </p>
        )}
      </div>
      <section className="stack-tight">
        <h2>{t('Par campagne', 'By campaign')}</h2>
        <DataTable
          caption={t('Campagnes', 'Campaigns')}
          list={listOf(found.campaigns)}
          columns={campaignColumns()}
          rowId={(campaign) => campaign.campaignId}
          open={(campaign) => to.campaign(campaign.campaignId)}
          empty={<Empty title={t('Aucune campagne', 'No campaign')} />}
        />
      </section>
      <OrdersAfter windowDays={windowDays} />
    </>
  );
}

function campaignColumns(): readonly Column<Results['campaigns'][number]>[] {
  return [
    {
      id: 'name',
      title: t('Campagne', 'Campaign'),
      cell: (campaign) => (
        <div>
          <GoLink to={to.campaign(campaign.campaignId)} lang="fr">
            {campaign.name}
          </GoLink>
          <br />
          <span className="soft small">{day(campaign.lastLetterOn)}</span>
        </div>
      ),
    },
    { id: 'letters', title: t('Lettres', 'Letters'), align: 'end', cell: (campaign) => count(campaign.letters) },
    {
      id: 'clicked',
      title: t('Liens suivis', 'Links followed'),
      align: 'end',
      cell: (campaign) => count(campaign.clicked),
    },
    {
      id: 'ordered',
      title: t('Foyers ayant commandé', 'Households that ordered'),
      align: 'end',
      cell: (campaign) => count(campaign.orderedHouseholds),
    },
    {
      id: 'amount',
      title: t('Commandes HT', 'Orders, net'),
      align: 'end',
      cell: (campaign) => euros(campaign.orderedHt),
    },
    {
      id: 'window',
      title: t('Délai', 'Time'),
      narrow: 'hide',
      cell: (campaign) =>
        campaign.isWindowOver ? (
          <StateWord tone="done">{t('passé', 'over')}</StateWord>
        ) : (
          <StateWord tone="running">{t('en cours', 'under way')}</StateWord>
        ),
    },
  ];
}

function OrdersAfter({ windowDays }: { readonly windowDays: number }): ReactElement {
  const orders = useList<OrderAfter>('/results/orders');
  return (
    <section className="stack-tight">
      <h2>{t(`Les commandes des ${windowDays} jours suivants`, `Orders of the ${windowDays} days after`)}</h2>
      <DataTable
        caption={t('Commandes après une lettre', 'Orders after a letter')}
        list={orders}
        columns={orderColumns()}
        rowId={(order) => `${order.campaignId} ${order.source} ${order.documentId} ${order.clientCode}`}
        open={(order) => to.document(order.source, order.documentId)}
        empty={<Empty title={t('Aucune commande encore', 'No order yet')} />}
      />
    </section>
  );
}

function orderColumns(): readonly Column<OrderAfter>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      cell: (order) => <GoLink to={to.client(order.clientCode)}>{order.clientName}</GoLink>,
    },
    { id: 'sent', title: t('Lettre du', 'Letter of'), cell: (order) => day(order.sentOn) },
    { id: 'ordered', title: t('Commande du', 'Order of'), cell: (order) => day(order.orderedOn) },
    {
      id: 'document',
      title: t('Document', 'Document'),
      cell: (order) => <GoLink to={to.document(order.source, order.documentId)}>{order.documentId}</GoLink>,
    },
    { id: 'amount', title: t('Montant HT', 'Amount, net'), align: 'end', cell: (order) => euros(order.mtHt) },
  ];
}
