/** Every number of the business with its meaning and its factory value; people, tokens, backups and alarms beside. */
import type { ReactElement } from 'react';
import type { SettingsAnswer } from '../../../src/api/contract/settings.ts';
import { to } from '../addresses.ts';
import type { Versioned } from '../api.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useParam } from '../params.ts';
import { useVersioned } from '../queries.ts';
import { useMay } from '../session.ts';
import { said, t } from '../words.ts';
import { AlarmsOfEstate } from './settings/alarms.tsx';
import { BackupsOfEstate } from './settings/backups.tsx';
import { SendingChecks } from './settings/checks.tsx';
import { DocumentOfSettings } from './settings/document.tsx';
import { People } from './settings/people.tsx';
import { SectionOfSettings } from './settings/section.tsx';
import { TokensOfScripts } from './settings/tokens.tsx';
import './settings/settings.css';

export function SettingsPage(): ReactElement {
  const settings = useVersioned<SettingsAnswer>('/settings');
  const asked = useParam('section');
  return (
    <>
      <PageTitle
        question={t('Comment votre domaine travaille-t-il ?', 'How does your estate work?')}
        answer={settings.data && changedWords(settings.data.value)}
      />
      <Answer of={settings} lines={10}>
        {(seen) => <Frame seen={seen} section={asked === '' ? (seen.value.sections[0]?.id ?? '') : asked} />}
      </Answer>
    </>
  );
}

function changedWords({ sections }: SettingsAnswer): string {
  const changed = sections.flatMap(({ settings }) => settings).filter(({ isChanged }) => isChanged).length;
  if (changed === 0) return t('Tout est encore aux valeurs d’usine.', 'Everything still has its factory value.');
  return t(
    `${changed} réglage${changed > 1 ? 's diffèrent' : ' diffère'} des valeurs d’usine.`,
    `${changed} setting${changed > 1 ? 's differ' : ' differs'} from the factory values.`,
  );
}

function Frame({
  seen,
  section,
}: {
  readonly seen: Versioned<SettingsAnswer>;
  readonly section: string;
}): ReactElement {
  const isAdministrator = useMay('administrateur');
  const others = otherSections().filter((other) => isAdministrator || !other.isForAdministrators);
  return (
    <div className="settings-frame">
      <nav aria-label={t('Rubriques', 'Sections')} className="no-print">
        <ul className="settings-sections">
          {[...seen.value.sections.map(({ id, title }) => ({ id, title: said(title) })), ...others].map(
            ({ id, title }) => (
              <li key={id}>
                <GoLink to={to.settings(id)} aria-current={id === section ? 'page' : undefined}>
                  {title}
                </GoLink>
              </li>
            ),
          )}
        </ul>
      </nav>
      <div className="stack">
        <Content seen={seen} section={section} isAdministrator={isAdministrator} />
      </div>
    </div>
  );
}

function Content({
  seen,
  section,
  isAdministrator,
}: {
  readonly seen: Versioned<SettingsAnswer>;
  readonly section: string;
  readonly isAdministrator: boolean;
}): ReactElement {
  const known = seen.value.sections.find(({ id }) => id === section);
  if (known) {
    return (
      <>
        {section === 'sauvegardes' && <BackupsOfEstate />}
        <SectionOfSettings key={section} section={known} seen={seen} />
        {section === 'campagnes' && isAdministrator && <SendingChecks />}
      </>
    );
  }
  if (section === 'alertes') return <AlarmsOfEstate />;
  if (isAdministrator && section === 'personnes') return <People />;
  if (isAdministrator && section === 'jetons') return <TokensOfScripts />;
  if (isAdministrator && section === 'document') return <DocumentOfSettings />;
  return (
    <Empty title={t('Rien à régler ici', 'Nothing to set here')}>
      {t('Choisissez une rubrique.', 'Choose a section.')}
    </Empty>
  );
}

function otherSections() {
  return [
    { id: 'personnes', title: t('Personnes', 'People'), isForAdministrators: true },
    { id: 'jetons', title: t('Jetons', 'Tokens'), isForAdministrators: true },
    { id: 'alertes', title: t('Alertes', 'Alarms'), isForAdministrators: false },
    { id: 'document', title: t('En un document', 'As a document'), isForAdministrators: true },
  ] as const;
}
