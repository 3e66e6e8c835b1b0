import type { Language } from '../values/sentence.ts';

/** The language of `Accept-Language` among ours: the one wanted most, French when none is. */
export function readerLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part, order) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value);
    return { language: range.slice(0, 2), quality: Number(quality ?? '1'), order };
  });
  const best = wanted
    .filter(({ language, quality }) => (language === 'fr' || language === 'en') && quality > 0)
    .sort((one, other) => other.quality - one.quality || one.order - other.order)[0];
  return best?.language === 'en' ? 'en' : 'fr';
}
