/** All settings as one document, for whoever prefers to write. */
import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { SettingsDocument } from '../../../../src/api/contract/settings.ts';
import { getVersioned, send, type Versioned } from '../../api.ts';
import { ConflictDialog, isConflict } from '../../parts/conflict-dialog.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Answer, Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { readAgain, useVersioned } from '../../queries.ts';
import { t } from '../../words.ts';

export function DocumentOfSettings(): ReactElement {
  const document = useVersioned<SettingsDocument>('/settings/document');
  return (
    <section className="stack">
      <h2>{t('Tous les réglages, en un document', 'All settings, in one document')}</h2>
      <p className="soft">
        {t(
          'Le même contenu que les autres rubriques, avec les sources et les règles, en YAML. Rien n’est pris si une valeur n’est pas acceptée.',
          'The same as the other sections, with sources and rules, in YAML. Nothing is taken if a value is not accepted.',
        )}
      </p>
      <Answer of={document} lines={12}>
        {(seen) => <Editor seen={seen} />}
      </Answer>
    </section>
  );
}

function Editor({ seen }: { readonly seen: Versioned<SettingsDocument> }): ReactElement {
  const [draft, setDraft] = useState<{ readonly yaml: string; readonly on: string | undefined }>();
  const yaml = draft?.yaml ?? seen.value.yaml;
  const [problem, setProblem] = useState<Error>();
  const [isBusy, setIsBusy] = useState(false);
  const [theirs, setTheirs] = useState<Versioned<SettingsDocument>>();
  const queries = useQueryClient();
  const save = async (version: string | undefined) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await send('PUT', '/settings/document', { yaml }, { ifMatch: version });
      setTheirs(undefined);
      setDraft(undefined);
      toast(t('Réglages enregistrés.', 'Settings saved.'));
      await readAgain(queries, ['/settings', '/automation', '/journal']);
    } catch (thrown) {
      if (isConflict(thrown)) setTheirs(await getVersioned<SettingsDocument>('/settings/document'));
      else setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
    setIsBusy(false);
  };
  return (
    <>
      <Textarea
        label={t('Le document', 'The document')}
        className="document-editor"
        value={yaml}
        rows={30}
        spellCheck={false}
        onChange={(event) => setDraft({ yaml: event.currentTarget.value, on: draft?.on ?? seen.version })}
      />
      {problem && <Trouble problem={problem} />}
      <span>
        <Button
          variant="default"
          component="a"
          download="reglages.yaml"
          href={`data:text/yaml;charset=utf-8,${encodeURIComponent(seen.value.yaml)}`}
        >
          {t('Enregistrer une copie', 'Save a copy')}
        </Button>
      </span>
      <SaveBar
        isChanged={yaml !== seen.value.yaml}
        isBusy={isBusy}
        onSave={() => void save(draft?.on ?? seen.version)}
        onUndo={() => setDraft(undefined)}
      />
      {theirs && (
        <ConflictDialog
          subject={t('ces réglages', 'these settings')}
          fields={[{ title: t('Le document', 'The document'), mine: yaml, theirs: theirs.value.yaml }]}
          onKeepMine={() => void save(theirs.version)}
          onTakeTheirs={() => {
            setDraft(undefined);
            setTheirs(undefined);
            void readAgain(queries, ['/settings']);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </>
  );
}
