/** The queue of what waits for a yes: read, decided by a key each, whole segments at once, and taken back. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type {
  ApprovalDone,
  ApprovalGiven,
  ApprovalSummary,
  Foreseen,
  QueuedClient,
  QueueItem,
  QueueState,
} from '../../../src/api/contract/approvals.ts';
import { oneOf, type Search, useFilters } from '../address.ts';
import { to, withFilters } from '../addresses.ts';
import { send } from '../api.ts';
import { count, euros, roundEuros } from '../formats.ts';
import { itemStateWord, nameOf, scenarios, toneOfItem } from '../list-words.ts';
import { scenarioWord, segmentWord, segmentNames } from '../estate-words.ts';
import { BottleCount } from '../parts/bottle-count.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Filters, FilterSelect, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink, useGo } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateLine } from '../parts/state-line.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Empty, Trouble, Waiting } from '../parts/states.tsx';
import { toast, toastProblem } from '../parts/toasts.tsx';
import { readAgain, useApi, useList } from '../queries.ts';
import { useMay } from '../session.ts';
import { useShortcuts } from '../shortcuts.ts';
import { counted, said, t } from '../words.ts';
import './validation.css';

const states: readonly QueueState[] = ['pending', 'blocked', 'approved', 'rejected', 'flagged'];

function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    state: oneOf(search['state'], states) ?? ('pending' as const),
    segment: oneOf(search['segment'], segmentNames),
    scenario: oneOf(search['scenario'], scenarios),
  };
}

export function ValidationPage(): ReactElement {
  const summary = useApi<ApprovalSummary>('/approvals/summary');
  return (
    <>
      <PageTitle
        question={t('Qu’attend-on de votre accord ?', 'What waits for your approval?')}
        answer={summary.data && answerOf(summary.data)}
      />
      <Answer of={summary} lines={8}>
        {(found) => (found.asOf === null ? <NothingYet /> : <Deciding summary={found} />)}
      </Answer>
    </>
  );
}

function NothingYet(): ReactElement {
  return (
    <Empty title={t('Aucune recommandation à valider', 'No recommendation to approve')}>
      {t(
        'Elles sont préparées chaque lundi, après l’import de vos fichiers.',
        'They are prepared each Monday, after your files are imported.',
      )}{' '}
      <GoLink to={to.imports()}>{t('Déposer les fichiers', 'Drop the files')}</GoLink>
    </Empty>
  );
}

function answerOf({ counts }: ApprovalSummary): string {
  const { pendingClients, blockedClients, approved } = counts;
  if (pendingClients === 0 && blockedClients === 0) {
    return approved === 0
      ? t('Rien n’attend votre accord.', 'Nothing waits for your approval.')
      : t('Tout est décidé pour cette semaine.', 'Everything is decided for this week.');
  }
  const waits = counted(
    pendingClients,
    ['liste de vins attend votre accord', 'listes de vins attendent votre accord'],
    ['list of wines waits for your approval', 'lists of wines wait for your approval'],
  );
  const stopped = counted(
    blockedClients,
    ['est arrêtée par le contrôle', 'sont arrêtées par le contrôle'],
    ['is stopped by the audit', 'are stopped by the audit'],
  );
  return blockedClients === 0 ? `${waits}.` : t(`${waits} ; ${stopped}.`, `${waits}; ${stopped}.`);
}

function Deciding({ summary }: { readonly summary: ApprovalSummary }): ReactElement {
  const mayDecide = useMay('approbateur') && summary.rules.mayYouApprove;
  return (
    <div className="stack">
      <Rules summary={summary} />
      <Drafts summary={summary} />
      {mayDecide && <Segments summary={summary} />}
      <Queue summary={summary} mayDecide={mayDecide} />
    </div>
  );
}

/** Who may say yes, and what holds the many back. */
function Rules({ summary }: { readonly summary: ApprovalSummary }): ReactElement {
  const { rules, gate } = summary;
  return (
    <div className="stack-tight prose">
      <p className="soft">
        {rules.needsFourEyes
          ? t(
              `Quatre yeux : ${rules.people.join(', ')} valident, et qui a préparé une campagne ne la valide pas.`,
              `Four eyes: ${rules.people.join(', ')} approve, and nobody approves a campaign they prepared.`,
            )
          : t(
              `Vous validez sans second regard : pour valider en bloc, vous taperez un nombre ; une campagne attend ensuite ${rules.delayMinutes} minutes.`,
              `You approve without a second pair of eyes: to approve many at once you type a number; a campaign then waits ${rules.delayMinutes} minutes.`,
            )}
      </p>
      {!rules.mayYouApprove && (
        <StateLine tone="quiet">
          {t('Votre nom ne figure pas parmi ceux qui valident.', 'Your name is not among those who approve.')}
        </StateLine>
      )}
      {gate === null && (
        <StateLine tone="stopped">
          {t('Ces listes n’ont pas encore été contrôlées.', 'These lists have not been audited yet.')}
        </StateLine>
      )}
      {gate && !gate.isOpen && (
        <StateLine tone="stopped">
          {t(
            `Le contrôle n’admet que ${count(gate.eligible)} clients sur ${count(gate.clients)} : cette semaine se valide client par client.`,
            `The audit admits only ${count(gate.eligible)} clients of ${count(gate.clients)}: this week is approved client by client.`,
          )}{' '}
          <GoLink to={to.quality()}>{t('Voir le contrôle', 'See the audit')}</GoLink>
        </StateLine>
      )}
    </div>
  );
}

