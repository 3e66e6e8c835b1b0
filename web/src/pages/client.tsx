import type { ReactElement, ReactNode } from 'react';
import type { Client } from '../../../src/api/contract/clients.ts';
import { to, withFilters } from '../addresses.ts';
import { axisWord, clientName, consentWord, rhythmWord, scenarioWord, segmentWord } from '../estate-words.ts';
import { count, day, euros, fromToday, month, noValue, roundEuros } from '../formats.ts';
import { useParam } from '../params.ts';
import { BottleCount } from '../parts/bottle-count.tsx';
import { Figure } from '../parts/figure.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { Reason } from '../parts/reason.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer } from '../parts/states.tsx';
import { useVersioned } from '../queries.ts';
import { useMay, useSession } from '../session.ts';
import { counted, currentLanguage, languageTag, t } from '../words.ts';
import { CorrectClient } from './client/correct-client.tsx';
import { Notes } from './client/notes.tsx';
import { Rights } from './client/rights.tsx';
import { Tags } from './client/tags.tsx';
import { Timeline } from './client/timeline.tsx';
import './client.css';

export function ClientPage(): ReactElement {
  const code = useParam('code');
  const client = useVersioned<Client>(`/clients/${encodeURIComponent(code)}`);
  return (
    <Answer of={client} lines={14}>
      {({ value, version }) => <Page client={value} version={version} />}
    </Answer>
  );
}

function Page({ client, version }: { readonly client: Client; readonly version: string | undefined }): ReactElement {
  const { identity, known } = client;
  const mayWork = useMay('operateur');
  const name = clientName({ clientCode: client.clientCode, nom: identity.nom, prenom: identity.prenom });
  return (
    <>
      <PageTitle
        question={[identity.civilite, name].filter(Boolean).join(' ')}
        answer={lead(client)}
        back={{ to: to.clients(), title: t('Clients', 'Clients') }}
        actions={mayWork && <CorrectClient client={client} version={version} />}
      />
      <Tags client={client} />
      {known ? (
        <Figures client={client} known={known} />
      ) : (
        <p className="soft">
          {identity.isTill
            ? t(
                'C’est la caisse : ses ventes comptent, mais personne n’est derrière.',
                'This is the till: its sales count, but nobody stands behind it.',
              )
            : t(
                'Aucun calcul encore : la fiche se remplira au prochain traitement.',
                'Nothing computed yet: the page fills at the next run.',
              )}
        </p>
      )}
      <Recommended client={client} />
      <div className="client-columns">
        <Identity client={client} />
        {known && <MayWrite client={client} known={known} />}
        {known && <Rhythm known={known} />}
        {known && <Taste known={known} />}
        {known && <Cellar known={known} />}
        <Tasks client={client} />
        <Notes client={client} />
        <History client={client} />
      </div>
      <Timeline clientCode={client.clientCode} />
      {mayWork && <Rights client={client} name={name} />}
    </>
  );
}

type Known = NonNullable<Client['known']>;

