import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TemplateAnswer, TemplateSaved } from '../../../../src/api/contract/letter-templates.ts';
import { get, send, type Versioned } from '../../api.ts';
import { useEdited } from '../../edited.ts';
import { day } from '../../formats.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Trouble } from '../../parts/states.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { useMay } from '../../session.ts';
import { said, t } from '../../words.ts';
import { TemplatePreview } from './template-preview.tsx';
import { WordsAllowed } from './words-allowed.tsx';

export interface TemplateOfLetterProps {
  readonly path: string;
  readonly seen: Versioned<TemplateAnswer>;
  /** Whose letter the preview shows. */
  readonly client: string;
  readonly onClient: (client: string) => void;
}

/** One template: its text, its versions, and the letter that the text being written would give. */
export function TemplateOfLetter({ path, seen, client, onClient }: TemplateOfLetterProps): ReactElement {
  const { value: template } = seen;
  const mayWrite = useMay('approbateur');
  const edited = useEdited<TemplateAnswer, string>({
    seen,
    address: path,
    read: ({ document }) => document,
    save: async (document, ifMatch) => tellSaved(await send<TemplateSaved>('PUT', path, { document }, { ifMatch })),
    changes: ['/letter-templates', '/campaigns'],
  });
  return (
    <>
      <section className="stack-tight template-editor">
        <p className="soft small">{writtenBy(template)}</p>
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
          value={edited.value}
          onChange={(event) => edited.change(event.currentTarget.value)}
        />
        {edited.problem && <Trouble problem={edited.problem} />}
        <WordsAllowed />
        <Versions path={path} template={template} onTake={mayWrite ? edited.change : undefined} />
        <SaveBar isChanged={edited.isChanged} isBusy={edited.isBusy} onSave={edited.save} onUndo={edited.undo} />
        {edited.theirs && (
          <ConflictDialog
            subject={t('ce modèle', 'this template')}
            fields={[{ title: t('Texte', 'Text'), mine: edited.value, theirs: edited.theirs.value.document }]}
            onKeepMine={edited.keepMine}
            onTakeTheirs={edited.takeTheirs}
            onClose={edited.backToMine}
          />
        )}
      </section>
      <TemplatePreview
        key={seen.version}
        path={path}
        client={client}
        onClient={onClient}
        saved={template.document}
        written={edited.value}
      />
    </>
  );
}

function writtenBy({ version, author, createdAt }: TemplateAnswer): string {
  return version === 0
    ? t('Texte de la maison.', 'The house’s own text.')
    : t(
        `Version ${version}, par ${author}, le ${day(createdAt)}.`,
        `Version ${version}, by ${author}, on ${day(createdAt)}.`,
      );
}

function tellSaved({ isNew, version, warnings }: TemplateSaved): void {
  toast(
    isNew
      ? t(`Version ${version} enregistrée.`, `Version ${version} saved.`)
      : t('Rien de changé : ces mots sont déjà ceux en vigueur.', 'Nothing changed: these words are in use already.'),
  );
  for (const warning of warnings) toast(said(warning), { stays: true });
}

interface VersionsProps {
  readonly path: string;
  readonly template: TemplateAnswer;
  /** Takes the text of an earlier version into the field; undefined for who may not write. */
  readonly onTake: ((document: string) => void) | undefined;
}

function Versions({ path, template, onTake }: VersionsProps): ReactElement | null {
  if (template.versions.length === 0) return null;
  const take = (version: number) =>
    void get<TemplateAnswer>(path, { version })
      .then(({ document }) => onTake?.(document))
      .catch(toastProblem);
  return (
    <details>
      <summary>{t('Versions', 'Versions')}</summary>
      <ul className="plain-list">
        {template.versions.map((one) => (
          <li key={one.version}>
            v{one.version} · {one.author} · {day(one.createdAt)}{' '}
            {onTake && one.version !== template.version && (
              <button type="button" className="link-button" onClick={() => take(one.version)}>
                {t('reprendre ce texte', 'take this text again')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
