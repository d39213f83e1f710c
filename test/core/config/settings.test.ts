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
      "nbship.toml:1: unknown key 'ignor' (did you mean 'ignore'?); known keys are select, ignore, exclude, severity, read-data-files, cache, python, dependencies",
    );
  });

  test('the line of what is wrong', () => {
    const pyproject = '[tool.other]\nignor = 1\n\n[tool.nbship]\nselect = ["all"]\nignor = []\n';
    expect(message(() => parseConfiguration('pyproject.toml', pyproject))).toMatch(/^pyproject\.toml:6: unknown key 'ignor'/);
    const nested = 'select = ["all"]\n\n[severity]\nundefined-name = "loud"\n';
    expect(message(() => parseConfiguration('nbship.toml', nested))).toBe(
      'nbship.toml:4: key \'severity.undefined-name\': expected one of error, warning, information, off, found "loud"',
    );
    const table = '[tool.ruff]\n[tool.nbship.severty]\nundefined-name = "off"\n';
    expect(message(() => parseConfiguration('pyproject.toml', table))).toMatch(/:2: unknown key 'severty' \(did you mean 'severity'\?\)/);
  });

  test('a value of the wrong kind, and text that is no TOML', () => {
    expect(message(() => parseConfiguration('nbship.toml', 'ignore = "x"'))).toMatch(/^nbship\.toml:1: key 'ignore': .*array/);
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
    expect(message(() => resolveSettings({ ignore: ['unseeded-randomm'] }))).toBe(
      "configuration: unknown rule 'unseeded-randomm' (did you mean 'unseeded-random'?); `nbship rules` lists all",
    );
  });
});
