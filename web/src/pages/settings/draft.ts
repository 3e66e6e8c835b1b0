/** A setting as the text a person edits, and back. */
import type { Setting } from '../../../../src/api/contract/settings.ts';
import { said, t } from '../../words.ts';

export type Read = { readonly value: unknown; readonly wrong?: never } | { readonly wrong: string };

/** The value as text: percents for shares, a decimal comma in French, one line per text. */
export function textOf({ kind }: Pick<Setting, 'kind'>, value: unknown): string {
  if (kind === 'share') return typeof value === 'number' ? decimal(Math.round(value * 1e6) / 1e4) : '';
  if (kind === 'number' || kind === 'integer') return typeof value === 'number' ? decimal(value) : '';
  if (kind === 'numbers') return texts(value).map(sign).join('  ');
  if (kind === 'texts') return texts(value).join('\n');
  if (kind === 'choices') return texts(value).join(' ');
  if (kind === 'other') return JSON.stringify(value ?? null, null, 2);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

/** The value a text stands for, or why it stands for none. */
export function readText(setting: Setting, text: string): Read {
  switch (setting.kind) {
    case 'share':
      return readNumber({ ...setting, minimum: 0, maximum: 100 }, text, (value) => Math.round(value * 1e4) / 1e6);
    case 'number':
    case 'integer':
      return readNumber(setting, text, (value) => value);
    case 'numbers':
      return readNumbers(setting, text);
    case 'yes_no':
      return { value: text === 'true' };
    case 'choices':
      return { value: text === '' ? [] : text.split(' ') };
    case 'texts':
      return {
        value: text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      };
    case 'other':
      return readJson(text);
    case 'choice':
    case 'text':
    case 'time':
    default:
      return { value: text.trim() };
  }
}

/** The value in words, for a reader: `60 %`, `oui`, `mardi, mercredi`. */
export function inWords(setting: Setting, value: unknown): string {
  const { kind, choices } = setting;
  const title = (one: string) => {
    const found = choices.find((choice) => choice.value === one);
    return found ? said(found.title) : one;
  };
  if (kind === 'yes_no') return value === true ? t('oui', 'yes') : t('non', 'no');
  if (kind === 'share') return `${textOf(setting, value)}\u00a0%`;
  if (kind === 'choice') return title(String(value));
  if (kind === 'choices') return texts(value).map(title).join(', ');
  if (kind === 'other') return Array.isArray(value) && value.length === 0 ? t('aucun', 'none') : textOf(setting, value);
  const text = kind === 'texts' ? texts(value).join(', ') : textOf(setting, value);
  if (text === '') return t('vide', 'empty');
  return setting.unit ? `${text}\u00a0${said(setting.unit)}` : text;
}

function readNumber({ kind, minimum, maximum }: Setting, text: string, turn: (value: number) => number): Read {
  const value = numberOf(text);
  if (value === undefined) return { wrong: t('Un nombre est attendu.', 'A number is expected.') };
  if (kind === 'integer' && !Number.isInteger(value))
    return { wrong: t('Un nombre entier est attendu.', 'A whole number is expected.') };
  if (minimum !== null && value < minimum)
    return { wrong: t(`Au moins ${decimal(minimum)}.`, `At least ${decimal(minimum)}.`) };
  if (maximum !== null && value > maximum)
    return { wrong: t(`Au plus ${decimal(maximum)}.`, `At most ${decimal(maximum)}.`) };
  return { value: turn(value) };
}

function readNumbers({ length }: Setting, text: string): Read {
  const values = text
    .split(/[\s;]+/)
    .filter((part) => part !== '')
    .map(numberOf);
  if (values.includes(undefined)) return { wrong: t('Des nombres sont attendus.', 'Numbers are expected.') };
  if (length !== null && values.length !== length) {
    return {
      wrong: t(
        `${length} nombres sont attendus, séparés par des espaces.`,
        `${length} numbers are expected, with spaces between.`,
      ),
    };
  }
  return { value: values };
}

function readJson(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return { wrong: t('Ce texte ne se lit pas (JSON attendu).', 'This text cannot be read (JSON expected).') };
  }
}

function numberOf(text: string): number | undefined {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? undefined : value;
}

function decimal(value: number): string {
  return t(String(value).replace('.', ','), String(value));
}

function sign(one: string): string {
  return decimal(Number(one));
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
