// The reports: what people read, what programs read, and the line of the file that a finding names.

import { describe, expect, test } from 'vitest';

import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import { summaryOf, type Checked } from '../../../src/core/report/checked.ts';
import { reportedFile } from '../../../src/core/report/reported.ts';
import { checkOutput, outputOf } from '../../../src/core/report/json.ts';
import { conciseText, fileText, PLAIN, type Style } from '../../../src/core/report/text.ts';
import { modelOf, type CellText } from '../semantics/modelled.ts';

function checked(...cells: readonly CellText[]): Checked {
  const model = modelOf(...cells);
  return {
    notebooks: [{ notebook: model.notebook, findings: lint(model, resolveSettings({ ignore: ['unpinned-import'] })) }],
    skipped: [],
    problems: [],
  };
}

/** The text report of the only notebook, written as a percent file so that its lines can be read again. */
function textOf({ notebooks: [first] }: Checked, style: Style): string {
  if (!first) throw new Error('expected a notebook');
  const text = first.notebook.cells.map((each) => `# %%\n${each.source}\n`).join('');
  return fileText(reportedFile({ ...first.notebook, format: 'percent' }, first.findings, text), text, style);
}

const EARLY = checked({ source: 'x = 1', count: 1 }, { source: 'if x:\n\tprint(y)', count: 3 }, { source: 'y = 2', count: 2 });

describe('text', () => {
  test('shows cell, line, caret, related places, advice and fix', () => {
    expect(textOf(EARLY, PLAIN).split('\n').slice(-11)).toEqual([
      'error use-before-definition: `y` is used here, but only cell 3, executed as [2] below defines it.',
      '  --> test.ipynb:cell 2:2:8',
      '   2 |  print(y)',
      '     |        ^',
      '  ... cell 3:1:1: defined here, in cell 3, executed as [2]',
      '      y = 2',
      '  why: Restart and Run All stops here with a NameError; it worked because the cells were run in another order.',
      '  how: Move the cell that defines `y` above this one.',
      '  fix: Move cell 3 above cell 2',
      '',
      '',
    ]);
  });

  test('passes what stands out through the style', () => {
    const style = {
      bold: (text: string) => `<b>${text}</b>`,
      dim: (text: string) => text,
      severity: (_: string, text: string) => `<s>${text}</s>`,
    };
    expect(textOf(EARLY, style)).toContain('<s>error</s> <b>use-before-definition</b>:');
  });

  test('keeps the caret under the place in a long line', () => {
    const report = textOf(checked(`print(${'1, '.repeat(100)}gone)`), PLAIN).split('\n');
    const at = report.findIndex((each) => each.includes('gone') && each.includes(' | '));
    expect(report[at]?.length).toBeLessThan(130);
    expect(report[at + 1]?.indexOf('^')).toBe(report[at]?.indexOf('gone'));
    expect(report[at + 1]?.match(/\^+/)?.[0]).toHaveLength(4);
  });
});

test('concise is one line a finding', () => {
  const [first] = checked('print(a)', 'print(b)').notebooks;
  if (!first) throw new Error('expected a notebook');
  expect(
    conciseText(reportedFile({ ...first.notebook, format: 'percent' }, first.findings, '# %%\nprint(a)\n# %%\nprint(b)\n')).split('\n'),
  ).toEqual([
    'test.ipynb:cell 1:1:7: error undefined-name: `a` is used here, and no cell defines it.',
    'test.ipynb:cell 2:1:7: error undefined-name: `b` is used here, and no cell defines it.',
    '',
  ]);
});

describe('json', () => {
  test('is what its schema says', () => {
    expect(checkOutput.safeParse(outputOf(EARLY)).success).toBe(true);
    expect(outputOf(EARLY)).toMatchObject({
      version: 1,
      summary: { notebooks: 1, findings: 2, errors: 1, warnings: 1, information: 0, unreadable: 0 },
    });
  });

  test('counts in UTF-16 and names the line of the file', () => {
    const [finding] = outputOf(checked('a = 1\nb = "𝒳é"; print(gone)')).findings;
    expect(finding?.range).toEqual({ start: { line: 1, character: 17 }, end: { line: 1, character: 21 } });
    expect(finding).toMatchObject({ cell: 0, cellId: 'cell-0', line: 2, data: { name: 'gone' } });
  });

  test('carries the fix as data, and the related places', () => {
    const finding = outputOf(EARLY).findings.find((each) => each.rule === 'use-before-definition');
    expect(finding?.fix).toEqual({
      title: 'Move cell 3 above cell 2',
      kind: 'suggested',
      edits: [{ kind: 'moveCell', from: 2, before: 1 }],
    });
    expect(finding?.related).toMatchObject([{ cell: 2, cellId: 'cell-2', line: 1, range: { start: { line: 0, character: 0 } } }]);
  });

  test('lists what was not checked', () => {
    const problems = [{ path: 'b.ipynb', jsonPath: 'cells[0]', expected: 'a cell', found: '3' }];
    const output = outputOf({ notebooks: [], skipped: [{ path: 'j.ipynb', reason: 'julia' }], problems });
    expect(output.skipped).toEqual([
      { path: 'j.ipynb', reason: 'julia' },
      { path: 'b.ipynb', reason: 'cells[0]: expected a cell, found 3' },
    ]);
    expect(output.summary.unreadable).toBe(1);
  });
});

test('the summary counts problems, notes and what could not be read', () => {
  const counts = { notebooks: 1, affected: 1, problems: 1, notes: 0, unread: 0 };
  expect(summaryOf({ ...counts, affected: 0, problems: 0 })).toBe('No problems in 1 notebook.');
  expect(summaryOf(counts)).toBe('Found 1 problem in 1 of 1 notebook.');
  expect(summaryOf({ ...counts, notebooks: 14, affected: 2, problems: 3, notes: 1 })).toBe(
    'Found 3 problems and 1 note in 2 of 14 notebooks.',
  );
  expect(summaryOf({ ...counts, problems: 0, notes: 2, unread: 1 })).toBe(
    'Found 0 problems and 2 notes in 1 of 1 notebook; 1 file could not be read.',
  );
});