function lead({ clientCode, identity, known }: Client): string {
  const parts = [
    t(`Code ${clientCode}`, `Code ${clientCode}`),
    [identity.codePostal, identity.ville].filter(Boolean).join(' '),
    identity.isTrade ? t('professionnel', 'trade') : '',
    known ? segmentWord(known.segment) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function Figures({ client, known }: { readonly client: Client; readonly known: Known }): ReactElement {
  const documents = `#${t('trajet', 'timeline')}`;
  const isEstimated = known.valueStatus === 'estimated' && known.value12mHt !== null;
  return (
    <section className="stack" aria-label={t('L’essentiel', 'In short')}>
      <div className="cards">
        <Figure
          value={roundEuros(known.netHt)}
          unit={t('HT', 'net')}
          meaning={t(
            `achetés en ${counted(known.orderCount, ['commande'], ['order'])}`,
            `bought in ${counted(known.orderCount, ['commande'], ['order'])}`,
          )}
          from={withFilters(to.client(client.clientCode), { quoi: 'order' }) + documents}
        />
        <Figure
          value={known.lastOrderOn === null ? noValue : day(known.lastOrderOn)}
          meaning={
            known.recencyDays === null
              ? t('dernière commande', 'last order')
              : t(
                  `dernière commande, il y a ${counted(known.recencyDays, ['jour'], ['day'])}`,
                  `last order, ${counted(known.recencyDays, ['jour'], ['day'])} ago`,
                )
          }
        />
        <Figure value={nextOrder(known)} meaning={nextOrderMeaning(known)} />
        <Figure
          value={isEstimated ? roundEuros(known.value12mHt) : t('pas encore mesurable', 'not yet measurable')}
          {...(isEstimated ? { unit: t('HT', 'net') } : {})}
          meaning={
            isEstimated
              ? t(
                  `attendus sur 12 mois ; quatre fois sur cinq entre ${roundEuros(known.value12mLowHt)} et ${roundEuros(known.value12mHighHt)}`,
                  `expected in 12 months; four times in five between ${roundEuros(known.value12mLowHt)} and ${roundEuros(known.value12mHighHt)}`,
                )
              : t('valeur attendue sur 12 mois', 'value expected in 12 months')
          }
        />
      </div>
      <Reason>
        {t(`Segment « ${segmentWord(known.segment)} ».`, `Segment "${segmentWord(known.segment)}".`)}{' '}
        {known.why[currentLanguage()].join(' ')}
      </Reason>
      {client.outlook[currentLanguage()].length > 0 && (
        <p className="soft prose">{client.outlook[currentLanguage()].slice(1).join(' ')}</p>
      )}
    </section>
  );
}

function nextOrder({ nextOrderOn }: Known): string {
  return nextOrderOn === null ? t('pas d’attente', 'none expected') : day(nextOrderOn);
}

function nextOrderMeaning({ nextOrderOn, nextOrderFrom }: Known): string {
  if (nextOrderOn === null) return t('aucune commande attendue dans l’année', 'no order expected within the year');
  if (nextOrderFrom === 'rhythm')
    return t('prochaine commande attendue, d’après son propre rythme', 'next order expected, by their own rhythm');
  return nextOrderFrom === 'model'
    ? t('prochaine commande attendue, d’après ses achats passés', 'next order expected, by past purchases')
    : t('prochaine commande attendue, d’après le rythme de tous', 'next order expected, by everybody’s rhythm');
}

function Recommended({ client }: { readonly client: Client }): ReactElement | null {
  const { recommended } = client;
  if (recommended === null) return null;
  return (
    <section className="sheet stack">
      <h2>{t('Quoi lui proposer ?', 'What to offer?')}</h2>
      {recommended.items.length === 0 && (
        <p>{t('Rien cette semaine ; voici pourquoi.', 'Nothing this week; here is why.')}</p>
      )}
      {recommended.items.map((item) => (
        <article key={item.rank} className="stack-tight">
          <p className="row-apart">
            <span>
              <GoLink to={to.wine(item.wineKey)} className="wine-name">
                {item.label}
              </GoLink>{' '}
              <span className="soft">
                {scenarioWord(item.scenario)}
                {item.prixTtc === null ? '' : ` · ${euros(item.prixTtc)} ${t('TTC', 'incl. tax')}`}
              </span>
            </span>
            <span className="soft">{t(`note ${count(item.score)} sur 100`, `score ${count(item.score)} of 100`)}</span>
          </p>
          <Reason>{item.reason}</Reason>
        </article>
      ))}
      {recommended.refusals.length > 0 && (
        <details>
          <summary>{t('Pourquoi rien d’autre', 'Why nothing else')}</summary>
          <ul>
            {recommended.refusals.map((refusal) => (
              <li key={refusal.scenario}>
                {scenarioWord(refusal.scenario)} : {refusal.sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
      <GoLink to={withFilters(to.recommendations(), { q: client.clientCode })} className="small">
        {t('Voir le détail des notes', 'See how the scores are made')}
      </GoLink>
    </section>
  );
}

function Identity({ client }: { readonly client: Client }): ReactElement {
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
    <Section title={t('Qui est-ce ?', 'Who is it?')}>
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
      {corrections.length > 0 && (
        <p className="small soft">
          {t('Corrigé par vous, et gardé malgré les exports :', 'Corrected by you, and kept whatever the exports say:')}{' '}
          {corrections.map(({ column, author, decidedAt }) => `${column} (${author}, ${day(decidedAt)})`).join(', ')}.
        </p>
      )}
    </Section>
  );
}

const basisWords = (basis: Known['legalBasis']): string => {
  switch (basis) {
    case 'soft_opt_in':
      return t(
        'a déjà acheté : on peut proposer des vins semblables, il peut s’y opposer',
        'has bought: similar wines may be offered, and refused',
      );
    case 'consent':
      return t('a donné son accord', 'gave consent');
    case 'b2b':
      return t('professionnel : pour son activité, il peut s’y opposer', 'trade: for their business, may refuse');
    case 'none':
    default:
      return t('aucune base légale : on ne lui écrit pas', 'no legal basis: no letter');
  }
};

function MayWrite({ client, known }: { readonly client: Client; readonly known: Known }): ReactElement {
  const { today } = useSession();
  const isFree = known.nextContactOn !== null && known.nextContactOn <= today;
  const why = [
    known.isOptedOut ? t('a refusé nos lettres', 'refused our letters') : '',
    known.isBounced ? t('adresse en erreur', 'address in error') : '',
    known.hasEmail ? '' : t('sans e-mail', 'no e-mail'),
  ].filter(Boolean);
  const proof = known.legalEvidence;
  return (
    <Section title={t('Peut-on lui écrire ?', 'May we write?')}>
      <p>
        {known.nextContactOn === null ? (
          <StateWord tone="stopped">{t('non', 'no')}</StateWord>
        ) : isFree ? (
          <StateWord tone="done">{t('oui, dès maintenant', 'yes, now')}</StateWord>
        ) : (
          <StateWord tone="quiet">
            {t(`pas avant le ${day(known.nextContactOn)}`, `not before ${day(known.nextContactOn)}`)}
          </StateWord>
        )}
        {why.length > 0 && ` : ${why.join(', ')}`}
      </p>
      <dl className="facts">
        <Fact title={t('De quel droit', 'By what right')}>
          {basisWords(known.legalBasis)}
          {proof?.source && proof.documentId && (
            <>
              {' '}
              <GoLink to={to.document(proof.source, proof.documentId)}>
                {t(`voir l’achat du ${day(proof.on)}`, `see the purchase of ${day(proof.on)}`)}
              </GoLink>
            </>
          )}
          {proof?.evidence && ` (${day(proof.on)}, ${proof.evidence})`}
        </Fact>
        <Fact title={t('Dernière lettre', 'Last letter')}>{day(known.lastContactOn)}</Fact>
        <Fact title={t('Sur un an', 'In a year')}>{counted(known.contactCount365d, ['lettre'], ['letter'])}</Fact>
      </dl>
      {client.consents.length > 0 && (
        <details>
          <summary>{t('Ce que dit le registre des accords', 'What the consent register says')}</summary>
          <ul>
            {client.consents.map((one) => (
              <li key={`${one.channel} ${one.event} ${one.evidence} ${one.happenedOn}`}>
                {day(one.happenedOn)} · {consentWord(one.event)} ({one.channel}){' '}
                <span className="soft">{one.evidence}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Rhythm({ known }: { readonly known: Known }): ReactElement {
  const { today } = useSession();
  return (
    <Section title={t('À quel rythme ?', 'How often?')}>
      <dl className="facts">
        <Fact title={t('Achète', 'Buys')}>{rhythmWord(known.rhythm)}</Fact>
        <Fact title={t('Entre deux achats', 'Between purchases')}>
          {known.ownGapDays === null
            ? t('pas encore mesurable', 'not yet measurable')
            : counted(Math.round(known.ownGapDays), ['jour'], ['day'])}
        </Fact>
        {known.usualMonth !== null && (
          <Fact title={t('Plutôt en', 'Mostly in')}>
            {new Date(Date.UTC(2024, known.usualMonth - 1, 15)).toLocaleDateString(languageTag(), { month: 'long' })}
          </Fact>
        )}
        {known.nextOrderOn !== null && (
          <Fact title={t('Prochaine commande', 'Next order')}>
            {day(known.nextOrderOn)} ({fromToday(known.nextOrderOn, today)})
          </Fact>
        )}
        <Fact title={t('Premier achat', 'First purchase')}>
          {known.firstOrderOn ? month(known.firstOrderOn) : noValue}
        </Fact>
        <Fact title={t('Panier moyen', 'Mean basket')}>{euros(known.meanBasketHt)}</Fact>
        {known.pAlive !== null && known.orderCount >= 2 && (
          <Fact title={t('Encore client ?', 'Still a client?')}>{chance(known.pAlive)}</Fact>
        )}
      </dl>
    </Section>
  );
}

function chance(share: number): string {
  const percent = Math.round(share * 100);
  if (percent < 1) return t('moins de 1 chance sur 100', 'under 1 chance in 100');
  if (percent > 99) return t('plus de 99 chances sur 100', 'over 99 chances in 100');
  return t(`${percent} chances sur 100`, `${percent} chances in 100`);
}

function Taste({ known }: { readonly known: Known }): ReactElement {
  const axes = known.taste?.axes ?? [];
  return (
    <Section title={t('Quel goût ?', 'Which taste?')}>
      <Bars
        rows={known.families
          .slice(0, 4)
          .map(({ name, share }) => ({ name, share, to: withFilters(to.clients(), { family: name }) }))}
        empty={t('Pas encore de famille préférée.', 'No favourite family yet.')}
      />
      <dl className="facts">
        {known.grapes.length > 0 && <Fact title={t('Cépages', 'Grapes')}>{names(known.grapes)}</Fact>}
        {known.sweetness.length > 0 && <Fact title={t('Sucrosité', 'Sweetness')}>{names(known.sweetness)}</Fact>}
        {known.colours.length > 0 && <Fact title={t('Couleurs', 'Colours')}>{names(known.colours)}</Fact>}
        {known.formats.length > 0 && <Fact title={t('Formats', 'Formats')}>{names(known.formats)}</Fact>}
        <Fact title={t('Prix habituel', 'Usual price')}>
          {known.medianPrice75clTtc === null
            ? noValue
            : `${euros(known.medianPrice75clTtc)} ${t('TTC les 75 cl', 'incl. tax per 75 cl')}`}
        </Fact>
      </dl>
      {axes.length > 0 && (
        <>
          <h3>{t('Ce qu’il aime dans le verre', 'In the glass')}</h3>
          <Bars rows={axes.map(({ axis, value }) => ({ name: axisWord(axis), share: value }))} empty="" />
          <p className="small soft">{confidenceWord(known.taste?.level)}</p>
        </>
      )}
    </Section>
  );
}

function confidenceWord(level: NonNullable<Known['taste']>['level'] | undefined): string {
  if (level === 'high') return t('D’après assez d’achats pour s’y fier.', 'From enough purchases to be trusted.');
  return level === 'medium'
    ? t(
        'D’après quelques achats : une bonne idée, pas une certitude.',
        'From some purchases: a good idea, no certainty.',
      )
    : t('D’après très peu d’achats : à prendre avec prudence.', 'From very few purchases: to be taken with care.');
}

function names(favourites: Known['grapes']): string {
  return favourites
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
}

function Cellar({ known }: { readonly known: Known }): ReactElement {
  const left = (known.cellar ?? []).filter((wine) => wine.bottlesLeft >= 1);
  return (
    <Section title={t('Que lui reste-t-il en cave ?', 'What is left in their cellar?')}>
      {known.cellar === null ? (
        <p className="soft">
          {t('Il faut trois commandes pour s’en faire une idée.', 'Three orders are needed to have an idea.')}
        </p>
      ) : left.length === 0 ? (
        <p>{t('Sans doute plus rien de nos vins.', 'Probably none of our wines.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {left.map((wine) => (
            <li key={wine.wineKey} className="row-apart">
              <GoLink to={to.wine(wine.wineKey)} className="wine-name">
                {wine.name}
              </GoLink>
              <BottleCount bottles={Math.round(wine.bottlesLeft)} />
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <p className="small soft">
          {t(
            'Une estimation : ce qu’il a pris, au rythme où il revient.',
            'An estimate: what they took, at the pace they come back.',
          )}
        </p>
      )}
    </Section>
  );
}

function Tasks({ client }: { readonly client: Client }): ReactElement {
  const open = client.tasks.filter((task) => task.state === 'open');
  return (
    <Section title={t('Qu’y a-t-il à faire ?', 'What is there to do?')}>
      {open.length === 0 ? (
        <p className="soft">{t('Rien en attente.', 'Nothing waits.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {open.map((task) => (
            <li key={task.taskId} className="row-apart">
              <StateWord tone="waits">{task.title}</StateWord>
              <span className="soft">{task.dueOn ? t(`pour le ${day(task.dueOn)}`, `by ${day(task.dueOn)}`) : ''}</span>
            </li>
          ))}
        </ul>
      )}
      <GoLink to={to.tasks()} className="small">
        {t('Toutes les tâches', 'All tasks')}
      </GoLink>
    </Section>
  );
}

function History({ client }: { readonly client: Client }): ReactElement | null {
  // One line per change: weeks that say the same say nothing.
  const moves = client.history.filter((one, index) => one.segment !== client.history[index + 1]?.segment);
  if (moves.length === 0) return null;
  return (
    <Section title={t('D’où vient-il ?', 'Where do they come from?')}>
      <ul className="plain-list stack-tight">
        {moves.slice(0, 12).map((one) => (
          <li key={one.asOf} className="row-apart">
            <span>{segmentWord(one.segment)}</span>
            <span className="soft">{t(`depuis le ${day(one.asOf)}`, `since ${day(one.asOf)}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Bars({
  rows,
  empty,
}: {
  readonly rows: readonly { readonly name: string; readonly share: number; readonly to?: string }[];
  readonly empty: string;
}): ReactElement {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <ul className="bars plain-list">
      {rows.map((row) => (
        <li key={row.name} style={{ display: 'contents' }}>
          <span>{row.to ? <GoLink to={row.to}>{row.name}</GoLink> : row.name}</span>
          <span className="bars-track" aria-hidden="true">
            <span className="bars-bar" style={{ display: 'block', width: `${Math.round(row.share * 100)}%` }} />
          </span>
          <span className="number">{count(row.share * 100)} %</span>
        </li>
      ))}
    </ul>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section className="sheet stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
