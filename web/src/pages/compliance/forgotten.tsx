import type { ReactElement } from 'react';
import type { Erasure } from '../../../../src/api/contract/compliance.ts';
import { instant } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { useList } from '../../queries.ts';
import { t } from '../../words.ts';

/** The people who were forgotten, under their pseudonyms. */
export function Forgotten(): ReactElement {
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
              'Pour oublier une personne qui le demande : « Ses droits », au bas de sa page.',
              'To forget a person who asks: “Their rights”, at the foot of their page.',
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
