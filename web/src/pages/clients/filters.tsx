/** By what clients may be chosen; it all stands in the address. */
import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { SavedAudienceAnswer } from '../../../../src/api/contract/campaigns.ts';
import type { ClientChoices } from '../../../../src/api/contract/clients.ts';
import { oneOf, type Search, type SearchChanges } from '../../address.ts';
import { rhythmNames, rhythmWord, segmentNames, segmentWord, tierNames } from '../../estate-words.ts';
import { Filters, FilterSelect, optionsOf, SearchBox } from '../../parts/filters.tsx';
import { type Page, useApi } from '../../queries.ts';
import { currentLanguage, t } from '../../words.ts';

const yesOrNo = ['yes', 'no'] as const;

export function readFilters(search: Search) {
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

export type Chosen = ReturnType<typeof readFilters>;

/** All that chooses clients: the order chooses none. */
export const choosing = [
  'q',
  'segment',
  'tier',
  'cluster',
  'family',
  'rhythm',
  'hasEmail',
  'isTrade',
  'recency',
  'frequency',
  'lastFrom',
  'lastTo',
  'wine',
  'audience',
] as const satisfies readonly (keyof Chosen)[];

interface ClientFiltersProps {
  readonly chosen: Chosen;
  readonly clear: (() => void) | undefined;
  readonly change: (changes: SearchChanges) => void;
}

/** The fields of the filters, and those that other pages set. */
export function ClientFilters({ chosen, clear, change }: ClientFiltersProps): ReactElement {
  const choices = useApi<ClientChoices>('/clients/choices');
  const audiences = useApi<Page<SavedAudienceAnswer>>('/audiences');
  const search = (q: string) => change({ q });
  return (
    <>
      <Filters onClear={clear}>
        <SearchBox
          label={t('Chercher', 'Search')}
          placeholder={t('nom, code, ville, e-mail', 'name, code, town, e-mail')}
          value={chosen.q}
          onChange={search}
        />
        <FilterSelect
          label={t('Segment', 'Segment')}
          value={chosen.segment}
          options={optionsOf(segmentNames, segmentWord)}
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
          options={optionsOf(rhythmNames, rhythmWord)}
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
