import type { ReactElement } from 'react';
import type { Addressee, CampaignAnswer } from '../../../../src/api/contract/campaigns.ts';
import { useFilters } from '../../address.ts';
import { to } from '../../addresses.ts';
import { scenarioWord, segmentWord } from '../../estate-words.ts';
import { instant } from '../../formats.ts';
import { letterStateWord, nameOf, toneOfLetter } from '../../list-words.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, optionsOf, SearchBox } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { counted, said, t } from '../../words.ts';
import { CampaignPart, type CampaignProps } from './campaign-part.tsx';
import { letterStates, readFilters } from './filters.ts';

/** Whom the campaign found, who gets no letter and why, client by client. */
export function Audience({ campaign }: CampaignProps): ReactElement {
  const { campaignId, results, exclusions, filter } = campaign;
  const [filters, change] = useFilters(readFilters);
  const { q, state, code } = filters;
  const clear = clearer(filters, ['q', 'state', 'code'], change);
  const list = useList<Addressee>(`/campaigns/${campaignId}/audience`, { q, state, code });
  return (
    <CampaignPart id="audience" title={t('À qui ?', 'To whom?')}>
      <p>
        {t(
          `${counted(results.audience, ['client retenu', 'clients retenus'], ['client'])} : ${counted(results.letters, ['lettre'], ['letter'])}, et ${counted(results.audience - results.letters, ['client sans lettre', 'clients sans lettre'], ['client'])}.`,
          `${counted(results.audience, [''], ['client'])} found: ${counted(results.letters, [''], ['letter'])}, and ${counted(results.audience - results.letters, [''], ['client'])} without a letter.`,
        )}{' '}
        <span className="soft">{filterWords(filter)}</span>
      </p>
      {exclusions.length > 0 && (
        <ul className="plain-list stack-tight">
          {exclusions.map((exclusion) => (
            <li key={exclusion.code}>
              <button type="button" className="link-button" onClick={() => change({ code: exclusion.code })}>
                {counted(exclusion.clients, ['client'], ['client'])}
              </button>{' '}
              · {said(exclusion.sentence)}
            </li>
          ))}
        </ul>
      )}
      <details open={clear !== undefined}>
        <summary>{t('Voir la liste des clients', 'See the list of clients')}</summary>
        <Filters onClear={clear}>
          <SearchBox
            label={t('Chercher un client', 'Search a client')}
            value={q}
            onChange={(text) => change({ q: text })}
          />
          <FilterSelect
            label={t('Lettre', 'Letter')}
            value={state}
            all={t('Toutes', 'All')}
            options={optionsOf(letterStates, letterStateWord)}
            onChange={(value) => change({ state: value })}
          />
        </Filters>
        <DataTable
          caption={t('Clients de cette campagne', 'Clients of this campaign')}
          list={list}
          columns={addresseeColumns((client) => change({ client }))}
          rowId={(row) => row.clientCode}
          noun={{ fr: ['client'], en: ['client'] }}
          empty={<Empty title={t('Personne ne répond à ces filtres', 'Nobody answers these filters')} />}
        />
      </details>
    </CampaignPart>
  );
}

function filterWords({
  savedAudience,
  scenarios,
  segments,
  clusters,
  clients,
  offer,
}: CampaignAnswer['filter']): string {
  const words = [
    savedAudience !== undefined && t(`audience « ${savedAudience} »`, `audience “${savedAudience}”`),
    scenarios && scenarios.map(scenarioWord).join(', '),
    segments && segments.map(segmentWord).join(', '),
    clusters && clusters.join(', '),
    clients && counted(clients.length, ['client nommé', 'clients nommés'], ['named client']),
    offer && `« ${offer.text} »`,
  ].filter((one) => typeof one === 'string');
  return words.length === 0
    ? t('Choix : tous ceux dont les vins sont validés.', 'Choice: all whose wines are approved.')
    : t(`Choix : ${words.join(' ; ')}.`, `Choice: ${words.join('; ')}.`);
}

function addresseeColumns(preview: (client: string) => void): readonly Column<Addressee>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      cell: (row) => <GoLink to={to.client(row.clientCode)}>{nameOf(row)}</GoLink>,
    },
    {
      id: 'state',
      title: t('Lettre', 'Letter'),
      cell: (row) => (
        <>
          <StateWord tone={toneOfLetter[row.state]}>{letterStateWord(row.state)}</StateWord>
          {row.sentence && <div className="soft small">{said(row.sentence)}</div>}
          {row.acceptedAt && <div className="soft small">{instant(row.acceptedAt)}</div>}
        </>
      ),
    },
    {
      id: 'preview',
      title: t('Lire', 'Read'),
      cell: (row) =>
        row.state === 'left_out' ? (
          '–'
        ) : (
          <a href="#lettre" onClick={() => preview(row.clientCode)}>
            {t('sa lettre', 'their letter')}
            <span className="only-read-aloud"> {nameOf(row)}</span>
          </a>
        ),
    },
  ];
}
