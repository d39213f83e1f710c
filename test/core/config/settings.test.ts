// Configuration: what is read, what is refused and in which words, and what wins.

import { describe, expect, test } from 'vitest';

import { parseConfiguration, resolveSettings, UserError } from '../../../src/core/config/settings.ts';

function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
}

describe('reading', () => {
  test('nbship.toml as a whole, [tool.nbship] of pyproject.toml', () => {
    expect(parseConfiguration('nbship.toml', 'ignore = ["unseeded-random"]')).toEqual({ ignore: ['unseeded-random'] });
    expect(parseConfiguration('a/pyproject.toml', '[tool.nbship]\nselect = ["all"]')).toEqual({ select: ['all'] });
    expect(parseConfiguration('pyproject.toml', '[tool.ruff]\nline-length = 100')).toBeUndefined();
  });

  test('an unknown key, with the nearest one', () => {
    expect(message(() => parseConfiguration('nbship.toml', 'ignor = []'))).toBe(
      "nbship.toml: unknown key 'ignor' (did you mean 'ignore'?); known keys are select, ignore, exclude, severity",
    );
  });

  test('a value of the wrong kind, and text that is no TOML', () => {
    expect(message(() => parseConfiguration('nbship.toml', 'ignore = "x"'))).toMatch(/^nbship\.toml: key 'ignore': .*array/);
    expect(message(() => parseConfiguration('nbship.toml', 'ignore = ['))).toMatch(/^nbship\.toml:1:\d+: not valid TOML/);
    expect(message(() => parseConfiguration('nbship.toml', '[severity]\nundefined-name = "loud"'))).toMatch(/severity\.undefined-name/);
  });
});

describe('resolving', () => {
  test('flags win over the file', () => {
    const settings = resolveSettings({ select: ['undefined-name'] }, { select: ['unseeded-random'] });
    expect([settings.isEnabled('undefined-name'), settings.isEnabled('unseeded-random')]).toEqual([false, true]);
  });

  test('severities, and off', () => {
    const settings = resolveSettings({ severity: { 'undefined-name': 'off', 'unseeded-random': 'error' } });
    expect([settings.isEnabled('undefined-name'), settings.severityOf('unseeded-random')]).toEqual([false, 'error']);
  });

  test('a rule that does not exist', () => {
    expect(message(() => resolveSettings({ ignore: ['unseeded-randomm'] }))).toContain("did you mean 'unseeded-random'");
  });
});
