/** What is wrong now, and what was. */
import type { ReactElement } from 'react';
import type { AlarmAnswer } from '../../../../src/api/contract/house.ts';
import { instant } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { said, t } from '../../words.ts';

export function AlarmsOfEstate(): ReactElement {
  const alarms = useList<AlarmAnswer>('/alarms');
  return (
    <section className="stack">
      <h2>{t('Alertes', 'Alarms')}</h2>
      <p className="soft">
        {t(
          'Une alerte se lève seule, se dit une fois par e-mail, et se baisse seule quand tout va de nouveau bien.',
          'An alarm is raised by itself, told once by e-mail, and cleared by itself once all is well again.',
        )}
      </p>
      <DataTable
        caption={t('Alertes', 'Alarms')}
        list={alarms}
        columns={columns()}
        rowId={(alarm) => alarm.alarmId}
        tone={(alarm) => (alarm.clearedAt === null ? 'stopped' : undefined)}
        noun={{ fr: ['alerte'], en: ['alarm'] }}
        empty={<Empty title={t('Aucune alerte', 'No alarm')}>{t('Tout va bien.', 'All is well.')}</Empty>}
      />
    </section>
  );
}

function columns(): readonly Column<AlarmAnswer>[] {
  return [
    {
      id: 'what',
      title: t('Ce qui s’est passé', 'What happened'),
      cell: (alarm) => (
        <div>
          {said(alarm.sentence)}
          <br />
          <span className="soft small">{said(alarm.nextStep)}</span>
        </div>
      ),
    },
    { id: 'raised', title: t('Depuis', 'Since'), cell: (alarm) => instant(alarm.raisedAt) },
    {
      id: 'state',
      title: t('État', 'State'),
      cell: (alarm) =>
        alarm.clearedAt === null ? (
          <StateWord tone="stopped">{t('à regarder', 'to look at')}</StateWord>
        ) : (
          <StateWord tone="quiet">{t('passée', 'over')}</StateWord>
        ),
    },
  ];
}
