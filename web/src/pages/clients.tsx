import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { AudienceSaved, ClientChoices, ClientRow } from '../../../src/api/contract/clients.ts';
import { oneOf, type Search, type SearchChanges, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { apiAddress, type Query, send } from '../api.ts';
import { clientName, rhythmNames, rhythmWord, segmentNames, segmentWord, tierNames } from '../estate-words.ts';
import { count, day, euros, noValue, roundEuros } from '../formats.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Filters, FilterSelect, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useApi, useList, useWrite } from '../queries.ts';
import { useMay, useSession } from '../session.ts';
import { counted, currentLanguage, t } from '../words.ts';
import './under-name.css';

/** The list counts no further than this: beyond, it says "more than". */
const mostCounted = { all: 10_000, some: 2_000 } as const;
const yesOrNo = ['yes', 'no'] as const;

function readFilters(search: Search) {
  const { q, segment, tier, cluster, family, rhythm, recency, frequency, lastFrom, lastTo, wine, audience } = search;
  return {
    q: q ?? '',
    segment: oneOf(segment, segmentNames),
    tier: oneOf(tier, tierNames),
    cluster,
    family,
    rhythm: oneOf(rhythm, rhythmNames),
    hasEmail: oneOf(search['hasEmail'], yesOrNo),
    isTrade: oneOf(search['isTrade'], yesOrNo),
    recency,
    frequency,
    lastFrom,
    lastTo,
    wine,
    audience,
    sort: search['sort'],
  };
}
type Chosen = ReturnType<typeof readFilters>;

export function ClientsPage(): ReactElement {
  const [chosen, change] = useFilters(readFilters);
  const { sort = '-turnover', ...filters } = chosen;
  const list = useList<ClientRow>('/clients', chosen);
  const isFiltered = Object.values(filters).some((value) => value !== undefined && value !== '');
  const mayWork = useMay('operateur');
  return (
    <>
      <PageTitle
        question={t('Qui sont vos clients ?', 'Who are your clients?')}
        answer={list.total === undefined ? undefined : answer(list.total, isFiltered)}
        actions={
          mayWork && (
            <>
              <SaveAudience filters={filters} isFiltered={isFiltered} />
              <Button component="a" variant="default" href={exportAddress(chosen, 'xlsx')}>
                {t('Emporter (Excel)', 'Take away (Excel)')}
              </Button>
              <Button component="a" variant="default" href={exportAddress(chosen, 'csv')}>
                CSV
              </Button>
            </>
          )
        }
      />
      <ClientFilters chosen={chosen} isFiltered={isFiltered} change={change} />
      <DataTable
        caption={t('Clients', 'Clients')}
        list={list}
        columns={columns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        sort={sort}
        onSort={(next) => change({ sort: next })}
        noun={{ fr: ['client'], en: ['client'] }}
        keysHint={t('↑ ↓ pour avancer, Entrée pour ouvrir', '↑ ↓ to move, Enter to open')}
        empty={<Nobody isFiltered={isFiltered} clear={() => change(nothing)} />}
      />
    </>
  );
}

function answer(total: number, isFiltered: boolean): string {
  const most = isFiltered ? mostCounted.some : mostCounted.all;
  const many = total >= most ? t(`plus de ${count(most)}`, `more than ${count(most)}`) : undefined;
  const clients = many ? t(`${many} clients`, `${many} clients`) : counted(total, ['client'], ['client']);
  return isFiltered
    ? t(`${clients} avec ces filtres.`, `${clients} with these filters.`)
    : t(`${clients}, ceux qui achètent le plus d’abord.`, `${clients}, those who buy most first.`);
}

function Nobody({ isFiltered, clear }: { readonly isFiltered: boolean; readonly clear: () => void }): ReactElement {
  if (isFiltered) {
    return (
      <Empty
        title={t('Aucun client ne correspond', 'No client matches')}
        action={
          <Button variant="default" onClick={clear}>
            {t('Effacer les filtres', 'Clear filters')}
          </Button>
        }
      >
        {t(
          'Essayez le début d’un nom, d’une ville ou d’une adresse : les accents et les majuscules ne comptent pas.',
          'Try the beginning of a name, a town or an address: accents and capitals do not count.',
        )}
      </Empty>
    );
  }
  return (
    <Empty title={t('Pas encore de clients', 'No clients yet')}>
      {t(
        'Déposez l’export de vos ventes et de vos clients dans Imports : ils apparaîtront ici après le traitement.',
        'Drop the exports of your sales and clients under Imports: they appear here after the run.',
      )}
    </Empty>
  );
}

const nothing: SearchChanges = {
  q: undefined,
  segment: undefined,
  tier: undefined,
  cluster: undefined,
  family: undefined,
  rhythm: undefined,
  hasEmail: undefined,
  isTrade: undefined,
  recency: undefined,
  frequency: undefined,
  lastFrom: undefined,
  lastTo: undefined,
  wine: undefined,
  audience: undefined,
};

interface ClientFiltersProps {
  readonly chosen: Chosen;
  readonly isFiltered: boolean;
  readonly change: (changes: SearchChanges) => void;
}

function ClientFilters({ chosen, isFiltered, change }: ClientFiltersProps): ReactElement {
  const choices = useApi<ClientChoices>('/clients/choices');
  const audiences = useApi<{ readonly items: readonly { readonly name: string }[] }>('/audiences');
  const search = (q: string) => change({ q });
  return (
    <>
      <Filters onClear={isFiltered ? () => change(nothing) : undefined}>
        <SearchBox
          label={t('Chercher', 'Search')}
          placeholder={t('nom, code, ville, e-mail', 'name, code, town, e-mail')}
          value={chosen.q}
          onChange={search}
        />
        <FilterSelect
          label={t('Segment', 'Segment')}
          value={chosen.segment}
          options={segmentNames.map((value) => ({ value, label: segmentWord(value) }))}
          onChange={(segment) => change({ segment })}
        />
        <FilterSelect
          label={t('Groupe', 'Group')}
          value={chosen.cluster}
          options={(choices.data?.clusters ?? []).map(({ clusterId, nameFr, nameEn }) => ({
            value: String(clusterId),
            label: currentLanguage() === 'fr' ? nameFr : nameEn,
          }))}
          onChange={(cluster) => change({ cluster })}
        />
        <FilterSelect
          label={t('Famille préférée', 'Favourite family')}
          all={t('Toutes', 'All')}
          value={chosen.family}
          options={(choices.data?.families ?? []).map(({ name }) => ({ value: name, label: name }))}
          onChange={(family) => change({ family })}
        />
        <FilterSelect
          label={t('Achète', 'Buys')}
          value={chosen.rhythm}
          options={rhythmNames.map((value) => ({ value, label: rhythmWord(value) }))}
          onChange={(rhythm) => change({ rhythm })}
        />
        <FilterSelect
          label={t('E-mail', 'E-mail')}
          value={chosen.hasEmail}
          options={[
            { value: 'yes', label: t('Avec e-mail', 'With e-mail') },
            { value: 'no', label: t('Sans e-mail', 'Without e-mail') },
          ]}
          onChange={(hasEmail) => change({ hasEmail })}
        />
        <FilterSelect
          label={t('Qui', 'Who')}
          value={chosen.isTrade}
          options={[
            { value: 'no', label: t('Particuliers', 'Private') },
            { value: 'yes', label: t('Professionnels', 'Trade') },
          ]}
          onChange={(isTrade) => change({ isTrade })}
        />
        <TextInput
          type="date"
          label={t('Dernier achat après le', 'Last purchase after')}
          value={chosen.lastFrom ?? ''}
          onChange={(event) => change({ lastFrom: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('Dernier achat avant le', 'Last purchase before')}
          value={chosen.lastTo ?? ''}
          onChange={(event) => change({ lastTo: event.currentTarget.value })}
        />
        {(audiences.data?.items.length ?? 0) > 0 && (
          <FilterSelect
            label={t('Audience enregistrée', 'Saved audience')}
            all={t('Aucune', 'None')}
            value={chosen.audience}
            options={(audiences.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
            onChange={(audience) => change({ audience })}
          />
        )}
      </Filters>
      <CameFrom chosen={chosen} change={change} />
    </>
  );
}

/** Filters that other pages set and no field shows. */
function CameFrom({ chosen, change }: Pick<ClientFiltersProps, 'chosen' | 'change'>): ReactElement | null {
  const { recency, frequency, wine, tier } = chosen;
  const words = [
    recency && t(`récence ${recency} sur 5`, `recency ${recency} of 5`),
    frequency && t(`fréquence ${frequency} sur 5`, `frequency ${frequency} of 5`),
    wine && t(`ont acheté ${wine}`, `bought ${wine}`),
    tier && t(`palier ${segmentWord(tier)}`, `tier ${segmentWord(tier)}`),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <p className="row">
      <span>{t(`Seulement : ${words.join(', ')}.`, `Only: ${words.join(', ')}.`)}</span>
      <button
        type="button"
        className="link-button"
        onClick={() => change({ recency: undefined, frequency: undefined, wine: undefined, tier: undefined })}
      >
        {t('Montrer tout le monde', 'Show everybody')}
      </button>
    </p>
  );
}

function columns(): readonly Column<ClientRow>[] {
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

function exportAddress({ sort, ...filters }: Chosen, format: 'csv' | 'xlsx'): string {
  return apiAddress('/clients/export', { ...filters, sort, format });
}

/** Keeps the clients in view under a name, for a campaign or for next time. */
function SaveAudience({
  filters,
  isFiltered,
}: {
  readonly filters: Query;
  readonly isFiltered: boolean;
}): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const [name, setName] = useState('');
  const save = useWrite(
    () =>
      send<AudienceSaved>('PUT', `/clients/audiences/${encodeURIComponent(name.trim())}`, { filters: given(filters) }),
    ['/audiences'],
  );
  const submit = async () => {
    const saved = await save.mutateAsync();
    setIsAsking(false);
    toast(
      t(
        `Audience « ${saved.name} » enregistrée : ${counted(saved.clientCount, ['client'], ['client'])}.`,
        `Audience "${saved.name}" saved: ${counted(saved.clientCount, ['client'], ['client'])}.`,
      ),
    );
  };
  return (
    <>
      <Button variant="default" disabled={!isFiltered} onClick={() => setIsAsking(true)}>
        {t('Enregistrer comme audience', 'Save as audience')}
      </Button>
      {isAsking && (
        <Dialog
          title={t('Garder ces clients sous un nom', 'Keep these clients under a name')}
          onClose={() => setIsAsking(false)}
          actions={
            <Button variant="default" onClick={() => setIsAsking(false)}>
              {t('Ne rien faire', 'Do nothing')}
            </Button>
          }
        >
          <Form action={t('Enregistrer', 'Save')} onSubmit={submit}>
            <p>
              {t(
                'Un segment ou un groupe seul reste vivant : l’audience suivra ses clients. Avec d’autres filtres, ce sont les clients d’aujourd’hui qui sont retenus.',
                'A segment or a group alone stays alive: the audience follows its clients. With other filters, the clients of today are kept.',
              )}
            </p>
            <TextInput
              label={t('Nom de l’audience', 'Name of the audience')}
              required
              maxLength={120}
              value={name}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Form>
        </Dialog>
      )}
    </>
  );
}

function given(filters: Query): Query {
  const kept = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept.map(([name, value]) => [name, isNumber(name) ? Number(value) : value]));
}

function isNumber(name: string): boolean {
  return name === 'cluster' || name === 'recency' || name === 'frequency';
}
