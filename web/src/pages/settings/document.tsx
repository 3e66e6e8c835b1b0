/** All settings as one document, for whoever prefers to write. */
import { Button, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import type { SettingsDocument } from '../../../../src/api/contract/settings.ts';
import { send, type Versioned } from '../../api.ts';
import { useEdited } from '../../edited.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Answer, Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useVersioned } from '../../queries.ts';
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
  const edited = useEdited({
    seen,
    address: '/settings/document',
    read: ({ yaml }) => yaml,
    save: async (yaml, ifMatch) => {
      await send('PUT', '/settings/document', { yaml }, { ifMatch });
      toast(t('Réglages enregistrés.', 'Settings saved.'));
    },
    changes: ['/settings', '/automation', '/journal'],
  });
  return (
    <>
      <Textarea
        label={t('Le document', 'The document')}
        className="document-editor"
        value={edited.value}
        rows={30}
        spellCheck={false}
        onChange={(event) => edited.change(event.currentTarget.value)}
      />
      {edited.problem && <Trouble problem={edited.problem} />}
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
      <SaveBar isChanged={edited.isChanged} isBusy={edited.isBusy} onSave={edited.save} onUndo={edited.undo} />
      {edited.theirs && (
        <ConflictDialog
          subject={t('ces réglages', 'these settings')}
          fields={[{ title: t('Le document', 'The document'), mine: edited.value, theirs: edited.theirs.value.yaml }]}
          onKeepMine={edited.keepMine}
          onTakeTheirs={edited.takeTheirs}
          onClose={edited.backToMine}
        />
      )}
    </>
  );
}
