/** How a piece of text looks, from inline styles and the old attributes mail still uses: hidden or not, size, colours. */

export interface TextStyle {
  readonly isHidden: boolean;
  readonly fontSizePx: number;
  /** Undefined when a colour is written in a way we do not read. */
  readonly colour: Rgb | undefined;
  readonly background: Rgb | undefined;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** What a mail program shows where nothing is said. */
export const rootStyle: TextStyle = {
  isHidden: false,
  fontSizePx: 16,
  colour: [0, 0, 0],
  background: [255, 255, 255],
};

/** The style inside an element, given that of its parent. */
export function appliedStyle(parent: TextStyle, name: string, attributes: Readonly<Record<string, string>>): TextStyle {
  const declared = attributes['style'];
  const bgcolor = attributes['bgcolor'];
  if (declared === undefined && bgcolor === undefined && attributes['hidden'] === undefined && name !== 'font') {
    return parent;
  }
  const isHidden = attributes['hidden'] !== undefined;
  const fontColour = name === 'font' ? attributes['color'] : undefined;
  const key = `${declared ?? '-'}|${bgcolor ?? '-'}|${fontColour ?? '-'}|${isHidden}`;
  const children = childrenOf(parent);
  const before = children.get(key);
  if (before) return before;
  const made = styleInside(parent, { declared, bgcolor, fontColour, isHidden });
  children.set(key, made);
  return made;
}

interface Marks {
  readonly declared: string | undefined;
  readonly bgcolor: string | undefined;
  readonly fontColour: string | undefined;
  readonly isHidden: boolean;
}

function styleInside(parent: TextStyle, { declared, bgcolor, fontColour, isHidden }: Marks): TextStyle {
  const style = declarationsOf(declared ?? '');
  const colour = style.get('color') ?? fontColour;
  const background = style.get('background-color') ?? style.get('background') ?? bgcolor;
  return {
    isHidden: parent.isHidden || isHidden || hides(style),
    fontSizePx: sizeOf(style, parent.fontSizePx),
    colour: colour === undefined ? parent.colour : colourOf(colour, parent.colour),
    background: background === undefined ? parent.background : colourOf(background, parent.background),
  };
}

/** The WCAG 2 contrast ratio, 1 to 21; undefined where a colour is unknown. */
export function contrastOf({ colour, background }: TextStyle): number | undefined {
  if (colour === undefined || background === undefined) return undefined;
  const [light, dark] = [luminance(colour), luminance(background)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The same few styles stand in every letter of a campaign, inside one another the same way: read once, kept while they are few. */
const known = new WeakMap<TextStyle, Map<string, TextStyle>>();
const mostKnown = 500;

function childrenOf(parent: TextStyle): Map<string, TextStyle> {
  const before = known.get(parent);
  if (before && before.size < mostKnown) return before;
  const children = new Map<string, TextStyle>();
  known.set(parent, children);
  return children;
}

function declarationsOf(style: string): ReadonlyMap<string, string> {
  const declarations = new Map<string, string>();
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).replace(/!important/i, '');
    if (colon > 0) declarations.set(name, value.trim().toLowerCase());
  }
  return declarations;
}

function hides(style: ReadonlyMap<string, string>): boolean {
  const is = (name: string, pattern: RegExp): boolean => pattern.test(style.get(name) ?? '');
  return (
    is('display', /^none/) ||
    is('visibility', /^(?:hidden|collapse)/) ||
    is('mso-hide', /^all/) ||
    (is('opacity', /^0?\.?0*\d?$/) && Number(style.get('opacity')) < 0.1) ||
    is('max-height', /^0/) ||
    is('max-width', /^0/) ||
    (is('height', /^[01](?:px)?$/) && is('overflow', /hidden/)) ||
    is('text-indent', /^-\d{3,}/) ||
    is('left', /^-\d{3,}/) ||
    is('clip', /rect\(0/)
  );
}

function sizeOf(style: ReadonlyMap<string, string>, parentPx: number): number {
  const text = style.get('font-size') ?? /\b[\d.]+(?:px|pt|em|rem|%)/.exec(style.get('font') ?? '')?.[0] ?? '';
  const size = /^([\d.]+)(px|pt|em|rem|%)?$/.exec(text);
  if (!size) return parentPx;
  const value = Number(size[1]);
  const factors: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: parentPx, rem: 16, '%': parentPx / 100 };
  return value * (factors[size[2] ?? 'px'] ?? 1);
}

const namedColours: Readonly<Record<string, Rgb>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  lightgray: [211, 211, 211],
  lightgrey: [211, 211, 211],
  silver: [192, 192, 192],
  whitesmoke: [245, 245, 245],
  red: [255, 0, 0],
  yellow: [255, 255, 0],
};

function colourOf(value: string, inherited: Rgb | undefined): Rgb | undefined {
  if (/^(?:inherit|transparent|none|initial|unset)\b/.test(value)) return inherited;
  const hex = /#([\da-f]{6}|[\da-f]{3})\b/.exec(value)?.[1];
  if (hex !== undefined) return rgbOfHex(hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex);
  const rgb = /rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(value);
  if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  return namedColours[/^[a-z]+/.exec(value)?.[0] ?? ''];
}

function rgbOfHex(hex: string): Rgb {
  const number = Number.parseInt(hex, 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
