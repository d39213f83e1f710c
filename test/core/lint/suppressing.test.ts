// Where a suppression is written, and that it hides what it was written for.

import { expect, test } from 'vitest';

import { modelOf, readNotebook } from '../../../src/cli/analyse.ts';
import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import { suppressCell, suppressLine } from '../../../src/core/lint/suppressing.ts';
import { applyReplacements, type Edit } from '../../../src/core/text/edit.ts';
import type { Finding } from '../../../src/core/rules/rule.ts';
import type { Model } from '../../../src/core/semantics/model.ts';

function modelFrom(source: string): Model {
  const result = readNotebook('a.py', `# %%\n${source}\n`);
  if (result.kind !== 'notebook') throw new Error('no notebook');
  return modelOf(result.notebook, {});
}

function findings(source: string): readonly Finding[] {
  return lint(modelFrom(source), resolveSettings({}));
}

/** The cell after the first finding was suppressed; checked that nothing of it is left, and no suppression is unused. */
function suppressed(source: string, how: 'line' | 'cell'): string {
  const model = modelFrom(source);
  const [module] = model.modules;
  const [first] = lint(model, resolveSettings({}));
  if (!module || !first) throw new Error('nothing to suppress');
  const edit: Edit = how === 'line' ? suppressLine(module, first.rule, first.at) : suppressCell(module, first.rule);
  if (edit.kind !== 'replaceText') throw new Error('expected a replacement');
  const result = applyReplacements(module.source, [{ ...edit.at.span, text: edit.text }]);
  const [again] = findings(result);
  if (again) expect([again.rule, again.message]).not.toEqual([first.rule, first.message]);
  expect(findings(result).map((each) => each.rule)).not.toContain('unused-suppression');
  return result;
}

test('at the end of the line', () => {
  expect(suppressed('print(gone)', 'line')).toBe('print(gone)  # nbship: ignore[undefined-name]');
  expect(suppressed('a = 1\nprint(gone)\nb = 2', 'line')).toBe('a = 1\nprint(gone)  # nbship: ignore[undefined-name]\nb = 2');
});

test('beside another rule on the same line', () => {
  const source = 'import numpy as np\nprint(gone, np.random.rand())  # nbship: ignore[unseeded-random]';
  expect(suppressed(source, 'line')).toBe(`${source.slice(0, -1)}, undefined-name]`);
});

test('above a statement whose line ends inside a text', () => {
  expect(suppressed('if True:\n    print(gone, """a\nb""")', 'line')).toBe(
    'if True:\n    # nbship: ignore[undefined-name]\n    print(gone, """a\nb""")',
  );
});

test('behind a backslash goes above', () => {
  expect(suppressed('x = gone + \\\n  1', 'line')).toBe('# nbship: ignore[undefined-name]\nx = gone + \\\n  1');
});

test('for a cell, below its magic', () => {
  expect(suppressed('print(gone)', 'cell')).toBe('# nbship: ignore-cell[undefined-name]\nprint(gone)');
  expect(suppressed('%%time\nprint(gone)', 'cell')).toBe('%%time\n# nbship: ignore-cell[undefined-name]\nprint(gone)');
});
