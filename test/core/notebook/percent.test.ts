// Reading Python files with cell markers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { read } from './notebooks.ts';

describe('percent files', () => {
  it('reads jupytext files with header, counts, tags and markdown', () => {
    const text =
      '# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n# %% [markdown]\n# # Title\n#\n# text\n\n# %% [7]\nx = 1\n\n\n# %% Load tags=["parameters"]\ny = x\n# %%time\n';
    const { cells, format } = read(text, 'a.py');
    expect(format).toBe('percent');
    expect(cells.map((cell) => [cell.kind, cell.source, cell.executionCount, cell.tags, cell.fileLines])).toEqual([
      ['markdown', '# Title\n\ntext', null, [], [8, 9, 10]],
      ['code', 'x = 1', 7, [], [13]],
      ['code', 'y = x\n# %%time', null, ['parameters'], [17, 18]],
    ]);
  });

  it('reads nbconvert scripts and code above the first marker', () => {
    const text = '#!/usr/bin/env python\n# coding: utf-8\n\nimport os\n\n# In[1]:\n\nx = 1\n\n# In[ ]:\n\ny';
    expect(read(text, 'a.py').cells.map((cell) => [cell.source.trim(), cell.executionCount])).toEqual([
      ['#!/usr/bin/env python\n# coding: utf-8\n\nimport os', null],
      ['x = 1', 1],
      ['y', null],
    ]);
  });

  it('skips what has no markers', () => {
    expect(readNotebook('a.py', 'x = 1\n')).toEqual({ kind: 'skipped', path: 'a.py', reason: 'has no cell markers' });
    expect(readNotebook('a.py', '"""%%"""\n#%%time\n').kind).toBe('skipped');
  });

  it('never throws, and its lines are those of the file', () => {
    const line = fc.constantFrom('# %%', '#%%', '# %% [markdown]', '# In[3]:', 'x = 1', '', '# c', '"""', '# %% t tags=["a"', '  y');
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const result = readNotebook('a.py', lines.join(eol));
        if (result.kind !== 'notebook') return;
        for (const cell of result.notebook.cells) {
          if (cell.kind !== 'code' || cell.source === '') continue;
          cell.source.split('\n').forEach((text, at) => expect(lines[(cell.fileLines[at] ?? 0) - 1] ?? '').toBe(text));
        }
      }),
    );
  });
});
