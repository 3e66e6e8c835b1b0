/** What the law asks, and what shows that the estate does it. */
import { type ReactElement, useState } from 'react';
import type { Compliance, Consent, Erasure, LawChecks, Retention } from '../../../src/api/contract/compliance.ts';
import { to } from '../addresses.ts';
import { oneOf, type Search, useFilters } from '../address.ts';
import { count, day, instant, share } from '../formats.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { FilterSelect, Filters, SearchBox } from '../parts/filters.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StateWord, type Tone } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { listOf, useApi, useList } from '../queries.ts';
import { counted, said, t } from '../words.ts';

const events = ['opt_in', 'opt_out', 'unsubscribe', 'complaint', 'bounce'] as const;

function read(search: Search) {
  return { q: search['q'] ?? '', event: oneOf(search['event'], events) };
}

export function CompliancePage(): ReactElement {
  const compliance = useApi<Compliance>('/compliance');
  return (
    <>
      <PageTitle
        question={t('À qui peut-on écrire, et pourquoi ?', 'Who may be written to, and why?')}
        answer={compliance.data && answerOf(compliance.data)}
      />
      <Answer of={compliance} lines={6}>
        {(known) => <Registers known={known} />}
      </Answer>
      <Letters />
      <ConsentRegister />
      <RetentionQueue />
      <Forgotten />
    </>
  );
}

function answerOf({ bases }: Compliance): string {
  const all = bases.reduce((sum, { clients }) => sum + clients, 0);
  const reachable = bases.reduce((sum, basis) => sum + basis.reachable, 0);
  if (all === 0) return t('Aucun client encore.', 'No client yet.');
  return t(
    `${counted(reachable, ['client peut', 'clients peuvent'], ['client'])} recevoir une lettre aujourd’hui, sur ${count(all)} (${share(reachable, all)}).`,
    `${counted(reachable, ['client'], ['client'])} may get a letter today, of ${count(all)} (${share(reachable, all)}).`,
  );
}

function Registers({ known }: { readonly known: Compliance }): ReactElement {
  const refused = known.suppressions.reduce((sum, { subjects }) => sum + subjects, 0);
  return (
    <>
      <div className="cards">
        {known.bases.map(({ basis, clients, reachable }) => (
          <Figure
            key={basis}
            value={count(clients)}
            meaning={
              <>
                {basisWords(basis)}
                {basis !== 'none' && (
                  <>
                    <br />
                    <span className="soft small">
                      {t(`dont ${count(reachable)} joignables`, `${count(reachable)} of them reachable`)}
                    </span>
                  </>
                )}
              </>
            }
          />
        ))}
        <Figure
          value={count(refused)}
          meaning={t(
            'refus gardés pour toujours, sous forme d’empreinte : aucun import ne les efface',
            'refusals kept for ever, as a hash: no import takes them away',
          )}
        />
      </div>
      {known.suppressions.length > 0 && (
        <p className="soft">
          {t('Refus : ', 'Refusals: ')}
          {known.suppressions
            .map(({ reason, subjects, since }) =>
              t(
                `${countedEvent(subjects, reason)} depuis le ${day(since)}`,
                `${countedEvent(subjects, reason)} since ${day(since)}`,
              ),
            )
            .join(', ')}
          .
        </p>
      )}
    </>
  );
}

