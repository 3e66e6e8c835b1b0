/** The words of the letters: each kind's template, edited, saved as a next version, and seen as a client would get them. */
import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TemplateAnswer, TemplateListedAnswer } from '../../../src/api/contract/letter-templates.ts';
import { oneOf, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { kindWord, letterKinds } from '../list-words.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer } from '../parts/states.tsx';
import { type Page, useApi, useVersioned } from '../queries.ts';
import { t } from '../words.ts';
import { TemplateOfLetter } from './letter-templates/template-of-letter.tsx';
import './letter-templates.css';

const languages = ['fr', 'en'] as const;

export function LetterTemplatesPage(): ReactElement {
  const [{ kind, language, client }, change] = useFilters((search) => ({
    kind: oneOf(search['genre'], letterKinds) ?? ('rebuy' as const),
    language: oneOf(search['langue'], languages) ?? ('fr' as const),
    client: search['client'] ?? '',
  }));
  const list = useApi<Page<TemplateListedAnswer>>('/letter-templates');
  const path = `/letter-templates/${kind}/${language}`;
  const template = useVersioned<TemplateAnswer>(path);
  return (
    <>
      <PageTitle
        question={t('Que disent vos lettres ?', 'What do your letters say?')}
        answer={t(
          'Chaque version enregistrée demande une nouvelle validation des campagnes qui s’en servent.',
          'Each saved version asks for a new approval of the campaigns that use it.',
        )}
        back={{ to: to.campaigns(), title: t('Campagnes', 'Campaigns') }}
      />
      <div className="stack">
        <div className="row">
          <NativeSelect
            label={t('Lettre', 'Letter')}
            value={kind}
            onChange={(event) => change({ genre: event.currentTarget.value })}
            data={letterKinds.map((value) => ({
              value,
              label: `${kindWord(value)}${ownMark(list.data, value, language)}`,
            }))}
          />
          <NativeSelect
            label={t('Langue', 'Language')}
            value={language}
            onChange={(event) => change({ langue: event.currentTarget.value })}
            data={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <Answer of={template} lines={12}>
          {(seen) => (
            <TemplateOfLetter
              key={path}
              path={path}
              seen={seen}
              client={client}
              onClient={(code) => change({ client: code })}
            />
          )}
        </Answer>
      </div>
    </>
  );
}

function ownMark(list: Page<TemplateListedAnswer> | undefined, kind: string, language: string): string {
  const own = list?.items.find((one) => one.kind === kind && one.language === language && one.version > 0);
  return own ? ` (v${own.version})` : '';
}
