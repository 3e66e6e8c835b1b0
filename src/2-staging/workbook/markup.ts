/**
 * The tags and texts of HTML or XML, one after the other, for tables saved as web pages. It forgives what browsers
 * forgive (unclosed tags, bare `&`, attributes without quotes), follows no link, runs nothing, expands no entity of the
 * file's own, and looks at each character once.
 */

export type Mark =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly isClosed: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Elements whose content is no text for a reader, and may hold `<`. */
const skippedElements = new Set(['script', 'style', 'title', 'noscript', 'template']);

/** Names come in lower case, without prefix (`ss:Row` → `row`); texts with their entities decoded. */
export function* marksOf(source: string): Generator<Mark> {
  let at = 0;
  while (at < source.length) {
    const opening = nextTag(source, at);
    if (opening > at) yield { kind: 'text', text: decodeEntities(source.slice(at, opening)) };
    if (opening >= source.length) return;
    if (source.startsWith('<![CDATA[', opening)) {
      const end = endOf(source, ']]>', opening + 9);
      yield { kind: 'text', text: source.slice(opening + 9, end - 3) };
      at = end;
      continue;
    }
    const end = endOfTag(source, opening);
    const mark = tagMark(source.slice(opening + 1, end - 1));
    at = end;
    if (!mark) continue;
    yield mark;
    if (mark.kind === 'open' && skippedElements.has(mark.name) && !mark.isClosed)
      at = endOfSkipped(source, mark.name, end);
  }
}

/** A `<` that begins a tag, a comment or a declaration; any other is text, as in `< 10 €`. */
function nextTag(source: string, from: number): number {
  for (let at = source.indexOf('<', from); at >= 0; at = source.indexOf('<', at + 1)) {
    if (/[A-Za-z/!?]/.test(source[at + 1] ?? '')) return at;
  }
  return source.length;
}

function endOfTag(source: string, opening: number): number {
  if (source.startsWith('<!--', opening)) return endOf(source, '-->', opening + 4);
  let quote = '';
  for (let at = opening + 1; at < source.length; at++) {
    const character = source[at];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') {
      return at + 1;
    } else if ((character === '"' || character === "'") && source[at - 1] === '=') {
      quote = character;
    }
  }
  return source.length;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

function endOfSkipped(source: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.test(source) ? closing.lastIndex : source.length;
}

function tagMark(inside: string): Mark | undefined {
  const found = /^(\/?)(?:[A-Za-z][\w-]*:)?([A-Za-z][\w-]*)/.exec(inside);
  if (!found) return undefined;
  const name = (found[2] ?? '').toLowerCase();
  if (found[1] === '/') return { kind: 'close', name };
  return { kind: 'open', name, attributes: inside.slice(found[0].length), isClosed: inside.endsWith('/') };
}

/** The value of one attribute, with or without quotes and prefix; undefined when it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>/]+))`, 'i').exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : decodeEntities(value);
}

/** The named entities French exports use: those of Latin-1 in the order of their codes, and a few of typography. */
const latinNames =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';
const firstLatinCode = 0xa0;
const named = new Map<string, string>([
  ...latinNames.split(' ').map((name, index) => [name, String.fromCharCode(firstLatinCode + index)] as const),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€', oelig: 'œ', OElig: 'Œ' }),
  ...Object.entries({ hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' }),
  ...Object.entries({ bull: '•', trade: '™', thinsp: '\u2009', ensp: '\u2002', emsp: '\u2003', Yuml: 'Ÿ' }),
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,7}));/g,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return named.get(name) ?? whole;
      return character(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)) ?? whole;
    },
  );
}

/** Codes 128 to 159 mean windows-1252 in HTML, whatever the page says. */
function character(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x9f) {
    return new TextDecoder('windows-1252').decode(Uint8Array.of(code), { stream: true });
  }
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