function Letters(): ReactElement {
  const law = useApi<LawChecks>('/compliance/law');
  return (
    <section className="stack-tight">
      <h2>{t('Vos lettres disent-elles ce que la loi veut ?', 'Do your letters say what the law wants?')}</h2>
      <p className="soft small">
        {t(
          'Une lettre d’essai de chaque modèle est relue comme le sera chaque vraie lettre.',
          'A trial letter of each template is read as every real letter will be.',
        )}
      </p>
      <Answer of={law} lines={6}>
        {({ checks }) => (
          <ul className="plain-list stack-tight">
            {checks.map(({ check, ok, sentence }) => (
              <li key={check}>
                <StateWord tone={ok ? 'done' : 'stopped'}>{lawWords(check)}</StateWord>
                {sentence && (
                  <>
                    <br />
                    {said(sentence)}{' '}
                    {check === 'sender_settings' && (
                      <GoLink to={to.settings('campagnes')}>{t('Régler l’expéditeur', 'Set the sender')}</GoLink>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

function ConsentRegister(): ReactElement {
  const [filters, change] = useFilters(read);
  const consents = useList<Consent>('/compliance/consents', filters);
  return (
    <section className="stack-tight">
      <h2>{t('Registre des accords et des refus', 'Register of consents and refusals')}</h2>
      <Filters onClear={filters.q || filters.event ? () => change({ q: undefined, event: undefined }) : undefined}>
        <SearchBox
          label={t('Chercher un client', 'Search a client')}
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <FilterSelect
          label={t('Ce qui a été dit', 'What was said')}
          value={filters.event}
          onChange={(event) => change({ event })}
          options={events.map((event) => ({ value: event, label: eventWords(event) }))}
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
          {eventWords(consent.event)}
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

function RetentionQueue(): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  const retention = useApi<Retention>(isAsked ? '/compliance/retention' : undefined);
  return (
    <section className="stack-tight">
      <h2>{t('Qui ne peut plus être gardé ?', 'Who may no longer be kept?')}</h2>
      {isAsked ? (
        <Answer of={retention} lines={4}>
          {(queue) => <Queue queue={queue} />}
        </Answer>
      ) : (
        <p>
          <button type="button" className="link-button" onClick={() => setIsAsked(true)}>
            {t('Compter maintenant, comme le fera la nuit', 'Count now, as the night will')}
          </button>
        </p>
      )}
    </section>
  );
}

function Queue({ queue }: { readonly queue: Retention }): ReactElement {
  const { counts } = queue;
  return (
    <>
      <p>
        {t(
          `${counted(counts.keep, ['personne'], ['person'])} dans le délai de ${queue.clientMonths} mois ; ${count(counts.ask)} au-delà, à qui il faut demander « Restez-vous ? » ; ${count(counts.wait)} qui ont ${queue.stayDays} jours pour répondre ; ${count(counts.forget)} que la nuit prochaine oubliera.`,
          `${counted(counts.keep, ['personne'], ['person', 'people'])} within ${queue.clientMonths} months; ${count(counts.ask)} beyond, to be asked “Will you stay?”; ${count(counts.wait)} with ${queue.stayDays} days to answer; ${count(counts.forget)} that next night will forget.`,
        )}{' '}
        <GoLink to={to.settings('sauvegardes')}>{t('Changer ces délais', 'Change these times')}</GoLink>
      </p>
      <DataTable
        caption={t('Au-delà du délai', 'Beyond the time')}
        list={listOf(queue.due)}
        columns={dueColumns()}
        rowId={(person) => person.clientCode}
        open={(person) => to.client(person.clientCode)}
        empty={
          <Empty title={t('Personne', 'Nobody')}>
            {t('Tout le monde est dans le délai.', 'Everybody is within the time.')}
          </Empty>
        }
      />
    </>
  );
}

function dueColumns(): readonly Column<Retention['due'][number]>[] {
  return [
    {
      id: 'client',
      title: t('Personne', 'Person'),
      cell: (person) => <GoLink to={to.client(person.clientCode)}>{person.clientCode}</GoLink>,
    },
    { id: 'sign', title: t('Dernier signe', 'Last sign'), cell: (person) => day(person.lastSignOn) },
    {
      id: 'asked',
      title: t('Demandé le', 'Asked on'),
      narrow: 'hide',
      cell: (person) => day(person.askedAt),
    },
    {
      id: 'verdict',
      title: t('Ce qui l’attend', 'What awaits them'),
      cell: ({ verdict }) => <StateWord tone={verdictTones[verdict]}>{verdictWords(verdict)}</StateWord>,
    },
  ];
}

function Forgotten(): ReactElement {
  const erasures = useList<Erasure>('/compliance/erasures');
  return (
    <section className="stack-tight">
      <h2>{t('Registre des personnes oubliées', 'Register of people forgotten')}</h2>
      <p className="soft small">
        {t(
          'Leurs achats restent au chiffre d’affaires, sous un nom d’emprunt ; rien ici ne dit qui elles étaient.',
          'Their purchases stay in the turnover, under a pseudonym; nothing here says who they were.',
        )}
      </p>
      <DataTable
        caption={t('Personnes oubliées', 'People forgotten')}
        list={erasures}
        columns={erasureColumns()}
        rowId={(erasure) => erasure.erasureId}
        empty={
          <Empty title={t('Personne encore', 'Nobody yet')}>
            {t(
              'Pour oublier une personne qui le demande : sa page, ou cuvee client erase.',
              'To forget a person who asks: their page, or cuvee client erase.',
            )}
          </Empty>
        }
      />
    </section>
  );
}

function erasureColumns(): readonly Column<Erasure>[] {
  return [
    { id: 'pseudonym', title: t('Nom d’emprunt', 'Pseudonym'), cell: (erasure) => <code>{erasure.pseudonym}</code> },
    {
      id: 'reason',
      title: t('Pourquoi', 'Why'),
      cell: (erasure) =>
        erasure.reason === 'asked' ? t('à sa demande', 'at their request') : t('délai passé', 'time over'),
    },
    { id: 'by', title: t('Par', 'By'), narrow: 'hide', cell: (erasure) => erasure.requestedBy },
    { id: 'requested', title: t('Demandé le', 'Asked'), cell: (erasure) => instant(erasure.requestedAt) },
    {
      id: 'done',
      title: t('État', 'State'),
      cell: (erasure) => (
        <StateWord tone={erasure.doneAt ? 'done' : 'running'}>
          {erasure.doneAt ? t('effacé partout', 'erased everywhere') : t('en cours', 'under way')}
        </StateWord>
      ),
    },
  ];
}

function basisWords(basis: Compliance['bases'][number]['basis']): string {
  const words: Readonly<Record<typeof basis, string>> = {
    soft_opt_in: t('clients, parce qu’ils ont acheté', 'clients, because they bought'),
    consent: t('clients, parce qu’ils ont dit oui', 'clients, because they said yes'),
    b2b: t('professionnels, dans leur métier', 'trade, within their business'),
    none: t('clients à qui l’on ne peut pas écrire', 'clients who may not be written to'),
  };
  return words[basis];
}

function eventWords(event: string): string {
  const words: Readonly<Record<string, string>> = {
    opt_in: t('accord', 'consent'),
    opt_out: t('refus', 'refusal'),
    unsubscribe: t('désinscription', 'unsubscription'),
    complaint: t('plainte', 'complaint'),
    bounce: t('adresse en erreur', 'failed address'),
  };
  return words[event] ?? event;
}

function countedEvent(subjects: number, reason: string): string {
  switch (reason) {
    case 'opt_out':
      return counted(subjects, ['refus', 'refus'], ['refusal']);
    case 'unsubscribe':
      return counted(subjects, ['désinscription'], ['unsubscription']);
    case 'complaint':
      return counted(subjects, ['plainte'], ['complaint']);
    case 'bounce':
      return counted(subjects, ['adresse en erreur', 'adresses en erreur'], ['failed address', 'failed addresses']);
    default:
      return `${count(subjects)} ${eventWords(reason)}`;
  }
}

function channelWords(channel: string): string {
  const words: Readonly<Record<string, string>> = {
    email: t('par e-mail', 'by e-mail'),
    sms: t('par SMS', 'by SMS'),
    courrier: t('par courrier', 'by post'),
    telephone: t('par téléphone', 'by telephone'),
    all: t('pour tout', 'for everything'),
  };
  return words[channel] ?? channel;
}

function evidenceWords(evidence: string): string {
  const [kind = '', ...rest] = evidence.split(':');
  const what = rest.join(':');
  if (kind === 'person') return t(`noté par ${what}`, `noted by ${what}`);
  if (kind === 'contact') return t(`historique des contacts (${what})`, `contact history (${what})`);
  return evidence;
}

function lawWords(check: LawChecks['checks'][number]['check']): string {
  const words: Readonly<Record<typeof check, string>> = {
    sender_settings: t('l’expéditeur est réglé', 'the sender is set'),
    health_sentence: t('la phrase de santé est là, et se lit', 'the health sentence is there, and can be read'),
    unsubscribe: t('se désinscrire tient en un clic', 'unsubscribing takes one click'),
    advertiser: t('la lettre dit qui écrit, et d’où', 'the letter says who writes, and from where'),
    sweetness: t('le sucre des vins d’Alsace est dit', 'the sweetness of Alsace wines is said'),
    prices: t('les prix sont TTC, à l’unité', 'prices include tax, per unit'),
    no_tracking_pixel: t('aucun pixel espion', 'no tracking pixel'),
    minors: t('la vente aux mineurs est exclue', 'sale to minors is ruled out'),
    privacy_link: t('la page « Vos données » est en lien', 'the “Your data” page is linked'),
  };
  return words[check];
}

const verdictTones: Readonly<Record<Retention['due'][number]['verdict'], Tone>> = {
  ask: 'waits',
  wait: 'running',
  forget: 'stopped',
};

function verdictWords(verdict: Retention['due'][number]['verdict']): string {
  const words: Readonly<Record<typeof verdict, string>> = {
    ask: t('à interroger', 'to be asked'),
    wait: t('a encore le temps de répondre', 'still has time to answer'),
    forget: t('sera oubliée cette nuit', 'will be forgotten tonight'),
  };
  return words[verdict];
}
