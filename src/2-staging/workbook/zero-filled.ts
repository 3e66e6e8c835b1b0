/**
 * Codes that a sheet keeps as numbers and shows with zeros in front (number format `00000`): the zeros are part of the code. The
 * library gives such a cell as the number 123; here it becomes the text 00123, as the same client stands in a CSV.
 */
import type { Parts } from './unpack.ts';
import { attributesOf } from './xml-attributes.ts';

/** A format of zeros alone, as many as the code has figures; Excel knows no number of more than fifteen. */
const zeros = /^(0{2,15})(?:;@)?$/;
// A cell with a style and a whole number, no text (t="s"), perhaps counted by a formula.
const numberCell =
  /<((?:\w+:)?c)(\s[^>]*?\ss=["'](\d+)["'][^>]*|\ss=["'](\d+)["'][^>]*)>((?:<(?:\w+:)?f\b[^>]*>[^<]*<\/(?:\w+:)?f>)?)<((?:\w+:)?v)>(\d{1,15})<\/\6>/g;

/** The content of a sheet, those cells written as texts; the same buffer where there are none. */
export function withZeroFilledCells(parts: Parts, content: Buffer): Buffer {
  const widths = zeroFilledStyles(parts);
  if (widths.size === 0) return content;
  const filled = content
    .toString('latin1')
    .replaceAll(numberCell, (whole, tag, attributes, style, onlyStyle, formula, value, figures) => {
      const width = widths.get(Number(style ?? onlyStyle));
      const type = attributesOf(`<c${attributes}>`).get('t') ?? 'n';
      if (width === undefined || type !== 'n' || figures.length >= width) return whole;
      const others = attributes.replace(/\st=["']n["']/, '');
      return `<${tag}${others} t="str">${formula}<${value}>${figures.padStart(width, '0')}</${value}>`;
    });
  return Buffer.from(filled, 'latin1');
}

/** By the number of a cell's style: how many figures its format shows at least. */
function zeroFilledStyles(parts: Parts): ReadonlyMap<number, number> {
  const name = [...parts.keys()].find((part) => /(?:^|\/)styles\.xml$/i.test(part));
  const styles = (name === undefined ? undefined : parts.get(name))?.toString('utf8') ?? '';
  const widths = new Map(
    (styles.match(/<(?:\w+:)?numFmt\s[^>]*>/g) ?? []).map(attributesOf).flatMap((format) => {
      const width = zeros.exec(format.get('formatCode') ?? '')?.[1]?.length;
      return width === undefined ? [] : [[format.get('numFmtId') ?? '', width] as const];
    }),
  );
  const [, cellFormats = ''] = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(styles) ?? [];
  return new Map(
    (cellFormats.match(/<(?:\w+:)?xf\s[^>]*>/g) ?? []).flatMap((tag, index) => {
      const width = widths.get(attributesOf(tag).get('numFmtId') ?? '');
      return width === undefined ? [] : [[index, width] as const];
    }),
  );
}