function Drafts({ summary }: { readonly summary: ApprovalSummary }): ReactElement | null {
  if (summary.campaigns.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{t('Campagnes à relire et à valider', 'Campaigns to read and approve')}</h2>
      <ul className="plain-list stack-tight">
        {summary.campaigns.map((draft) => (
          <li key={draft.campaignId} className="row">
            <GoLink to={to.campaign(draft.campaignId)}>{draft.name}</GoLink>
            <span>{counted(draft.letters, ['lettre'], ['letter'])}</span>
            <span className="soft">{t(`préparée par ${draft.author}`, `prepared by ${draft.author}`)}</span>
            <StateWord tone={draft.isBlocked ? 'stopped' : draft.findings > 0 ? 'waits' : 'done'}>
              {draft.isBlocked
                ? t('bloquée par la relecture', 'blocked by the linter')
                : draft.findings > 0
                  ? counted(draft.findings, ['remarque de la relecture', 'remarques de la relecture'], ['remark'])
                  : t('relecture sans remarque', 'nothing found by the linter')}
            </StateWord>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A whole segment at once, each with its number. */
function Segments({ summary }: { readonly summary: ApprovalSummary }): ReactElement | null {
  const [asked, setAsked] = useState<Pick<ApprovalGiven, 'scope' | 'segment'>>();
  const waiting = summary.bySegment.filter(({ pendingClients }) => pendingClients > 0);
  if (waiting.length === 0 || summary.gate?.isOpen !== true) return null;
  return (
    <section className="stack-tight">
      <h2>{t('Valider un segment entier', 'Approve a whole segment')}</h2>
      <ul className="plain-list segment-rows">
        {waiting.map(({ segment, pendingClients }) => (
          <li key={segment}>
            <GoLink to={withFilters(to.validation(), { segment })}>{segmentWord(segment)}</GoLink>
            <Button size="sm" variant="default" onClick={() => setAsked({ scope: 'segment', segment })}>
              {t(`Valider ${listsFr(pendingClients)}`, `Approve ${listsEn(pendingClients)}`)}
              <span className="only-read-aloud"> {segmentWord(segment)}</span>
            </Button>
          </li>
        ))}
        <li>
          <strong>{t('Toute la semaine', 'The whole week')}</strong>
          <Button size="sm" onClick={() => setAsked({ scope: 'run' })}>
            {t(
              `Valider ${listsFr(summary.counts.pendingClients)}`,
              `Approve ${listsEn(summary.counts.pendingClients)}`,
            )}
          </Button>
        </li>
      </ul>
      {asked && <ApproveMany what={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function listsFr(clients: number): string {
  return `${count(clients)}\u00a0${clients < 2 ? 'liste' : 'listes'}`;
}

function listsEn(clients: number): string {
  return `${count(clients)}\u00a0${clients === 1 ? 'list' : 'lists'}`;
}

/** What the yes would cover is counted before it is asked; alone, one types the number. */
function ApproveMany({
  what,
  onClose,
}: {
  readonly what: Pick<ApprovalGiven, 'scope' | 'segment'>;
  readonly onClose: () => void;
}): ReactElement {
  const foreseen = useApi<Foreseen>('/approvals/foresee', { scope: what.scope, segment: what.segment });
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Error>();
  const [isBusy, setIsBusy] = useState(false);
  const queries = useQueryClient();
  const { data } = foreseen;
  const approve = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      const done = await send<ApprovalDone>('POST', '/approvals', {
        ...what,
        decision: 'approved',
        ...(typed === '' ? {} : { confirmation: typed.trim() }),
      });
      tellDone(done, () => void undo(done.approvalId).then(() => readAgain(queries, ['/approvals'])));
      await readAgain(queries, ['/approvals', '/recommendations', '/campaigns']);
      onClose();
    } catch (thrown) {
      setProblem(asError(thrown));
      setIsBusy(false);
    }
  };
  const effect = data
    ? t(`Valider ${listsFr(data.clientCount)}`, `Approve ${listsEn(data.clientCount)}`)
    : t('Valider', 'Approve');
  const mustType = data?.confirmation ?? null;
  return (
    <Dialog
      title={`${effect}${t(' ?', '?')}`}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Ne rien faire', 'Do nothing')}
          </Button>
          <Button
            loading={isBusy}
            disabled={!data || (mustType !== null && typed.trim() !== mustType)}
            onClick={() => void approve()}
          >
            {effect}
          </Button>
        </>
      }
    >
      {foreseen.error && <Trouble problem={foreseen.error} />}
      {!data && !foreseen.error && <Waiting lines={3} />}
      {data && (
        <div className="stack-tight">
          <p>
            {what.segment === undefined
              ? t('Toute la semaine.', 'The whole week.')
              : t(`Segment « ${segmentWord(what.segment)} ».`, `Segment “${segmentWord(what.segment)}”.`)}{' '}
            {t(
              `${counted(data.itemCount, ['vin proposé', 'vins proposés'], ['wine'])} à ${counted(data.clientCount, ['client'], ['client'])}. Leurs bouteilles sont mises de côté ; rien ne part.`,
              `${counted(data.itemCount, ['vin'], ['wine'])} for ${counted(data.clientCount, ['client'], ['client'])}. Their bottles are set aside; nothing leaves.`,
            )}
          </p>
          <LeftOut leftOut={data.leftOut} />
          {mustType !== null && (
            <TextInput
              label={t(
                `Vous validez sans second regard. Pour confirmer, tapez : ${mustType}`,
                `You approve without a second pair of eyes. To confirm, type: ${mustType}`,
              )}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {problem && <Trouble problem={problem} />}
        </div>
      )}
    </Dialog>
  );
}

function LeftOut({ leftOut }: Pick<Foreseen, 'leftOut'>): ReactElement | null {
  const { notEligible, noBottles, decided } = leftOut;
  const lines = [
    notEligible > 0 &&
      t(
        `${counted(notEligible, ['vin'], ['wine'])} sans validation : le contrôle a trouvé une erreur.`,
        `${counted(notEligible, ['vin'], ['wine'])} not approved: the audit found an error.`,
      ),
    noBottles > 0 &&
      t(
        `${counted(noBottles, ['vin'], ['wine'])} sans validation : les bouteilles sont déjà promises.`,
        `${counted(noBottles, ['vin'], ['wine'])} not approved: the bottles are promised already.`,
      ),
    decided > 0 &&
      t(
        `${counted(decided, ['vin refusé ou mis de côté le reste', 'vins refusés ou mis de côté le restent'], ['wine'])}.`,
        `${counted(decided, ['vin'], ['wine'])} rejected or set aside stay so.`,
      ),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <ul className="soft">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What a person did here to a client of the queue: the row stays where it is, so that nothing moves under the hand. */
interface Done {
  readonly decision: ApprovalGiven['decision'];
  readonly approvalIds: readonly string[];
}

type Asking = { readonly client: QueuedClient; readonly decision: 'rejected' | 'flagged'; readonly rank?: number };

function Queue({
  summary,
  mayDecide,
}: {
  readonly summary: ApprovalSummary;
  readonly mayDecide: boolean;
}): ReactElement {
  const [filters, change] = useFilters(readFilters);
  const list = useList<QueuedClient>('/approvals/queue', { ...filters, limit: 20 });
  return (
    <section className="stack-tight">
      <h2>{t('Client par client', 'Client by client')}</h2>
      <Filters
        onClear={
          filters.q !== '' || filters.segment || filters.scenario
            ? () => change({ q: undefined, segment: undefined, scenario: undefined })
            : undefined
        }
      >
        <SearchBox
          label={t('Chercher un client', 'Search a client')}
          value={filters.q}
          onChange={(q) => change({ q })}
        />
        <FilterSelect
          label={t('Décision', 'Decision')}
          value={filters.state}
          all={t('À décider', 'To decide')}
          options={states.slice(1).map((state) => ({ value: state, label: queueStateWord(state, summary) }))}
          onChange={(state) => change({ state })}
        />
        <FilterSelect
          label={t('Segment', 'Segment')}
          value={filters.segment}
          options={segmentNames.map((value) => ({ value, label: segmentWord(value) }))}
          onChange={(segment) => change({ segment })}
        />
        <FilterSelect
          label={t('Scénario', 'Scenario')}
          value={filters.scenario}
          options={scenarios.map((value) => ({ value, label: scenarioWord(value) }))}
          onChange={(scenario) => change({ scenario })}
        />
      </Filters>
      {list.problem ? (
        <Trouble problem={list.problem} retry={list.retry} />
      ) : list.isLoading ? (
        <Waiting lines={8} />
      ) : list.rows.length === 0 ? (
        <Empty title={t('Personne ici', 'Nobody here')}>
          {t(
            'Aucun client ne répond à ces filtres. Les décisions déjà prises se retrouvent sous « Décision ».',
            'No client answers these filters. Decisions already taken are found under “Decision”.',
          )}
        </Empty>
      ) : (
        <Clients
          key={JSON.stringify(filters)}
          clients={list.rows}
          mayDecide={mayDecide}
          more={list.hasMore ? list.readMore : undefined}
          isLoadingMore={list.isLoadingMore}
        />
      )}
    </section>
  );
}

function queueStateWord(state: QueueState, { counts }: ApprovalSummary): string {
  const words: Readonly<Record<QueueState, string>> = {
    pending: t('À décider', 'To decide'),
    blocked: t(
      `Arrêtées par le contrôle (${counts.blockedClients})`,
      `Stopped by the audit (${counts.blockedClients})`,
    ),
    approved: t('Validées', 'Approved'),
    rejected: t('Refusées', 'Rejected'),
    flagged: t('Mises de côté', 'Set aside'),
  };
  return words[state];
}

interface ClientsProps {
  readonly clients: readonly QueuedClient[];
  readonly mayDecide: boolean;
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

function Clients({ clients, mayDecide, more, isLoadingMore }: ClientsProps): ReactElement {
  const [active, setActive] = useState(0);
  const [done, setDone] = useState<ReadonlyMap<string, Done>>(new Map());
  const [asking, setAsking] = useState<Asking>();
  const place = useRef<HTMLOListElement>(null);
  const wantsFocus = useRef(false);
  const queries = useQueryClient();
  const go = useGo();
  const current = clients[active];

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    place.current?.querySelector<HTMLElement>('[data-active]')?.focus();
  }, [active]);

  const standOn = (index: number) => {
    wantsFocus.current = true;
    const next = Math.min(Math.max(index, 0), clients.length - 1);
    setActive(next);
    if (next === active) place.current?.querySelector<HTMLElement>('[data-active]')?.focus();
    if (more && next > clients.length - 6 && !isLoadingMore) more();
  };
  const keep = (clientCode: string, decided: Done | undefined) =>
    setDone((before) => {
      const after = new Map(before);
      after.delete(clientCode);
      if (decided) after.set(clientCode, decided);
      return after;
    });
  const decide = async (client: QueuedClient, given: Pick<ApprovalGiven, 'decision' | 'reason' | 'rank'>) => {
    const { clientCode } = client;
    const approvalIds: string[] = [];
    for (const scope of scopesOf(client, given)) {
      const answer = await send<ApprovalDone>('POST', '/approvals', { ...scope, clientCode, ...given });
      approvalIds.push(answer.approvalId);
    }
    // One wine left out leaves the others of the client to be decided.
    if (given.rank === undefined) keep(clientCode, { decision: given.decision, approvalIds });
    await readAgain(queries, [given.rank === undefined ? '/approvals/summary' : '/approvals', '/recommendations']);
  };
  const approve = (client: QueuedClient | undefined) => {
    if (!client || !mayDecide || done.has(client.clientCode)) return;
    standOn(clients.indexOf(client) + 1);
    decide(client, { decision: 'approved' }).catch((thrown: unknown) => {
      toastProblem(asError(thrown));
      standOn(clients.indexOf(client));
    });
  };
  const ask = (decision: 'rejected' | 'flagged') => {
    if (current && mayDecide && !done.has(current.clientCode)) setAsking({ client: current, decision });
  };
  const takeBack = async (clientCode: string | undefined) => {
    const last = clientCode ?? [...done.keys()].at(-1);
    const decided = last === undefined ? undefined : done.get(last);
    if (last === undefined || !decided) return;
    try {
      for (const approvalId of decided.approvalIds) await undo(approvalId);
      keep(last, undefined);
      standOn(clients.findIndex((client) => client.clientCode === last));
      await readAgain(queries, ['/approvals/summary', '/recommendations']);
    } catch (thrown) {
      toastProblem(asError(thrown));
    }
  };
  useShortcuts({
    ArrowDown: () => standOn(document.activeElement?.closest('.queue') ? active + 1 : active),
    ArrowUp: () => standOn(active - 1),
    e: () => approve(current),
    x: () => ask('rejected'),
    f: () => ask('flagged'),
    u: () => void takeBack(undefined),
    o: () => current && go(to.client(current.clientCode)),
  });

  return (
    <>
      <ol className="plain-list queue" ref={place}>
        {clients.map((client, index) => (
          <li key={client.clientCode}>
            <ClientSheet
              client={client}
              isActive={index === active}
              done={done.get(client.clientCode)}
              mayDecide={mayDecide}
              onFocus={() => setActive(index)}
              onApprove={() => approve(client)}
              onAsk={(decision, rank) => setAsking({ client, decision, ...(rank === undefined ? {} : { rank }) })}
              onUndo={() => void takeBack(client.clientCode)}
            />
          </li>
        ))}
      </ol>
      {more && (
        <div>
          <Button variant="default" onClick={more} loading={isLoadingMore}>
            {t('Voir la suite', 'Show more')}
          </Button>
        </div>
      )}
      {mayDecide && (
        <p className="queue-hint soft small no-print">
          <kbd>↑</kbd> <kbd>↓</kbd> {t('avancer', 'move')} · <kbd>e</kbd> {t('valider', 'approve')} · <kbd>x</kbd>{' '}
          {t('refuser', 'reject')} · <kbd>f</kbd> {t('mettre de côté', 'set aside')} · <kbd>u</kbd>{' '}
          {t('annuler', 'undo')} · <kbd>o</kbd> {t('ouvrir la fiche', 'open the client')}
        </p>
      )}
      {asking && (
        <WhyNot
          asking={asking}
          onClose={() => setAsking(undefined)}
          onSay={async (reason) => {
            const { client, decision, rank } = asking;
            await decide(client, { decision, reason, ...(rank === undefined ? {} : { rank }) });
            setAsking(undefined);
            standOn(clients.indexOf(client) + (rank === undefined ? 1 : 0));
          }}
        />
      )}
    </>
  );
}

/** The whole list, or wine by wine where one of them was left out before: a yes to the list would bring it back. */
function scopesOf(
  { items }: QueuedClient,
  { decision, rank }: Pick<ApprovalGiven, 'decision' | 'rank'>,
): readonly Pick<ApprovalGiven, 'scope' | 'rank'>[] {
  if (rank !== undefined) return [{ scope: 'item', rank }];
  const isWhole = decision !== 'approved' || items.every(({ state }) => state === items[0]?.state);
  if (isWhole) return [{ scope: 'client' }];
  return items.filter(({ state }) => state === 'pending').map((item) => ({ scope: 'item', rank: item.rank }));
}

interface SheetProps {
  readonly client: QueuedClient;
  readonly isActive: boolean;
  readonly done: Done | undefined;
  readonly mayDecide: boolean;
  readonly onFocus: () => void;
  readonly onApprove: () => void;
  readonly onAsk: (decision: 'rejected' | 'flagged', rank?: number) => void;
  readonly onUndo: () => void;
}

function ClientSheet(props: SheetProps): ReactElement {
  const { client, isActive, done, mayDecide } = props;
  const titleId = `client-${client.clientCode}`;
  return (
    <article
      className="queue-client"
      aria-labelledby={titleId}
      data-active={isActive ? '' : undefined}
      data-decided={done ? '' : undefined}
      tabIndex={isActive ? 0 : -1}
      onFocus={props.onFocus}
    >
      <div className="row-apart">
        <h3 id={titleId}>
          <GoLink to={to.client(client.clientCode)}>{nameOf(client)}</GoLink>{' '}
          <span className="soft small">
            {segmentWord(client.segment)} · {roundEuros(client.netHt)} {t('HT', 'excl. VAT')}
          </span>
        </h3>
        {done ? (
          <span className="row" role="status">
            <StateWord tone={toneOfItem[done.decision]}>{itemStateWord(done.decision)}</StateWord>
            <button type="button" className="link-button" onClick={props.onUndo}>
              {t('Annuler', 'Undo')}
            </button>
          </span>
        ) : (
          <AuditWord client={client} />
        )}
      </div>
      <ul className="plain-list queue-wines">
        {client.items.map((item) => (
          <Wine
            key={item.rank}
            item={item}
            onDrop={mayDecide && !done ? () => props.onAsk('rejected', item.rank) : null}
          />
        ))}
      </ul>
      {client.findings.map((finding) => (
        <p key={`${finding.code}-${finding.rank}`} className="small queue-finding" data-severity={finding.severity}>
          {finding.severity === 'error' ? t('Erreur : ', 'Error: ') : t('À savoir : ', 'Note: ')}
          {said(finding)}
        </p>
      ))}
      {mayDecide && !done && (
        <div className="row no-print">
          {client.isEligible && (
            <Button size="sm" onClick={props.onApprove}>
              {t('Valider', 'Approve')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={() => props.onAsk('rejected')}>
            {t('Refuser…', 'Reject…')}
          </Button>
          <Button size="sm" variant="default" onClick={() => props.onAsk('flagged')}>
            {t('Mettre de côté…', 'Set aside…')}
          </Button>
        </div>
      )}
    </article>
  );
}

function AuditWord({ client }: { readonly client: QueuedClient }): ReactElement {
  if (client.auditScore === null)
    return <StateWord tone="quiet">{t('pas encore contrôlé', 'not audited yet')}</StateWord>;
  if (!client.isEligible)
    return <StateWord tone="stopped">{t('arrêté par le contrôle', 'stopped by the audit')}</StateWord>;
  return client.findings.length === 0 ? (
    <StateWord tone="done">{t('contrôle sans remarque', 'audit: nothing to say')}</StateWord>
  ) : (
    <StateWord tone="waits">
      {t(`contrôle : ${client.auditScore} sur 100`, `audit: ${client.auditScore} of 100`)}
    </StateWord>
  );
}

function Wine({ item, onDrop }: { readonly item: QueueItem; readonly onDrop: (() => void) | null }): ReactElement {
  return (
    <li className="queue-wine">
      <span>
        <GoLink to={to.wine(item.wineKey)} className="wine-name">
          {item.label}
        </GoLink>{' '}
        <span className="soft small">{scenarioWord(item.scenario)}</span>
        {item.state !== 'pending' && (
          <>
            {' '}
            <StateWord tone={toneOfItem[item.state]}>{stateOf(item)}</StateWord>
          </>
        )}
      </span>
      <span className="row">
        {item.promisedBottles !== null && item.promisedBottles > 0 && <BottleCount bottles={item.promisedBottles} />}
        <span className="number">{euros(item.prixTtc)}</span>
        {onDrop && item.state === 'pending' && (
          <button type="button" className="link-button small no-print" onClick={onDrop}>
            {t('Écarter ce vin', 'Leave this wine out')}
            <span className="only-read-aloud"> {item.label}</span>
          </button>
        )}
      </span>
      <span className="queue-reason">{item.reason}</span>
    </li>
  );
}

function stateOf({ state, decidedBy, decisionReason }: QueueItem): string {
  const by = decidedBy === null ? '' : t(` par ${decidedBy}`, ` by ${decidedBy}`);
  return `${itemStateWord(state)}${by}${decisionReason === null ? '' : ` (${decisionReason})`}`;
}

/** A no, or a "later", says why: the reason is read again at the next run. */
function WhyNot({
  asking,
  onSay,
  onClose,
}: {
  readonly asking: Asking;
  readonly onSay: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const [reason, setReason] = useState('');
  const name = nameOf(asking.client);
  const wine = asking.client.items.find(({ rank }) => rank === asking.rank)?.label;
  const subject = wine === undefined ? name : `${wine} (${name})`;
  const isRejection = asking.decision === 'rejected';
  const usual = isRejection
    ? [
        t('Déjà servi récemment', 'Served recently'),
        t('Ce vin ne lui convient pas', 'This wine does not suit them'),
        t('Nous préférons l’appeler', 'We prefer to call'),
      ]
    : [t('À revoir avec le caviste', 'To see with the cellar'), t('Prix à vérifier', 'Price to check')];
  return (
    <Dialog
      title={
        isRejection
          ? t(`Pourquoi refuser ${subject} ?`, `Why reject ${subject}?`)
          : t(`Pourquoi mettre ${subject} de côté ?`, `Why set ${subject} aside?`)
      }
      onClose={onClose}
      actions={
        <Button variant="default" onClick={onClose}>
          {t('Ne rien faire', 'Do nothing')}
        </Button>
      }
    >
      <Form
        action={isRejection ? t('Refuser', 'Reject') : t('Mettre de côté', 'Set aside')}
        onSubmit={() => onSay(reason)}
      >
        <Textarea
          label={t('La raison', 'The reason')}
          description={t('Elle sera relue au prochain passage.', 'It is read again at the next run.')}
          required
          rows={2}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <span className="row">
          {usual.map((words) => (
            <button key={words} type="button" className="link-button" onClick={() => setReason(words)}>
              {words}
            </button>
          ))}
        </span>
      </Form>
    </Dialog>
  );
}

function tellDone({ clientCount }: ApprovalDone, takeBack: () => void): void {
  toast(t(`${listsFr(clientCount)} validées.`, `${listsEn(clientCount)} approved.`), { undo: takeBack });
}

function undo(approvalId: string): Promise<unknown> {
  return send('DELETE', `/approvals/${approvalId}`);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
