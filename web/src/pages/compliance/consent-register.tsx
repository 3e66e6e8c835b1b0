import type { ReactElement } from 'react';
import type { Consent } from '../../../../src/api/contract/compliance.ts';
import { oneOf, type Search, useFilters } from '../../address.ts';
import { to } from '../../addresses.ts';
import { consentWord } from '../../estate-words.ts';
import { day } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, optionsOf, SearchBox } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';

const events = ['opt_in', 'opt_out', 'unsubscribe', 'complaint', 'bounce'] as const;

function readFilters(search: Search) {
  return { q: search['q'] ?? '', event: oneOf(search['event'], events) };
}

/** Every consent and refusal with its proof, down to the line of the file. */
export function ConsentRegister(): ReactElement {
  const [filters, change] = useFilters(readFilters);
  const consents = useList<Consent>('/compliance/consents', filters);
  return (
    <section className="stack-tight">
      <h2>{t('Registre des accords et des refus', 'Register of consents and refusals')}</h2>
      <Filters onClear={clearer(filters, ['q', 'event'], change)}>
        <SearchBox
          label={t('Chercher un client', 'Search a client')}
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <FilterSelect
          label={t('Ce qui a été dit', 'What was said')}
          value={filters.event}
          onChange={(event) => change({ event })}
          options={optionsOf(events, consentWord)}
        />
      </Filters>
      <DataTable
        caption={t('Accords et refus', 'Consents and refusals')}
        list={consents}
        columns={consentColumns()}
        rowId={(consent) => consent.key}
        noun={{ fr: ['ligne'], en: ['line'] }}
        empty={
          <Empty title={t('Rien au registre', 'Nothing in the register')}>
            {t(
              'Les accords et les refus viennent des exports, des liens de désinscription et de la page de chaque client.',
              'Consents and refusals come from the exports, from unsubscribe links, and from the page of each client.',
            )}
          </Empty>
        }
      />
    </section>
  );
}

function consentColumns(): readonly Column<Consent>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      sort: 'up',
      cell: (consent) => <GoLink to={to.client(consent.clientCode)}>{consent.clientName || consent.clientCode}</GoLink>,
    },
    {
      id: 'event',
      title: t('Ce qui a été dit', 'What was said'),
      cell: (consent) => (
        <div>
          {consentWord(consent.event)}
          <br />
          <span className="soft small">{channelWords(consent.channel)}</span>
        </div>
      ),
    },
    { id: 'happened', title: t('Le', 'On'), sort: 'down', cell: (consent) => day(consent.happenedOn) },
    {
      id: 'evidence',
      title: t('Preuve', 'Evidence'),
      cell: (consent) =>
        consent.fileHash !== null ? (
          <Provenance
            fileName={consent.fileName ?? consent.evidence}
            fileHash={consent.fileHash}
            line={consent.fileLine ?? undefined}
          />
        ) : (
          evidenceWords(consent.evidence)
        ),
    },
  ];
}

function channelWords(channel: string): string {
  const words: Readonly<Record<string, string>> = {
    email: t('par e-mail', 'by e-mail'),
    sms: t('par SMS', 'by SMS'),
    courrier: t('par courrier', 'by post'),
    telephone: t('par téléphone', 'by telephone'),
    all: t('pour tout', 'for everything'),
    tracking: t('pour le suivi des lectures', 'for following what is read'),
  };
  return words[channel] ?? channel;
}

function evidenceWords(evidence: string): string {
  const [kind = '', ...rest] = evidence.split(':');
  const what = rest.join(':');
  if (kind === 'person') return t(`noté par ${what}`, `noted by ${what}`);
  if (kind === 'form') return t('formulaire du domaine', 'the estate’s form');
  if (kind === 'contact') return t(`historique des contacts (${what})`, `contact history (${what})`);
  return evidence;
}
