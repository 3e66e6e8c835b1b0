/** One section of settings: every number with its meaning, changed together, and nobody's change lost. */
import type { ReactElement } from 'react';
import type {
  Setting,
  SettingsAnswer,
  SettingsChange,
  SettingsSection,
} from '../../../../src/api/contract/settings.ts';
import { send, type Versioned } from '../../api.ts';
import { useEdited } from '../../edited.ts';
import { instant } from '../../formats.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay } from '../../session.ts';
import { counted, said, t } from '../../words.ts';
import { inWords, readText, textOf } from './draft.ts';
import { Field } from './field.tsx';

type Drafts = Readonly<Record<string, string>>;

const noDrafts: Drafts = {};

export function SectionOfSettings({
  section,
  seen,
}: {
  readonly section: SettingsSection;
  readonly seen: Versioned<SettingsAnswer>;
}): ReactElement {
  const mayChange = useMay('administrateur');
  const edited = useEdited<SettingsAnswer, Drafts>({
    seen,
    address: '/settings',
    read: () => noDrafts,
    save: async (drafts, ifMatch) => {
      await send('PATCH', '/settings', changeOf(draftedOf(section, drafts), drafts), { ifMatch });
      toast(
        t(
          'Réglages enregistrés. Ils valent dès le prochain calcul.',
          'Settings saved. They hold from the next computation on.',
        ),
      );
    },
    changes: ['/settings', '/automation', '/compliance', '/checks', '/journal'],
  });
  const drafts = edited.value;
  const changed = draftedOf(section, drafts);
  const isWrong = changed.some((setting) => readText(setting, drafts[setting.path] ?? '').wrong !== undefined);

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
            onDraft={(text) => edited.change(withDraft(drafts, setting.path, text))}
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
      {edited.problem && <Trouble problem={edited.problem} />}
      <SaveBar
        isChanged={changed.length > 0}
        isBusy={edited.isBusy}
        what={counted(changed.length, ['réglage changé', 'réglages changés'], ['setting changed', 'settings changed'])}
        onSave={isWrong ? tellWrong : edited.save}
        onUndo={edited.undo}
      />
      {edited.theirs && (
        <ConflictDialog
          subject={t('ces réglages', 'these settings')}
          fields={differences(changed, drafts, edited.theirs.value)}
          onKeepMine={edited.keepMine}
          onTakeTheirs={edited.takeTheirs}
          onClose={edited.backToMine}
        />
      )}
    </section>
  );
}

function tellWrong(): void {
  toast(t('Une valeur n’est pas lisible : voyez le champ en rouge.', 'A value cannot be read: see the field in red.'));
}

function draftedOf(section: SettingsSection, drafts: Drafts): readonly Setting[] {
  return section.settings.filter((setting) => isDrafted(setting, drafts));
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
