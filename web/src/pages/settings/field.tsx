import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Setting } from '../../../../src/api/contract/settings.ts';
import { useSession } from '../../session.ts';
import { said, t } from '../../words.ts';
import { inWords, readText, textOf } from './draft.ts';

export interface FieldProps {
  readonly setting: Setting;
  /** What is written now; undefined: untouched. */
  readonly draft: string | undefined;
  readonly onDraft: (text: string | undefined) => void;
  /** Only shown, for whoever may not change it. */
  readonly isReadOnly: boolean;
}

/** One setting: its name, what it does, its value, and the factory value one press away. */
export function Field({ setting, draft, onDraft, isReadOnly }: FieldProps): ReactElement {
  const usualText = textOf(setting, setting.usual);
  const text = draft ?? textOf(setting, setting.value);
  const isUsual = text === usualText;
  return (
    <div className="setting" data-changed={setting.isChanged || undefined}>
      {isReadOnly ? (
        <dl className="facts">
          <dt>{said(setting.title)}</dt>
          <dd>
            <strong>{inWords(setting, setting.value)}</strong>
            <br />
            <span className="soft small">{said(setting.meaning)}</span>
          </dd>
        </dl>
      ) : (
        <Control setting={setting} text={text} onText={onDraft} isTouched={draft !== undefined} />
      )}
      <p className="soft small setting-usual">
        {isUsual
          ? t('Valeur d’usine', 'Factory value')
          : t(
              `Valeur d’usine : ${inWords(setting, setting.usual)}`,
              `Factory value: ${inWords(setting, setting.usual)}`,
            )}
        {!isReadOnly && !isUsual && (
          <>
            {' · '}
            <button type="button" className="link-button" onClick={() => onDraft(usualText)}>
              {t('la reprendre', 'take it back')}
              <span className="only-read-aloud"> ({said(setting.title)})</span>
            </button>
          </>
        )}
      </p>
    </div>
  );
}

interface ControlProps {
  readonly setting: Setting;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isTouched: boolean;
}

function Control({ setting, text, onText, isTouched }: ControlProps): ReactElement {
  const { estate } = useSession();
  const read = readText(setting, text);
  const error = isTouched && read.wrong !== undefined ? read.wrong : undefined;
  const label = said(setting.title);
  const description = said(setting.meaning);
  if (setting.kind === 'yes_no') {
    return (
      <label className="tick setting-tick">
        <input
          type="checkbox"
          checked={text === 'true'}
          onChange={(event) => onText(String(event.currentTarget.checked))}
        />
        <span>
          <strong>{label}</strong>
          <br />
          <span className="soft small">{description}</span>
        </span>
      </label>
    );
  }
  if (setting.kind === 'choice') {
    return (
      <NativeSelect
        label={label}
        description={description}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        data={setting.choices.map(({ value, title }) => ({ value, label: said(title) }))}
      />
    );
  }
  if (setting.kind === 'choices')
    return <Choices setting={setting} text={text} onText={onText} isTouched={isTouched} />;
  if (setting.kind === 'texts' || setting.kind === 'other') {
    return (
      <Textarea
        label={label}
        description={description}
        value={text}
        error={error}
        rows={Math.min(14, Math.max(2, text.split('\n').length + 1))}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    );
  }
  const unit = setting.kind === 'share' ? '%' : setting.unit ? said(setting.unit) : undefined;
  const isNumber = setting.kind !== 'text' && setting.kind !== 'time';
  return (
    <div className="setting-line" data-number={isNumber || undefined}>
      <TextInput
        label={unit === undefined ? label : `${label} (${unit})`}
        description={description}
        value={text}
        error={error}
        type={setting.kind === 'time' ? 'time' : 'text'}
        placeholder={setting.path === 'name' ? estate.name : undefined}
        inputMode={isNumber && setting.kind !== 'numbers' ? 'decimal' : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
}

function Choices({ setting, text, onText }: ControlProps): ReactElement {
  const chosen = new Set(text === '' ? [] : text.split(' '));
  const toggle = (value: string) => {
    if (chosen.has(value)) chosen.delete(value);
    else chosen.add(value);
    onText(
      setting.choices
        .map((choice) => choice.value)
        .filter((one) => chosen.has(one))
        .join(' '),
    );
  };
  return (
    <fieldset className="setting-choices">
      <legend>{said(setting.title)}</legend>
      <p className="soft small">{said(setting.meaning)}</p>
      <div className="row">
        {setting.choices.map(({ value, title }) => (
          <label key={value} className="tick">
            <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(value)} />
            {said(title)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
