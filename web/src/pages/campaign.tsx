/** One campaign, step by step: audience, letter, control, approval, sending. Stop stays in reach while letters leave. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import type {
  Addressee,
  CampaignAnswer,
  CampaignDecided,
  CampaignProgress,
  HeldLetterAnswer,
  LetterPreviewAnswer,
  LetterStateWord,
  RehearsalAnswer,
  TestSentAnswer,
} from '../../../src/api/contract/campaigns.ts';
import type { JobAsked } from '../../../src/api/contract/jobs.ts';
import { oneOf, type Search, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { apiAddress, get, send } from '../api.ts';
import { count, instant, share } from '../formats.ts';
import { isOver, type Job } from '../jobs.ts';
import {
  approvalWord,
  campaignStateWord,
  kindWord,
  letterStateWord,
  nameOf,
  toneOfApproval,
  toneOfCampaign,
  toneOfLetter,
} from '../list-words.ts';
import { scenarioWord, segmentWord } from '../estate-words.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { Filters, FilterSelect, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateLine } from '../parts/state-line.tsx';
import { StateWord, type Tone } from '../parts/state-word.tsx';
import { Answer, Empty, Trouble } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useParam } from '../params.ts';
import { readAgain, useApi, useList, useWrite } from '../queries.ts';
import { useMay, useSession } from '../session.ts';
import { counted, said, t } from '../words.ts';
import './campaigns.css';

const letterStates: readonly LetterStateWord[] = [
  'queued',
  'claimed',
  'accepted',
  'unknown',
  'failed',
  'excluded',
  'held',
  'left_out',
];

function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    state: oneOf(search['state'], letterStates),
    code: search['code'],
    client: search['client'],
  };
}

export function CampaignPage(): ReactElement {
  const id = useParam('id');
  const campaign = useApi<CampaignAnswer>(`/campaigns/${id}`);
  return (
    <>
      <PageTitle
        question={
          campaign.data?.name ?? t('Que dira cette lettre, et à qui ?', 'What will this letter say, and to whom?')
        }
        answer={campaign.data && answerOf(campaign.data)}
        back={{ to: to.campaigns(), title: t('Campagnes', 'Campaigns') }}
      />
      <Answer of={campaign} lines={12}>
        {(found) => <Whole campaign={found} />}
      </Answer>
    </>
  );
}

function answerOf({ state, results, kind, author, stopReason }: CampaignAnswer): string {
  const letters = counted(results.letters, ['lettre'], ['letter']);
  const head = t(
    `${letters}, ${kindWord(kind)}, préparée par ${author} : ${campaignStateWord(state)}.`,
    `${letters}, ${kindWord(kind)}, prepared by ${author}: ${campaignStateWord(state)}.`,
  );
  return stopReason === null ? head : `${head} ${stopReason}`;
}

interface PartProps {
  readonly campaign: CampaignAnswer;
}

function Whole({ campaign }: PartProps): ReactElement {
  return (
    <div className="stack">
      <Steps campaign={campaign} />
      {campaign.results.accepted > 0 && <Results campaign={campaign} />}
      <Audience campaign={campaign} />
      <Letter campaign={campaign} />
      <Control campaign={campaign} />
      <Approval campaign={campaign} />
      <Sending campaign={campaign} />
      <Held campaign={campaign} />
      <Bar campaign={campaign} />
    </div>
  );
}

/** The way of the letters, each step with where it is. */
function Steps({ campaign }: PartProps): ReactElement {
  const { state, results, verdict, approval } = campaign;
  const isGone = ['sending', 'paused', 'held', 'sent'].includes(state);
  const steps: readonly (readonly [string, string, Tone])[] = [
    ['audience', t('Audience', 'Audience'), results.letters > 0 ? 'done' : 'stopped'],
    ['lettre', t('Lettre', 'Letter'), results.letters > 0 ? 'done' : 'quiet'],
    [
      'controle',
      t('Contrôle', 'Check'),
      verdict.isBlocked ? 'stopped' : verdict.findings.length > 0 ? 'waits' : 'done',
    ],
    ['validation', t('Validation', 'Approval'), isGone ? 'done' : toneOfApproval[approval.state]],
    ['envoi', t('Envoi', 'Sending'), state === 'draft' ? 'quiet' : toneOfCampaign[state]],
  ];
  return (
    <nav aria-label={t('Étapes de la campagne', 'Steps of the campaign')}>
      <ol className="steps">
        {steps.map(([id, title, tone]) => (
          <li key={id}>
            <a href={`#${id}`}>
              <StateWord tone={tone}>{title}</StateWord>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Part({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section id={id} className="campaign-part stack-tight" aria-labelledby={`${id}-titre`}>
      <h2 id={`${id}-titre`}>{title}</h2>
      {children}
    </section>
  );
}

function Results({ campaign: { results } }: PartProps): ReactElement {
  return (
    <section className="stack-tight" aria-label={t('Résultats', 'Results')}>
      <div className="cards">
        <Figure value={count(results.accepted)} meaning={t('lettres parties', 'letters left')} />
        <Figure
          value={share(results.delivered, results.accepted)}
          meaning={t('arrivées, d’après le service d’envoi', 'delivered, as the sending service says')}
        />
        <Figure
          value={share(results.clicked, results.accepted)}
          meaning={t('ont cliqué vers un vin', 'clicked through to a wine')}
        />
        <Figure
          value={share(results.unsubscribed, results.accepted)}
          meaning={t('se sont désinscrites', 'unsubscribed')}
          {...(results.unsubscribed > 0 ? { from: to.compliance() } : {})}
        />
      </div>
      <p className="soft small">
        {t(
          `${counted(results.opened, ['ouverture'], ['opening'])} en tout, comptées sans dire de qui ; ${counted(results.bounced, ['adresse refusée', 'adresses refusées'], ['address refused', 'addresses refused'])}, ${counted(results.complained, ['plainte'], ['complaint'])}.`,
          `${counted(results.opened, ['ouverture'], ['opening'])} in all, counted without saying whose; ${counted(results.bounced, ['adresse'], ['address refused', 'addresses refused'])}, ${counted(results.complained, ['plainte'], ['complaint'])}.`,
        )}{' '}
        <GoLink to={to.results()}>{t('Ce que les lettres ont rapporté', 'What the letters brought')}</GoLink>
      </p>
    </section>
  );
}

function Audience({ campaign }: PartProps): ReactElement {
  const { campaignId, results, exclusions, filter } = campaign;
  const [filters, change] = useFilters(readFilters);
  const { q, state, code } = filters;
  const list = useList<Addressee>(`/campaigns/${campaignId}/audience`, { q, state, code });
  return (
    <Part id="audience" title={t('À qui ?', 'To whom?')}>
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
      <details open={q !== '' || state !== undefined || code !== undefined}>
        <summary>{t('Voir la liste des clients', 'See the list of clients')}</summary>
        <Filters
          onClear={
            q !== '' || state || code ? () => change({ q: undefined, state: undefined, code: undefined }) : undefined
          }
        >
          <SearchBox
            label={t('Chercher un client', 'Search a client')}
            value={q}
            onChange={(text) => change({ q: text })}
          />
          <FilterSelect
            label={t('Lettre', 'Letter')}
            value={state}
            all={t('Toutes', 'All')}
            options={letterStates.map((value) => ({ value, label: letterStateWord(value) }))}
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
    </Part>
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

function Letter({ campaign }: PartProps): ReactElement {
  const { campaignId } = campaign;
  const [filters, change] = useFilters(readFilters);
  const [code, setCode] = useState('');
  const { client } = filters;
  const preview = useApi<{ readonly letters: readonly LetterPreviewAnswer[] }>(`/campaigns/${campaignId}/preview`, {
    client,
  });
  return (
    <Part id="lettre" title={t('Que dira la lettre ?', 'What will the letter say?')}>
      <form
        className="filters no-print"
        onSubmit={(event) => {
          event.preventDefault();
          change({ client: code.trim() });
        }}
      >
        <TextInput
          label={t('Comme la lira le client (code)', 'As the client reads it (code)')}
          placeholder={client ?? ''}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('Voir sa lettre', 'See their letter')}
        </Button>
        {client !== undefined && (
          <button type="button" className="link-button" onClick={() => change({ client: undefined })}>
            {t('Une lettre de chaque genre', 'One letter of each kind')}
          </button>
        )}
      </form>
      <Answer of={preview} lines={10}>
        {({ letters }) =>
          letters.length === 0 ? (
            <Empty title={t('Pas de lettre pour ce client', 'No letter for this client')}>
              {t('La liste des clients, plus haut, dit pourquoi.', 'The list of clients, above, says why.')}
            </Empty>
          ) : (
            <Letters key={client ?? ''} campaignId={campaignId} letters={letters} />
          )
        }
      </Answer>
    </Part>
  );
}

function Letters({
  campaignId,
  letters,
}: {
  readonly campaignId: string;
  readonly letters: readonly LetterPreviewAnswer[];
}): ReactElement | null {
  const [place, setPlace] = useState(0);
  const shown = letters[place] ?? letters[0];
  if (!shown) return null;
  const { clientCode, kind, subject, preheader, text } = shown;
  return (
    <div className="stack-tight">
      {letters.length > 1 && (
        <NativeSelect
          label={t('Genre', 'Kind')}
          value={String(place)}
          onChange={(event) => setPlace(Number(event.currentTarget.value))}
          data={letters.map((letter, index) => ({
            value: String(index),
            label: `${kindWord(letter.kind)} (${letter.clientCode})`,
          }))}
        />
      )}
      <p>
        <strong>{subject}</strong>
        <br />
        <span className="soft">{preheader}</span>
      </p>
      <iframe
        className="letter-frame"
        sandbox=""
        title={t(`Lettre à ${clientCode}`, `Letter to ${clientCode}`)}
        src={apiAddress(`/campaigns/${campaignId}/preview/page`, { client: clientCode, kind })}
      />
      <details>
        <summary>{t('La même en texte simple', 'The same as plain text')}</summary>
        <pre className="letter-text">{text}</pre>
      </details>
    </div>
  );
}

function Control({ campaign }: PartProps): ReactElement {
  const { campaignId, verdict, can, approval } = campaign;
  const mayWrite = useMay('operateur');
  const rebuild = useWrite(() => send('POST', `/campaigns/${campaignId}/rebuild`, {}), ['/campaigns', '/approvals']);
  const findings = verdict.findings;
  return (
    <Part id="controle" title={t('Que dit la relecture ?', 'What does the linter say?')}>
      <p>
        <StateWord tone={verdict.isBlocked ? 'stopped' : findings.length > 0 ? 'waits' : 'done'}>
          {verdict.isBlocked
            ? t('Ces lettres ne peuvent pas partir.', 'These letters cannot leave.')
            : findings.length > 0
              ? t('À lire avant de valider.', 'To be read before approving.')
              : t(
                  'Rien à redire : prix, mentions légales, désinscription, ton.',
                  'Nothing to say: prices, legal words, unsubscribing, tone.',
                )}
        </StateWord>
      </p>
      {findings.length > 0 && (
        <ul className="stack-tight">
          {findings.map((finding) => (
            <li key={finding.code}>
              <strong>{finding.severity === 'block' ? t('Bloque', 'Blocks') : t('Attention', 'Warns')}</strong> ·{' '}
              {counted(finding.letterCount, ['lettre'], ['letter'])} ({finding.exampleClient}) :{' '}
              {said(finding.sentence)}
            </li>
          ))}
        </ul>
      )}
      {can.edit && mayWrite && (
        <div className="row">
          <Button
            variant={approval.state === 'void' || verdict.isBlocked ? 'filled' : 'default'}
            loading={rebuild.isPending}
            onClick={() =>
              rebuild.mutate(undefined, {
                onSuccess: () => toast(t('Le brouillon est réécrit.', 'The draft is written again.')),
              })
            }
          >
            {t('Réécrire le brouillon', 'Write the draft again')}
          </Button>
          <span className="soft small">
            {t(
              'Avec les prix, les validations et le modèle d’aujourd’hui.',
              'With today’s prices, approvals and template.',
            )}{' '}
            <GoLink to={to.letterTemplates()}>{t('Modifier le modèle', 'Edit the template')}</GoLink>
          </span>
        </div>
      )}
      {rebuild.error && <Trouble problem={rebuild.error} />}
    </Part>
  );
}

function Approval({ campaign }: PartProps): ReactElement {
  const { campaignId, approval, can, results, author } = campaign;
  const [refusing, setRefusing] = useState<'rejected' | 'flagged'>();
  const [reason, setReason] = useState('');
  const mayApprove = useMay('approbateur');
  const me = useSession().user.name;
  const decide = useWrite(
    (given: { readonly decision: string; readonly reason?: string; readonly confirmation?: string }) =>
      send<CampaignDecided>('POST', `/campaigns/${campaignId}/decision`, given),
    ['/campaigns', '/approvals', '/journey'],
  );
  const isOwn = approval.needsFourEyes && author === me;
  const letters = counted(results.letters, ['lettre'], ['letter']);
  return (
    <Part id="validation" title={t('Êtes-vous d’accord ?', 'Do you agree?')}>
      <StateLine tone={toneOfApproval[approval.state]}>
        <strong>{approvalWord(approval.state)}</strong>
        {approval.decidedBy !== null && (
          <span className="soft">
            {' '}
            {t(
              `par ${approval.decidedBy}, ${instant(approval.decidedAt)}`,
              `by ${approval.decidedBy}, ${instant(approval.decidedAt)}`,
            )}
            {approval.reason === null ? '' : ` (${approval.reason})`}
          </span>
        )}
      </StateLine>
      {(approval.state === 'waiting' || approval.state === 'effective') && (
        <p className="soft">
          {t(
            `La validation compte à partir du ${instant(approval.effectiveAt)}, jusqu’au ${instant(approval.expiresAt)}. Tout changement des lettres ou des destinataires l’annule.`,
            `The approval counts from ${instant(approval.effectiveAt)} until ${instant(approval.expiresAt)}. Any change of letters or audience voids it.`,
          )}
        </p>
      )}
      {can.approve && (
        <p className="soft prose">
          {approval.needsFourEyes
            ? t(
                `Quatre yeux : ${approval.people.join(', ')} peuvent valider, sauf ${author}, qui l’a préparée.`,
                `Four eyes: ${approval.people.join(', ')} may approve, but ${author}, who prepared it, may not.`,
              )
            : t(
                `Sans second regard, la validation ne compte qu’après ${approval.delayMinutes} minutes : le temps de changer d’avis.`,
                `Without a second pair of eyes the approval counts only after ${approval.delayMinutes} minutes: time to change your mind.`,
              )}
        </p>
      )}
      {can.approve && mayApprove && !isOwn && (
        <div className="row">
          <ConfirmButton
            effect={t(`Valider ${letters}`, `Approve ${letters}`)}
            consequence={t(
              'Vous validez ces lettres et leurs destinataires, tels qu’ils sont maintenant. Rien ne part encore.',
              'You approve these letters and their audience, as they are now. Nothing leaves yet.',
            )}
            {...(approval.confirmation === null ? {} : { typed: approval.confirmation })}
            disabled={campaign.verdict.isBlocked || results.letters === 0}
            onConfirm={() =>
              decide.mutateAsync({
                decision: 'approved',
                ...(approval.confirmation === null ? {} : { confirmation: approval.confirmation }),
              })
            }
          />
          <Button variant="default" onClick={() => setRefusing('rejected')}>
            {t('Refuser…', 'Reject…')}
          </Button>
          <Button variant="default" onClick={() => setRefusing('flagged')}>
            {t('Mettre de côté…', 'Set aside…')}
          </Button>
        </div>
      )}
      {refusing && (
        <Form
          action={refusing === 'rejected' ? t('Refuser', 'Reject') : t('Mettre de côté', 'Set aside')}
          onSubmit={async () => {
            await decide.mutateAsync({ decision: refusing, reason });
            setRefusing(undefined);
          }}
        >
          <Textarea
            label={t('La raison', 'The reason')}
            required
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Form>
      )}
    </Part>
  );
}

function Sending({ campaign }: PartProps): ReactElement {
  const { campaignId, state, isDryRun, can, sendAfter, sendBefore, results, job } = campaign;
  const mayWrite = useMay('operateur');
  const queries = useQueryClient();
  const ask = useWrite(
    (isLive: boolean) => send<JobAsked>('POST', `/campaigns/${campaignId}/send`, { isLive }),
    ['/campaigns', '/jobs', '/journey'],
  );
  const letters = counted(results.waiting, ['lettre'], ['letter']);
  return (
    <Part id="envoi" title={t('Quand partira-t-elle ?', 'When will it leave?')}>
      <StateLine tone={toneOfCampaign[state]}>
        <strong>{campaignStateWord(state)}</strong>
      </StateLine>
      <p className="soft prose">
        {t(
          `Les lettres partent entre le ${instant(sendAfter)} et le ${instant(sendBefore)}, aux jours et heures réglés ; après, elles sont retenues, jamais envoyées en retard.`,
          `Letters leave between ${instant(sendAfter)} and ${instant(sendBefore)}, on the days and hours set; after that they are held, never sent late.`,
        )}
      </p>
      {isDryRun && state !== 'draft' && state !== 'stopped' && (
        <p className="soft">
          {t(
            'Rien ne peut partir tant que vous n’avez pas choisi « Envoyer » : tout essai se fait à blanc.',
            'Nothing can leave until you choose “Send”: every trial is a dry run.',
          )}
        </p>
      )}
      {mayWrite && ['draft', 'approved', 'paused', 'held'].includes(state) && <Window campaign={campaign} />}
      {mayWrite && state !== 'stopped' && state !== 'sent' && (
        <div className="halves">
          <Rehearse key={`${state} ${campaign.approval.state}`} campaignId={campaignId} />
          <Test campaign={campaign} />
        </div>
      )}
      {job && !isOver(asJob(job)) && (
        <JobProgress
          jobId={job.jobId}
          title={isDryRun ? t('Essai à blanc', 'Dry run') : t('Envoi de la campagne', 'Sending the campaign')}
          onEnd={() => void readAgain(queries, ['/campaigns'])}
        />
      )}
      {mayWrite && can.send && results.waiting > 0 && state === 'approved' && (
        <div className="row">
          <ConfirmButton
            danger
            effect={t(`Envoyer ${letters}`, `Send ${letters}`)}
            consequence={t(
              'Ces lettres partent pour de bon, aux jours et heures réglés, les premières d’abord pour voir ce qu’elles deviennent. Vous pourrez mettre en pause ou arrêter ; ce qui est parti est parti.',
              'These letters leave for good, on the days and hours set, a first few to see what becomes of them. You may pause or stop; what has left has left.',
            )}
            onConfirm={() => ask.mutateAsync(true)}
          />
        </div>
      )}
    </Part>
  );
}

function asJob({ jobId, state }: NonNullable<CampaignAnswer['job']>): Job {
  const known = (['waiting', 'running', 'done', 'failed', 'refused', 'cancelled', 'skipped'] as const).find(
    (one) => one === state,
  );
  return { jobId, kind: 'send_campaign', state: known ?? 'done' };
}

function Window({ campaign }: PartProps): ReactElement {
  const { campaignId, sendAfter, sendBefore } = campaign;
  const [from, setFrom] = useState(localOf(sendAfter));
  const [until, setUntil] = useState(localOf(sendBefore));
  const set = useWrite(
    () =>
      send('PUT', `/campaigns/${campaignId}/window`, {
        sendAfter: new Date(from).toISOString(),
        ...(until === '' ? {} : { sendBefore: new Date(until).toISOString() }),
      }),
    ['/campaigns'],
  );
  return (
    <details>
      <summary>{t('Changer la période d’envoi', 'Change the sending window')}</summary>
      <Form
        action={t('Garder cette période', 'Keep this window')}
        onSubmit={async () => {
          await set.mutateAsync(undefined);
          toast(t('La période d’envoi est changée.', 'The sending window is changed.'));
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('À partir du', 'From')}
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('Jusqu’au', 'Until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Form>
    </details>
  );
}

/** `2026-11-24T10:00` on the reader's clock, as the field wants it. */
function localOf(at: string | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Rehearse({ campaignId }: { readonly campaignId: string }): ReactElement {
  const rehearse = useWrite(() => send<RehearsalAnswer>('POST', `/campaigns/${campaignId}/rehearsal`, {}), []);
  const found = rehearse.data;
  return (
    <section className="sheet stack-tight">
      <h3>{t('Répéter à blanc', 'Rehearse')}</h3>
      <p className="soft">
        {t('Tout se passe comme pour de vrai, sauf l’envoi.', 'Everything happens as if for good, but the sending.')}
      </p>
      <span>
        <Button variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate(undefined)}>
          {t('Répéter maintenant', 'Rehearse now')}
        </Button>
      </span>
      {rehearse.error && <Trouble problem={rehearse.error} />}
      {found && (
        <div className="stack-tight" role="status">
          <p>
            {counted(
              found.wouldLeave,
              ['lettre partirait', 'lettres partiraient'],
              ['letter would leave', 'letters would leave'],
            )}
            {found.firstLetters > 0 && found.wouldLeave > 0
              ? t(
                  `, dont ${count(Math.min(found.firstLetters, found.wouldLeave))} d’abord`,
                  `, ${count(Math.min(found.firstLetters, found.wouldLeave))} of them first`,
                )
              : ''}
            {t(` ; ${count(found.dailyLimit)} au plus par jour.`, `; at most ${count(found.dailyLimit)} a day.`)}
          </p>
          {found.wouldBeExcluded.map((one) => (
            <p key={one.code} className="small">
              {counted(
                one.clients,
                ['client serait écarté', 'clients seraient écartés'],
                ['client left out', 'clients left out'],
              )}
              {t(' : ', ': ')}
              {said(one.sentence)}
            </p>
          ))}
          {found.obstacles.length === 0 ? (
            <StateWord tone="done">{t('Rien ne s’y oppose.', 'Nothing stands in the way.')}</StateWord>
          ) : (
            found.obstacles.map((obstacle) => (
              <StateLine key={obstacle.code} tone="waits">
                {said(obstacle.sentence)}
              </StateLine>
            ))
          )}
          {!found.isInstanceConfirmed && <ConfirmInstance />}
        </div>
      )}
    </section>
  );
}

/** A copy of the house must never send beside it: a person says once that this one does. */
function ConfirmInstance(): ReactElement {
  const mayConfirm = useMay('administrateur');
  const confirm = useWrite(() => send('POST', '/sending-instance', {}), ['/campaigns']);
  if (!mayConfirm) {
    return (
      <p className="small">
        {t(
          'Un administrateur doit d’abord dire que cette installation envoie pour le domaine.',
          'An administrator must first say that this installation sends for the estate.',
        )}
      </p>
    );
  }
  return (
    <span>
      <ConfirmButton
        effect={t('Choisir cette installation pour envoyer', 'Choose this installation to send')}
        consequence={t(
          'Cette installation, et elle seule, enverra les lettres du domaine. Une copie ou une restauration ne le pourra pas.',
          'This installation, and no other, will send the estate’s letters. A copy or a restored one cannot.',
        )}
        onConfirm={async () => {
          await confirm.mutateAsync(undefined);
          toast(
            t('Cette installation envoie désormais pour le domaine.', 'This installation now sends for the estate.'),
          );
        }}
      />
    </span>
  );
}

function Test({ campaign }: PartProps): ReactElement {
  const { email } = useSession().user;
  const [address, setAddress] = useState(email);
  const [sent, setSent] = useState<TestSentAnswer>();
  const [filters] = useFilters(readFilters);
  const submit = async () => {
    const { client } = filters;
    setSent(
      await send<TestSentAnswer>('POST', `/campaigns/${campaign.campaignId}/test`, {
        to: address,
        ...(client === undefined ? {} : { clientCode: client.toUpperCase() }),
      }),
    );
  };
  return (
    <section className="sheet stack-tight">
      <h3>{t('S’envoyer un essai', 'Send oneself a test')}</h3>
      <Form action={t('Envoyer l’essai', 'Send the test')} onSubmit={submit}>
        <TextInput
          type="email"
          label={t('À cette adresse, jamais à un client', 'To this address, never to a client')}
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </Form>
      {sent && (
        <p role="status">
          {sent.isDryRun
            ? t(
                'Aucun service d’envoi n’est réglé : l’essai s’est fait à blanc, rien n’est parti.',
                'No sending service is set up: the test was a dry run, nothing left.',
              )
            : sent.problems.length > 0
              ? sent.problems.map(said).join(' ')
              : t(
                  `${counted(sent.letterCount, ['lettre marquée [ESSAI] est partie', 'lettres marquées [ESSAI] sont parties'], ['letter'])} à ${sent.to}.`,
                  `${counted(sent.letterCount, ['lettre'], ['letter'])} marked [ESSAI] went to ${sent.to}.`,
                )}
        </p>
      )}
    </section>
  );
}

/** Letters of which nobody knows whether they left: a person who looked says so. */
function Held({ campaign }: PartProps): ReactElement | null {
  const { campaignId, results } = campaign;
  const hasHeld = results.held + results.unknown > 0;
  const held = useApi<{ readonly items: readonly HeldLetterAnswer[] }>(
    hasHeld ? `/campaigns/${campaignId}/held` : undefined,
  );
  const [verdict, setVerdict] = useState<'sent' | 'not_sent'>('sent');
  const [reason, setReason] = useState('');
  const mayDecide = useMay('approbateur');
  const release = useWrite(
    () => send('POST', `/campaigns/${campaignId}/held/release`, { verdict, reason }),
    ['/campaigns'],
  );
  if (!hasHeld) return null;
  return (
    <Part id="retenues" title={t('Lettres retenues', 'Held letters')}>
      <Answer of={held} lines={4}>
        {({ items }) => (
          <>
            <ul className="stack-tight">
              {items.slice(0, 50).map((letter) => (
                <li key={letter.letterId}>
                  <GoLink to={to.client(letter.clientCode)}>{letter.clientCode}</GoLink> {said(letter.sentence)}{' '}
                  {letter.firstTriedAt && (
                    <span className="soft small">
                      {t('essayée', 'tried')} {instant(letter.firstTriedAt)}
                    </span>
                  )}
                  {letter.isToldOf && (
                    <StateWord tone="done">
                      {t('le service d’envoi en a donné des nouvelles', 'the sending service told of it')}
                    </StateWord>
                  )}
                </li>
              ))}
            </ul>
            {mayDecide && items.some(({ code }) => code === 'UNKNOWN') && (
              <Form
                action={t('Noter ce qu’il en est', 'Note what became of them')}
                onSubmit={async () => {
                  await release.mutateAsync(undefined);
                }}
              >
                <NativeSelect
                  label={t('Après vérification dans le service d’envoi', 'After looking in the sending service')}
                  value={verdict}
                  onChange={(event) => setVerdict(event.currentTarget.value === 'sent' ? 'sent' : 'not_sent')}
                  data={[
                    { value: 'sent', label: t('Elles sont parties', 'They left') },
                    {
                      value: 'not_sent',
                      label: t(
                        'Elles ne sont jamais parties : les remettre en attente',
                        'They never left: let them wait again',
                      ),
                    },
                  ]}
                />
                <Textarea
                  label={t('Comment le savez-vous ?', 'How do you know?')}
                  required
                  rows={2}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              </Form>
            )}
          </>
        )}
      </Answer>
    </Part>
  );
}

/** While letters leave: how far, and the way to stop, always in view. */
function Bar({ campaign }: PartProps): ReactElement | null {
  const { campaignId, state, can, isDryRun } = campaign;
  const isMoving = state === 'sending' || (state === 'approved' && !isDryRun);
  const queries = useQueryClient();
  const { data } = useQuery<CampaignProgress>({
    queryKey: [`/campaigns/${campaignId}/progress`, {}],
    queryFn: () => get<CampaignProgress>(`/campaigns/${campaignId}/progress`),
    refetchInterval: 2_000,
    enabled: isMoving,
  });
  const mayWrite = useMay('operateur');
  const control = useWrite(
    (act: 'pause' | 'resume' | 'stop') => send('POST', `/campaigns/${campaignId}/${act}`, {}),
    ['/campaigns', '/jobs', '/journey'],
  );
  const now = data?.state;
  useEffect(() => {
    if (now !== undefined && now !== state) void readAgain(queries, [`/campaigns/${campaignId}`, '/campaigns']);
  }, [now, state, campaignId, queries]);
  const results = data?.results ?? campaign.results;
  if (!can.stop || state === 'draft' || !mayWrite) return null;
  const gone = results.letters - results.waiting;
  return (
    <div className="campaign-bar no-print" role="region" aria-label={t('Envoi en cours', 'Sending')}>
      <span className="row">
        <StateWord tone={toneOfCampaign[data?.state ?? state]}>{campaignStateWord(data?.state ?? state)}</StateWord>
        {isMoving && (
          <>
            <progress
              aria-label={t('Lettres parties', 'Letters left')}
              value={gone}
              max={Math.max(1, results.letters)}
            />
            <span>
              {t(`${count(gone)} sur ${count(results.letters)}`, `${count(gone)} of ${count(results.letters)}`)}
            </span>
          </>
        )}
      </span>
      <span className="row">
        {can.pause && (
          <Button variant="default" loading={control.isPending} onClick={() => control.mutate('pause')}>
            {t('Mettre en pause', 'Pause')}
          </Button>
        )}
        {can.resume && (
          <Button loading={control.isPending} onClick={() => control.mutate('resume')}>
            {t('Reprendre l’envoi', 'Resume sending')}
          </Button>
        )}
        <ConfirmButton
          danger
          effect={t('Arrêter cette campagne', 'Stop this campaign')}
          consequence={t(
            `${counted(results.waiting, ['lettre ne partira pas', 'lettres ne partiront pas'], ['letter will not leave', 'letters will not leave'])}. Une campagne arrêtée ne reprend pas.`,
            `${counted(results.waiting, ['lettre'], ['letter will not leave', 'letters will not leave'])}. A stopped campaign does not go on.`,
          )}
          onConfirm={() => control.mutateAsync('stop')}
        />
      </span>
      {control.error && <Trouble problem={control.error} />}
    </div>
  );
}
