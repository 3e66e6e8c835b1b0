/** One section of settings: every number with its meaning, changed together, and nobody's change lost. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type {
  Setting,
  SettingsAnswer,
  SettingsChange,
  SettingsSection,
} from '../../../../src/api/contract/settings.ts';
import { getVersioned, send, type Versioned } from '../../api.ts';
import { instant } from '../../formats.ts';
import { ConflictDialog, isConflict } from '../../parts/conflict-dialog.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { readAgain } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { counted, said, t } from '../../words.ts';
import { inWords, readText, textOf } from './draft.ts';
import { Field } from './field.tsx';

type Drafts = Readonly<Record<string, string>>;

export function SectionOfSettings({
  section,
  seen,
}: {
  readonly section: SettingsSection;
  readonly seen: Versioned<SettingsAnswer>;
}): ReactElement {
  const mayChange = useMay('administrateur');
  const [drafts, setDrafts] = useState<Drafts>({});
  // The version one began to write on: a re-reading in between must not hide what somebody else saved.
  const [begunOn, setBegunOn] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [theirs, setTheirs] = useState<Versioned<SettingsAnswer>>();
  const queries = useQueryClient();
  const changed = section.settings.filter((setting) => isDrafted(setting, drafts));
  const isWrong = changed.some((setting) => readText(setting, drafts[setting.path] ?? '').wrong !== undefined);

  const save = async (version: string | undefined) => {
    if (isWrong) {
      toast(
        t('Une valeur n’est pas lisible : voyez le champ en rouge.', 'A value cannot be read: see the field in red.'),
      );
      return;
    }
    setIsBusy(true);
    try {
      await send('PATCH', '/settings', changeOf(changed, drafts), { ifMatch: version });
      setDrafts({});
      setTheirs(undefined);
      toast(
        t(
          'Réglages enregistrés. Ils valent dès le prochain calcul.',
          'Settings saved. They hold from the next computation on.',
        ),
      );
      await readAgain(queries, ['/settings', '/automation', '/compliance', '/checks', '/journal']);
    } catch (problem) {
      if (isConflict(problem)) setTheirs(await getVersioned<SettingsAnswer>('/settings'));
      else if (problem instanceof Error) toastProblem(problem);
    }
    setIsBusy(false);
  };

  return (
    <section className="stack-tight" aria-labelledby="section-title">
      <h2 id="section-title">{said(section.title)}</h2>
      <p className="soft">{said(section.lead)}</p>
      {!mayChange && (
        <p className="small">
          {t('Seul un administrateur peut changer ces réglages.', 'Only an administrator may change these settings.')}
        </p>
      )}
      <div>
        {section.settings.map((setting) => (
          <Field
            key={setting.path}
            setting={setting}
            draft={drafts[setting.path]}
            isReadOnly={!mayChange}
            onDraft={(text) => {
              setBegunOn(changed.length === 0 ? seen.version : begunOn);
              setDrafts(withDraft(drafts, setting.path, text));
            }}
          />
        ))}
      </div>
      {seen.value.updatedBy && (
        <p className="soft small">
          {t(
            `Dernier changement : ${seen.value.updatedBy}, le ${instant(seen.value.updatedAt)}.`,
            `Last change: ${seen.value.updatedBy}, ${instant(seen.value.updatedAt)}.`,
          )}
        </p>
      )}
      <SaveBar
        isChanged={changed.length > 0}
        isBusy={isBusy}
        what={counted(changed.length, ['réglage changé', 'réglages changés'], ['setting changed', 'settings changed'])}
        onSave={() => void save(begunOn ?? seen.version)}
        onUndo={() => setDrafts({})}
      />
      {theirs && (
        <ConflictDialog
          subject={t('ces réglages', 'these settings')}
          fields={differences(changed, drafts, theirs.value)}
          onKeepMine={() => void save(theirs.version)}
          onTakeTheirs={() => {
            setDrafts({});
            setTheirs(undefined);
            void readAgain(queries, ['/settings']);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </section>
  );
}

function isDrafted(setting: Setting, drafts: Drafts): boolean {
  const draft = drafts[setting.path];
  return draft !== undefined && draft !== textOf(setting, setting.value);
}

function withDraft(drafts: Drafts, path: string, text: string | undefined): Drafts {
  const { [path]: _before, ...others } = drafts;
  return text === undefined ? others : { ...others, [path]: text };
}

function changeOf(changed: readonly Setting[], drafts: Drafts): SettingsChange {
  const set: Record<string, unknown> = {};
  for (const setting of changed) {
    const read = readText(setting, drafts[setting.path] ?? '');
    if (read.wrong === undefined) set[setting.path] = read.value;
  }
  return { set };
}

function differences(changed: readonly Setting[], drafts: Drafts, theirs: SettingsAnswer) {
  const known = new Map(theirs.sections.flatMap(({ settings }) => settings).map((setting) => [setting.path, setting]));
  return changed.map((setting) => {
    const other = known.get(setting.path) ?? setting;
    return { title: said(setting.title), mine: drafts[setting.path] ?? '', theirs: inWords(other, other.value) };
  });
}
