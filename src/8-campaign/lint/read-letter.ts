/**
 * A rendered letter as a reader meets it: the visible words with their size and colours, the links, the pictures. Inline styles
 * are followed from parent to child; style sheets are not: what a class hides is not seen here.
 */
import { Parser } from 'htmlparser2';
import type { RenderedLetter } from '../letters/render.ts';
import { plainFold } from './plain-fold.ts';
import type { LintPlace } from './rule.ts';
import { appliedStyle, type TextStyle, rootStyle } from './text-style.ts';

export interface TextRun {
  /** Where it begins in `ReadLetter.words`. */
  readonly start: number;
  readonly text: string;
  readonly style: TextStyle;
}

export interface ReadLink {
  readonly href: string;
  readonly text: string;
  readonly style: TextStyle;
}

export interface ReadImage {
  readonly src: string;
  /** Undefined when the attribute is not there. */
  readonly alt: string | undefined;
  readonly width: string | undefined;
  readonly height: string | undefined;
}

/** The words of one place of a letter, and the same folded: found in one, cut out of the other. */
export interface ReadPlace {
  readonly where: LintPlace;
  readonly text: string;
  readonly folded: string;
  /** `folded` on one line. */
  readonly line: string;
}

export interface ReadLetter {
  readonly rendered: RenderedLetter;
  /** All words of the HTML, hidden ones too, in runs of one style; signs and spaces made plain (`plainSigns`). */
  readonly words: string;
  readonly runs: readonly TextRun[];
  /** The words a reader sees; blocks begin a new line. */
  readonly visible: string;
  /** The text part with the same plain signs. */
  readonly text: string;
  /** Subject, preview line, HTML as seen, text. */
  readonly places: readonly ReadPlace[];
  readonly links: readonly ReadLink[];
  readonly images: readonly ReadImage[];
  /** Elements and attributes that act instead of being read: `script`, `form`, `onclick`. */
  readonly active: readonly string[];
}

const blocks = new Set('p div td th tr table br h1 h2 h3 h4 h5 h6 li ul ol hr body center section'.split(' '));
const unread = new Set(['head', 'style', 'script', 'title', 'template', 'noscript']);
const acting = new Set('script iframe object embed form input button video audio link base'.split(' '));

/** Reads a rendered letter once for all rules. */
export function readLetter(rendered: RenderedLetter): ReadLetter {
  const reader = new LetterReader();
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    ontext: (text) => reader.read(text),
    onclosetag: (name) => reader.close(name),
  });
  parser.end(rendered.html);
  const { runs, links, images, active } = reader;
  const seen = runs.filter(({ style }) => !style.isHidden).map(({ text }) => text);
  const visible = plainSigns(seen.join(''));
  const text = plainSigns(rendered.text);
  const places = [
    place('subject', plainSigns(rendered.subject)),
    place('preheader', plainSigns(rendered.preheader)),
    place('html', visible),
    place('text', text),
  ];
  const words = runs.map((run) => run.text).join('');
  return { rendered, words, runs, visible, text, places, links, images, active };
}

function place(where: LintPlace, text: string): ReadPlace {
  const normal = text.normalize('NFC');
  const folded = plainFold(normal);
  return { where, text: normal, folded, line: folded.replaceAll(/\s+/g, ' ') };
}

/** Typographic apostrophes and spaces as a keyboard has them, spaces once: what is compared with what the law writes. */
export function plainSigns(text: string): string {
  if (!notPlain.test(text)) return text;
  return text
    .replaceAll(/[\u2019\u02bc\u2018]/g, "'")
    .replaceAll(/\u034f|[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ *\n\s*/g, '\n');
}

/** Hardly any piece of a letter has such a sign, and reading is most of the linter's time. */
const notPlain = /\u034f|[\u2018\u2019\u02bc\u00ad\u200b-\u200d\u2060\ufeff]|[^\S \n]| {2}| \n|\n\s/;

const onlySpaces = /^\s+$/;
const lineEnds = /[\t\r\n]/;
const endsInSpace = /\s$/;

interface Frame {
  readonly name: string;
  readonly style: TextStyle;
  readonly isUnread: boolean;
  readonly link: { readonly href: string; readonly firstRun: number } | undefined;
}

class LetterReader {
  readonly runs: TextRun[] = [];
  readonly links: ReadLink[] = [];
  readonly images: ReadImage[] = [];
  readonly active: string[] = [];
  private readonly frames: Frame[] = [{ name: '', style: rootStyle, isUnread: false, link: undefined }];
  private length = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.top();
    const style = appliedStyle(parent.style, name, attributes);
    const href = name === 'a' ? attributes['href'] : undefined;
    if (blocks.has(name)) this.push('\n', style);
    if (name === 'img') this.images.push(imageOf(attributes));
    if (acting.has(name)) this.active.push(name);
    for (const attribute of Object.keys(attributes)) {
      if (attribute.startsWith('on')) this.active.push(attribute);
    }
    const link = href === undefined ? undefined : { href, firstRun: this.runs.length };
    this.frames.push({ name, style, isUnread: parent.isUnread || unread.has(name), link });
  }

  read(text: string): void {
    const { style, isUnread } = this.top();
    if (isUnread) return;
    // Between two tags of a table there is mostly nothing else.
    if (onlySpaces.test(text)) this.push(' ', style);
    else this.push(plainSigns(lineEnds.test(text) ? text.replaceAll(/[\t\r\n]+/g, ' ') : text), style);
  }

  close(name: string): void {
    const at = this.frames.findLastIndex((frame) => frame.name === name);
    if (at < 1) return;
    for (const { link, style } of this.frames.splice(at)) {
      if (link === undefined) continue;
      const text = this.runs.slice(link.firstRun).map((run) => run.text);
      this.links.push({ href: link.href, text: text.join('').trim(), style: this.runs[link.firstRun]?.style ?? style });
    }
    if (blocks.has(name)) this.push('\n', this.top().style);
  }

  private push(text: string, style: TextStyle): void {
    const last = this.runs.at(-1)?.text ?? '\n';
    const kept = endsInSpace.test(last) ? text.trimStart() : text;
    if (kept === '') return;
    this.runs.push({ start: this.length, text: kept, style });
    this.length += kept.length;
  }

  private top(): Frame {
    return this.frames.at(-1) ?? { name: '', style: rootStyle, isUnread: false, link: undefined };
  }
}

function imageOf(attributes: Readonly<Record<string, string>>): ReadImage {
  return {
    src: attributes['src'] ?? '',
    alt: attributes['alt'],
    width: attributes['width'],
    height: attributes['height'],
  };
}
