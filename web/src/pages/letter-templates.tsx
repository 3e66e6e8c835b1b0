/** The words of the letters: read, edited, saved as a next version, and seen as a client would get them. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type {
  TemplateAnswer,
  TemplateListedAnswer,
  TemplatePreviewAnswer,
  TemplateSaved,
  TemplateWords,
} from '../../../src/api/contract/letter-templates.ts';
import { oneOf, useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { ApiProblem, apiAddress, get, send } from '../api.ts';
import { day } from '../formats.ts';
import { kindWord, letterKinds } from '../list-words.ts';
import { ConflictDialog, isConflict } from '../parts/conflict-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { StateLine } from '../parts/state-line.tsx';
import { Answer, Trouble } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useApi, useVersioned, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { said, t } from '../words.ts';
import '../parts/filters.css';
import './campaigns.css';

const languages = ['fr', 'en'] as const;

export function LetterTemplatesPage(): ReactElement {
  const [filters, change] = useFilters((search) => ({
    kind: oneOf(search['genre'], letterKinds) ?? ('rebuy' as const),
    language: oneOf(search['langue'], languages) ?? ('fr' as const),
    client: search['client'] ?? '',
  }));
  const list = useApi<{ readonly items: readonly TemplateListedAnswer[] }>('/letter-templates');
  const { kind, language } = filters;
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
          {({ value, version }) => (
            <Editor key={`${path} ${value.version}`} path={path} template={value} version={version} />
          )}
        </Answer>
        <Preview key={path} path={path} client={filters.client} onClient={(client) => change({ client })} />
      </div>
    </>
  );
}

function ownMark(
  list: { readonly items: readonly TemplateListedAnswer[] } | undefined,
  kind: string,
  language: string,
): string {
  const own = list?.items.find((one) => one.kind === kind && one.language === language && one.version > 0);
  return own ? ` (v${own.version})` : '';
}

interface EditorProps {
  readonly path: string;
  readonly template: TemplateAnswer;
  readonly version: string | undefined;
}

function Editor({ path, template, version }: EditorProps): ReactElement {
  const [document, setDocument] = useState(template.document);
  const [problem, setProblem] = useState<Error>();
  const [conflict, setConflict] = useState<TemplateAnswer>();
  const mayWrite = useMay('approbateur');
  const save = useWrite(
    (ifMatch: string | undefined) => send<TemplateSaved>('PUT', path, { document }, { ifMatch }),
    ['/letter-templates', path, '/campaigns'],
  );
  const submit = async (ifMatch: string | undefined) => {
    setProblem(undefined);
    try {
      const saved = await save.mutateAsync(ifMatch);
      setConflict(undefined);
      toast(
        saved.isNew
          ? t(`Version ${saved.version} enregistrée.`, `Version ${saved.version} saved.`)
          : t(
              'Rien de changé : ces mots sont déjà ceux en vigueur.',
              'Nothing changed: these words are in use already.',
            ),
      );
      for (const warning of saved.warnings) toast(said(warning), { stays: true });
    } catch (thrown) {
      if (isConflict(thrown)) setConflict(await currentOf(path));
      else setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  };
  return (
    <section className="stack-tight template-editor">
      <p className="soft small">
        {template.version === 0
          ? t('Texte de la maison.', 'The house’s own text.')
          : t(
              `Version ${template.version}, par ${template.author}, le ${day(template.createdAt)}.`,
              `Version ${template.version}, by ${template.author}, on ${day(template.createdAt)}.`,
            )}
      </p>
      <Textarea
        label={t('Le texte du modèle', 'The text of the template')}
        description={t(
          'objet, aperçu, titre, ouverture, fermeture, bouton. Ce qui est entre {{ }} se remplit pour chaque client.',
          'objet, aperçu, titre, ouverture, fermeture, bouton. What stands between {{ }} is filled in for each client.',
        )}
        rows={18}
        readOnly={!mayWrite}
        spellCheck
        lang={template.language}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
      {problem && (
        <Trouble problem={problem} {...(problem instanceof ApiProblem ? {} : { retry: () => void submit(version) })} />
      )}
      <Words />
      {template.versions.length > 0 && (
        <details>
          <summary>{t('Versions', 'Versions')}</summary>
          <ul className="plain-list">
            {template.versions.map((one) => (
              <li key={one.version}>
                v{one.version} · {one.author} · {day(one.createdAt)}{' '}
                {mayWrite && one.version !== template.version && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => void currentOf(path, one.version).then((old) => setDocument(old.document))}
                  >
                    {t('reprendre ce texte', 'take this text again')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <SaveBar
        isChanged={document !== template.document}
        isBusy={save.isPending}
        onSave={() => void submit(version)}
        onUndo={() => setDocument(template.document)}
      />
      {conflict && (
        <ConflictDialog
          subject={t('ce modèle', 'this template')}
          fields={[{ title: t('Texte', 'Text'), mine: document, theirs: conflict.document }]}
          onKeepMine={() => void submit(`"${conflict.version}"`)}
          onTakeTheirs={() => {
            setDocument(conflict.document);
            setConflict(undefined);
          }}
          onClose={() => setConflict(undefined)}
        />
      )}
    </section>
  );
}

function currentOf(path: string, version?: number): Promise<TemplateAnswer> {
  return get<TemplateAnswer>(path, { version });
}

function Words(): ReactElement {
  const words = useApi<TemplateWords>('/letter-templates/words');
  return (
    <details>
      <summary>{t('Les mots que vous pouvez employer', 'The words you may use')}</summary>
      <Answer of={words} lines={6}>
        {({ variables, filters }) => (
          <dl className="facts template-words small" tabIndex={0}>
            {variables.map(({ name, meaning }) => (
              <WordOf key={name} word={`{{ ${name} }}`} meaning={meaning} />
            ))}
            {filters.map(({ name, meaning }) => (
              <WordOf key={name} word={`| ${name}`} meaning={meaning} />
            ))}
          </dl>
        )}
      </Answer>
    </details>
  );
}

function WordOf({ word, meaning }: { readonly word: string; readonly meaning: string }): ReactElement {
  return (
    <>
      <dt>
        <code>{word}</code>
      </dt>
      <dd>{meaning}</dd>
    </>
  );
}

interface PreviewProps {
  readonly path: string;
  readonly client: string;
  readonly onClient: (client: string) => void;
}

/** The saved template, filled in for a client of one's choice. */
function Preview({ path, client, onClient }: PreviewProps): ReactElement {
  const [code, setCode] = useState(client);
  const preview = useApi<TemplatePreviewAnswer>(client === '' ? undefined : `${path}/preview`, { client });
  return (
    <section className="stack-tight">
      <h2>{t('Comme un client la lirait', 'As a client would read it')}</h2>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          onClient(code.trim());
        }}
      >
        <TextInput
          label={t('Code du client', 'Client code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('Voir sa lettre', 'See their letter')}
        </Button>
      </form>
      {client !== '' && (
        <Answer of={preview} lines={8}>
          {({ subject, text, findings }) => (
            <div className="stack-tight">
              <p>
                <strong>{subject}</strong>
              </p>
              {findings.map((finding) => (
                <StateLine key={finding.sentence.fr} tone={finding.severity === 'block' ? 'stopped' : 'waits'}>
                  {said(finding.sentence)}
                </StateLine>
              ))}
              <iframe
                className="letter-frame"
                sandbox=""
                title={t('La lettre', 'The letter')}
                src={apiAddress(`${path}/preview/page`, { client })}
              />
              <details>
                <summary>{t('La même en texte simple', 'The same as plain text')}</summary>
                <pre className="letter-text">{text}</pre>
              </details>
            </div>
          )}
        </Answer>
      )}
    </section>
  );
}
