/** What the law asks, and what shows that the estate does it. */
import type { ReactElement } from 'react';
import type { Compliance } from '../../../src/api/contract/compliance.ts';
import { count, share } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { counted, t } from '../words.ts';
import { ConsentRegister } from './compliance/consent-register.tsx';
import { Forgotten } from './compliance/forgotten.tsx';
import { LawOfLetters } from './compliance/law-of-letters.tsx';
import { Registers } from './compliance/registers.tsx';
import { RetentionQueue } from './compliance/retention-queue.tsx';

export function CompliancePage(): ReactElement {
  const compliance = useApi<Compliance>('/compliance');
  return (
    <>
      <PageTitle
        question={t('À qui peut-on écrire, et pourquoi ?', 'Who may be written to, and why?')}
        answer={compliance.data && answerOf(compliance.data)}
      />
      <Answer of={compliance} lines={6}>
        {(known) => <Registers known={known} />}
      </Answer>
      <LawOfLetters />
      <ConsentRegister />
      <RetentionQueue />
      <Forgotten />
    </>
  );
}

function answerOf({ bases }: Compliance): string {
  const all = bases.reduce((sum, { clients }) => sum + clients, 0);
  const reachable = bases.reduce((sum, basis) => sum + basis.reachable, 0);
  if (all === 0) return t('Aucun client encore.', 'No client yet.');
  return t(
    `${counted(reachable, ['client peut', 'clients peuvent'], ['client'])} recevoir une lettre aujourd’hui, sur ${count(all)} (${share(reachable, all)}).`,
    `${counted(reachable, ['client'], ['client'])} may get a letter today, of ${count(all)} (${share(reachable, all)}).`,
  );
}
