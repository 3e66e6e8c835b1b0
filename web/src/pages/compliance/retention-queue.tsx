import type { ReactElement } from 'react';
import type { Retention } from '../../../../src/api/contract/compliance.ts';
import { to } from '../../addresses.ts';
import { count, day } from '../../formats.ts';
import { nameOf } from '../../list-words.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { listOf, useApi } from '../../queries.ts';
import { counted, t } from '../../words.ts';

/** Who is beyond the time the law gives. */
export function RetentionQueue(): ReactElement {
  const retention = useApi<Retention>('/compliance/retention');
  return (
    <section className="stack-tight">
      <h2>{t('Qui ne peut plus être gardé ?', 'Who may no longer be kept?')}</h2>
      <Answer of={retention} lines={4}>
        {(queue) => <WhoIsDue queue={queue} />}
      </Answer>
    </section>
  );
}

function WhoIsDue({ queue }: { readonly queue: Retention }): ReactElement {
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
        noun={{ fr: ['personne'], en: ['person', 'people'] }}
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
      cell: (person) => <GoLink to={to.client(person.clientCode)}>{nameOf(person)}</GoLink>,
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
