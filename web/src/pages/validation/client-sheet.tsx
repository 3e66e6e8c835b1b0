import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { QueuedClient, QueueItem } from '../../../../src/api/contract/approvals.ts';
import { to } from '../../addresses.ts';
import { scenarioWord, segmentWord } from '../../estate-words.ts';
import { euros, roundEuros } from '../../formats.ts';
import { itemStateWord, nameOf, toneOfItem } from '../../list-words.ts';
import { BottleCount } from '../../parts/bottle-count.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { said, t } from '../../words.ts';
import type { Decided } from './decisions.ts';

interface SheetProps {
  readonly client: QueuedClient;
  readonly isActive: boolean;
  readonly done: Decided | undefined;
  readonly mayDecide: boolean;
  readonly onFocus: () => void;
  readonly onApprove: () => void;
  readonly onAsk: (decision: 'rejected' | 'flagged', rank?: number) => void;
  readonly onUndo: () => void;
}

/** One client of the queue: their wines with the reason, what the audit says, and the three answers. */
export function ClientSheet(props: SheetProps): ReactElement {
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
          <WineOffered
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

function WineOffered({
  item,
  onDrop,
}: {
  readonly item: QueueItem;
  readonly onDrop: (() => void) | null;
}): ReactElement {
  return (
    <li className="queue-wine">
      <span>
        <GoLink to={to.wine(item.wineKey)} className="wine-name" lang="fr">
          {item.label}
        </GoLink>{' '}
        <span className="soft small">{scenarioWord(item.scenario)}</span>
        {item.state !== 'pending' && (
          <>
            {' '}
            <StateWord tone={toneOfItem[item.state]}>{decisionWords(item)}</StateWord>
          </>
        )}
      </span>
      <span className="row">
        {item.promisedBottles !== null && item.promisedBottles > 0 && <BottleCount bottles={item.promisedBottles} />}
        <span className="number">{euros(item.prixTtc)}</span>
        {onDrop && item.state === 'pending' && (
          <button type="button" className="link-button small no-print" onClick={onDrop}>
            {t('Écarter ce vin', 'Leave this wine out')}
            <span className="only-read-aloud" lang="fr">
              {' '}
              {item.label}
            </span>
          </button>
        )}
      </span>
      <span className="queue-reason" lang="fr">
        {item.reason}
      </span>
    </li>
  );
}

function decisionWords({ state, decidedBy, decisionReason }: QueueItem): string {
  const by = decidedBy === null ? '' : t(` par ${decidedBy}`, ` by ${decidedBy}`);
  return `${itemStateWord(state)}${by}${decisionReason === null ? '' : ` (${decisionReason})`}`;
}
