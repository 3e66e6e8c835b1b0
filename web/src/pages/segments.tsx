/** Where the clients are, by segment, by score, by likeness and by rhythm, and where they are going. */
import type { ReactElement } from 'react';
import type { Segments } from '../../../src/api/contract/segments.ts';
import { day } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { counted, t } from '../words.ts';
import { BySegment } from './segments/by-segment.tsx';
import { Groups } from './segments/groups.tsx';
import { HeatMap } from './segments/heat-map.tsx';
import { Movement } from './segments/movement.tsx';
import { Rhythms } from './segments/rhythms.tsx';
import './segments.css';

export function SegmentsPage(): ReactElement {
  const segments = useApi<Segments>('/segments');
  return (
    <>
      <PageTitle
        question={t('Où sont vos clients, et où vont-ils ?', 'Where are your clients, and where are they going?')}
        answer={segments.data && lead(segments.data)}
      />
      <Answer of={segments} lines={14}>
        {(found) =>
          found.clientCount === 0 ? (
            <Empty title={t('Pas encore de segments', 'No segments yet')}>
              {t('Ils se forment après le premier import des ventes.', 'They form after the first import of sales.')}
            </Empty>
          ) : (
            <>
              <BySegment found={found} />
              <HeatMap found={found} />
              <Movement found={found} />
              <Groups found={found} />
              <Rhythms found={found} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function lead({ asOf, clientCount }: Segments): string | undefined {
  if (asOf === null) return undefined;
  const clients = counted(clientCount, ['client'], ['client']);
  return t(
    `${clients} au ${day(asOf)}. Chaque nombre mène à la liste ; là, « Enregistrer comme audience » les garde pour une campagne.`,
    `${clients} on ${day(asOf)}. Each number leads to the list; there, "Save as audience" keeps them for a campaign.`,
  );
}
