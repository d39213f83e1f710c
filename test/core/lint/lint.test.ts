// The engine of the rules: suppression in all its forms, and what the findings say.

import { describe, expect, test } from 'vitest';

import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import type { Cell } from '../../../src/core/notebook/notebook.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import { buildModel } from '../../../src/core/semantics/build.ts';
import { notebookOf } from '../semantics/modelled.ts';

function found(
  sources: readonly string[],
  change: (cell: Cell) => Cell = (cell) => cell,
  metadata: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const notebook = notebookOf(...sources);
  const changed = { ...notebook, metadata, cells: notebook.cells.map(change) };
  const model = buildModel(
    changed,
    changed.cells.map((each) => parseModule(each)),
  );
  return lint(model, resolveSettings({})).map((each) => `${each.rule}@${each.at.cell}`);
}

describe('suppression', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['none', 'print(x)', ['undefined-name@0']],
    ['of the line', 'print(x)  # nbship: ignore[undefined-name]', []],
    ['of all rules', 'print(x)  # nbship: ignore', []],
    ['of the line below', '# nbship: ignore[undefined-name]\nprint(x)', []],
    ['of several rules', 'print(x)  # nbship: ignore[undefined-name, unseeded-random]', ['unused-suppression@0']],
    ['of another rule', 'print(x)  # nbship: ignore[unseeded-random]', ['undefined-name@0', 'unused-suppression@0']],
    ['of another line', 'print(x)\ny = 1  # nbship: ignore', ['undefined-name@0', 'unused-suppression@0']],
    ['of the statement below', '# nbship: ignore[undefined-name]\na = [\n  1,\n  x,\n]', []],
    ['of the statement below, past another comment', '# nbship: ignore[undefined-name]\n# why so\n\nprint(x)', []],
    ['of a statement in a suite', 'if True:\n    # nbship: ignore[undefined-name]\n    print(x)\n    print(y)', ['undefined-name@0']],
    ['of a compound statement', '# nbship: ignore[undefined-name]\nif True:\n    print(x)\n    print(y)', []],
    ['of another line of a long call', 'f = max(\n  1, [x],\n  2)  # nbship: ignore', ['undefined-name@0', 'unused-suppression@0']],
    ['in a text is none', "y = '# nbship: ignore'\nz = '''\n# nbship: ignore\n'''", []],
    ['behind a text', 'y = "a", x  # nbship: ignore', []],
    ['above a magic', '# nbship: ignore[undefined-name]\n%time print(x)', []],
    ['of an unused one', '# nbship: ignore-cell[unused-suppression]\ny = 1  # nbship: ignore', []],
    ['of the cell', '# nbship: ignore-cell[undefined-name]\na = 1\nprint(x)', []],
    ['of an unknown rule', 'y = 1  # nbship: ignore[nothing-known]', ['unused-suppression@0']],
  ];
  test.each(cases)('%s', (_name, source, expected) => {
    expect(found([source])).toEqual(expected);
  });

  test('by tag and by metadata', () => {
    expect(found(['print(x)'], (cell) => ({ ...cell, tags: ['nbship-ignore-undefined-name'] }))).toEqual([]);
    expect(found(['print(x)'], (cell) => ({ ...cell, tags: ['nbship-ignore'] }))).toEqual([]);
    expect(found(['print(x)'], undefined, { nbship: { ignore: ['undefined-name'] } })).toEqual([]);
  });
});

test('one finding a name, with the number of uses', () => {
  const notebook = notebookOf('print(x)', 'print(x)\nprint(x)');
  const model = buildModel(
    notebook,
    notebook.cells.map((each) => parseModule(each)),
  );
  const findings = lint(model, resolveSettings({}));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    data: { name: 'x', uses: 3 },
    message: '`x` is used here (3 times in all), and no cell defines it.',
  });
});
