/** The journey of a week, listed once: the CLI, the API and the scheduler all run this list. */
import { receiveDropped } from './1-raw/receive.ts';
import { stagePending } from './2-staging/stage.ts';
import { curatePending } from './3-curated/curate.ts';
import { checkDrift } from './4-warehouse/drift/check-drift.ts';
import { loadPending } from './4-warehouse/load.ts';
import { refreshCustomer360 } from './5-customer360/refresh.ts';
import { recommend } from './6-recommend/recommend.ts';
import { auditRun } from './7-audit/audit-run.ts';
import { type Sentence, sentence } from './values/sentence.ts';
import type { RunWorld, StepResult } from './world.ts';

export interface Step {
  readonly room: string;
  readonly step: string;
  /** What a person reads while it goes on. */
  readonly title: Sentence;
  readonly run: (world: RunWorld) => Promise<StepResult>;
}

export const journey: readonly Step[] = [
  {
    room: '1-raw',
    step: 'receive',
    title: sentence('Réception des fichiers', 'Receiving files'),
    run: receiveDropped,
  },
  {
    room: '2-staging',
    step: 'stage',
    title: sentence('Lecture', 'Reading'),
    run: stagePending,
  },
  {
    room: '3-curated',
    step: 'curate',
    title: sentence('Nettoyage', 'Cleaning'),
    run: curatePending,
  },
  {
    room: '4-warehouse',
    step: 'check-drift',
    title: sentence('Contrôle des écarts', 'Checking for drift'),
    run: checkDrift,
  },
  {
    room: '4-warehouse',
    step: 'load',
    title: sentence('Mise en entrepôt', 'Loading the warehouse'),
    run: loadPending,
  },
  {
    room: '5-customer360',
    step: 'refresh',
    title: sentence('Fiches clients', 'Client pages'),
    run: refreshCustomer360,
  },
  {
    room: '6-recommend',
    step: 'recommend',
    title: sentence('Recommandations', 'Recommendations'),
    run: recommend,
  },
  {
    room: '7-audit',
    step: 'audit',
    title: sentence('Contrôle des recommandations', 'Auditing the recommendations'),
    run: auditRun,
  },
];
