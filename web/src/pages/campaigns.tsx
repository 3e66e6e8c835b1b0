/** Campaigns: which letters leave and have left. */
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CampaignListedAnswer } from '../../../src/api/contract/campaigns.ts';
import { useFilters } from '../address.ts';
import { to, withFilters } from '../addresses.ts';
import { count, day, share } from '../formats.ts';
import { campaignStateWord, kindWord, toneOfCampaign } from '../list-words.ts';
import { DataTable } from '../parts/data-table.tsx';
import { GoLink, useGo } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { useList } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { NewCampaignPage } from './campaigns/new-campaign.tsx';
import './campaigns.css';

export function CampaignsPage(): ReactElement {
  const [filters, change] = useFilters((search) => ({ isNew: search['nouvelle'] === 'oui' }));
  const mayWrite = useMay('operateur');
  if (filters.isNew && mayWrite) return <NewCampaignPage onLeave={() => change({ nouvelle: undefined })} />;
  return <CampaignList />;
}

function CampaignList(): ReactElement {
  const list = useList<CampaignListedAnswer>('/campaigns');
  const mayWrite = useMay('operateur');
  const go = useGo();
  const prepare = () => go(withFilters(to.campaigns(), { nouvelle: 'oui' }));
  return (
    <>
      <PageTitle
        question={t(
          'Quelles lettres partent, et lesquelles sont parties ?',
          'Which letters are leaving, and which have left?',
        )}
        answer={list.isLoading ? undefined : answerOf(list.rows)}
        actions={
          <>
            <GoLink to={to.letterTemplates()}>{t('Modèles de lettres', 'Letter templates')}</GoLink>
            {mayWrite && list.rows.length > 0 && (
              <Button onClick={prepare}>{t('Préparer une campagne', 'Prepare a campaign')}</Button>
            )}
          </>
        }
      />
      <DataTable
        caption={t('Campagnes, la plus récente d’abord', 'Campaigns, the newest first')}
        list={list}
        columns={campaignColumns()}
        rowId={(row) => row.campaignId}
        open={(row) => to.campaign(row.campaignId)}
        tone={(row) => (['approved', 'paused', 'held'].includes(row.state) ? 'waits' : undefined)}
        noun={{ fr: ['campagne'], en: ['campaign'] }}
        empty={
          <Empty
            title={t('Aucune campagne', 'No campaign')}
            action={mayWrite && <Button onClick={prepare}>{t('Préparer une campagne', 'Prepare a campaign')}</Button>}
          >
            {t(
              'Une campagne s’écrit à partir des recommandations validées. Rien ne part sans votre accord.',
              'A campaign is written from approved recommendations. Nothing leaves without your yes.',
            )}{' '}
            <GoLink to={to.validation()}>{t('Valider des recommandations', 'Approve recommendations')}</GoLink>
          </Empty>
        }
      />
    </>
  );
}

function answerOf(rows: readonly CampaignListedAnswer[]): string | undefined {
  const waiting = rows.filter(({ state }) => state === 'approved' || state === 'held' || state === 'paused').length;
  const leaving = rows.filter(({ state }) => state === 'sending').length;
  if (leaving > 0)
    return counted(
      leaving,
      ['campagne part en ce moment', 'campagnes partent en ce moment'],
      ['campaign is leaving now', 'campaigns are leaving now'],
    );
  if (waiting > 0)
    return counted(
      waiting,
      ['campagne vous attend', 'campagnes vous attendent'],
      ['campaign waits for you', 'campaigns wait for you'],
    );
  return rows.length === 0 ? undefined : t('Rien ne part en ce moment.', 'Nothing is leaving now.');
}

function campaignColumns(): readonly Column<CampaignListedAnswer>[] {
  return [
    {
      id: 'name',
      title: t('Campagne', 'Campaign'),
      cell: (row) => (
        <>
          <span lang="fr">{row.name}</span>
          <br />
          <span className="soft small">
            {kindWord(row.kind)}
            {row.origin === 'automation' ? t(' · lettre d’une règle', ' · letter of a rule') : ''}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      title: t('État', 'State'),
      cell: (row) => <StateWord tone={toneOfCampaign[row.state]}>{campaignStateWord(row.state)}</StateWord>,
    },
    { id: 'letters', title: t('Lettres', 'Letters'), align: 'end', cell: (row) => count(row.results.letters) },
    { id: 'accepted', title: t('Parties', 'Left'), align: 'end', cell: (row) => count(row.results.accepted) },
    {
      id: 'clicked',
      title: t('Clics', 'Clicks'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => (row.results.accepted === 0 ? '–' : share(row.results.clicked, row.results.accepted)),
    },
    {
      id: 'createdAt',
      title: t('Préparée', 'Prepared'),
      narrow: 'hide',
      cell: (row) => (
        <>
          {day(row.createdAt)} <span className="soft">{t(`par ${row.author}`, `by ${row.author}`)}</span>
        </>
      ),
    },
  ];
}
