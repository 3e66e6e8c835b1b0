import type { ReactElement } from 'react';
import type { DataHealth } from '../../../../src/api/contract/data-health.ts';
import { count } from '../../formats.ts';
import { subjectAddress, subjectWord } from '../../import-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { Shape, type Tone } from '../../parts/state-word.tsx';
import { said, t } from '../../words.ts';

type Audit = NonNullable<DataHealth['audit']>;
type Rule = Audit['rules'][number];

/** What the rules flag, each opening on the rows it speaks of. */
export function Rules({ audit }: { readonly audit: Audit }): ReactElement {
  const counting = audit.rules.filter(({ severity }) => severity !== 'information');
  const flagged = counting.filter(({ rowsFlagged }) => rowsFlagged > 0);
  const clean = counting.filter(({ rowsFlagged }) => rowsFlagged === 0);
  const told = audit.rules.filter(({ severity, rowsFlagged }) => severity === 'information' && rowsFlagged > 0);
  return (
    <section className="stack-tight" aria-labelledby="rules">
      <h2 id="rules">{t('Ce qui est à reprendre', 'What is to be mended')}</h2>
      {flagged.length === 0 ? (
        <p>{t('Rien : aucune règle ne signale de ligne.', 'Nothing: no rule flags a row.')}</p>
      ) : (
        <RuleList rules={flagged} />
      )}
      {clean.length > 0 && (
        <p className="soft">
          {t('Rien à redire sur :', 'Nothing to say about:')}{' '}
          {clean.map(({ title }) => said(title).toLowerCase()).join(', ')}.
        </p>
      )}
      {told.length > 0 && (
        <>
          <h2>{t('Bon à savoir', 'Good to know')}</h2>
          <RuleList rules={told} />
        </>
      )}
    </section>
  );
}

function RuleList({ rules }: { readonly rules: readonly Rule[] }): ReactElement {
  return (
    <ul className="plain-list rules">
      {rules.map((rule) => (
        <li key={rule.code}>
          <details>
            <summary>
              <Shape tone={toneOf[rule.severity]} size={18} />
              <span>
                {said(rule.title)} <span className="soft small">{severityWord(rule.severity)}</span>
              </span>
              <span className="number">
                {count(rule.rowsFlagged)}{' '}
                <span className="unit">
                  {t('sur', 'of')} {count(rule.rowsChecked)}
                </span>
              </span>
            </summary>
            <Offenders rule={rule} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function severityWord(severity: Rule['severity']): string {
  if (severity === 'error') return t('important', 'important');
  return severity === 'warning' ? t('à surveiller', 'to watch') : '';
}

function Offenders({ rule }: { readonly rule: Rule }): ReactElement {
  return (
    <ul className="plain-list offenders">
      {rule.worst.length === 0 && <li className="soft">{t('Aucun exemple gardé.', 'No example kept.')}</li>}
      {rule.worst.map((row, place) => {
        const address = subjectAddress(row.subject);
        return (
          <li key={`${place} ${row.subject}`} className="row">
            {address ? (
              <GoLink to={address}>{subjectWord(row.subject)}</GoLink>
            ) : (
              <span>{subjectWord(row.subject)}</span>
            )}
            {row.value !== null && <span>{row.value}</span>}
            {row.fileHash !== null && (
              <Provenance fileName={t('le fichier', 'the file')} fileHash={row.fileHash} line={row.line ?? undefined} />
            )}
          </li>
        );
      })}
      {rule.rowsFlagged > rule.worst.length && rule.worst.length > 0 && (
        <li className="soft small">
          {t(
            `Les ${count(rule.worst.length)} premières sur ${count(rule.rowsFlagged)}.`,
            `The first ${count(rule.worst.length)} of ${count(rule.rowsFlagged)}.`,
          )}
        </li>
      )}
    </ul>
  );
}

const toneOf: Readonly<Record<Rule['severity'], Tone>> = { error: 'stopped', warning: 'waits', information: 'quiet' };
