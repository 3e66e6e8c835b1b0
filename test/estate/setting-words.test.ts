import { describe, expect, it } from 'vitest';
import { settingShapes } from '../../src/estate/setting-shapes.ts';
import { choiceWords, settingSections, settingsElsewhere } from '../../src/estate/setting-words/all.ts';

describe('the words of the settings', () => {
  const shapes = settingShapes();
  const worded = settingSections.flatMap(({ settings }) => Object.entries(settings));

  it('name each setting of the schema once, and nothing else', () => {
    const paths = [...worded.map(([path]) => path), ...Object.keys(settingsElsewhere)];
    expect(paths.toSorted()).toEqual(shapes.map(({ path }) => path).toSorted());
  });

  it('say in both languages what changes', () => {
    const silent = worded.filter(([, { title, meaning }]) =>
      [title.fr, title.en, meaning.fr, meaning.en].some((words) => words.length < 3),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('name every value of every choice', () => {
    const values = shapes.flatMap(({ path, choices }) => (path in settingsElsewhere ? [] : choices));
    expect(values.filter((value) => !(value in choiceWords))).toEqual([]);
  });

  it('know a share from a number and a time from a text', () => {
    const kinds = new Map(shapes.map(({ path, kind }) => [path, kind]));
    expect(kinds.get('guardrails.holdout_share')).toBe('share');
    expect(kinds.get('week.report_at')).toBe('time');
    expect(kinds.get('rfm.recency_days')).toBe('numbers');
    expect(kinds.get('campaigns.days')).toBe('choices');
    expect(kinds.get('backup.targets')).toBe('other');
  });
});
