// What a notebook says of itself: PEP 723 blocks in cells and above percent cells, and juv's lock in the metadata.

import { describe, expect, test } from 'vitest';

import { inlineFacts, withInline } from '../../../src/core/project/inline.ts';
import { projectFacts } from '../../../src/core/project/facts.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import type { Notebook } from '../../../src/core/notebook/notebook.ts';
import { notebookText } from '../../cli/ran.ts';

const BLOCK = '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#     "pandas==2.2.3",\n#     "numpy",\n# ]\n# ///';

function read(path: string, text: string): Notebook {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') throw new Error('not read');
  return result.notebook;
}

const notebook = (...cells: readonly string[]): Notebook => read('a.ipynb', notebookText(...cells));
const shown = (of: Notebook): readonly string[] =>
  inlineFacts(of).block?.declarations.map((each) => `${each.line} ${each.distribution} ${each.pinned ? 'pinned' : 'free'}`) ?? [];
const problems = (of: Notebook): readonly string[] =>
  inlineFacts(of).problems.map((each) => `${each.line}: expected ${each.expected}, found ${each.found}`);

describe('a block', () => {
  test('in a cell, with the lines of the file', () => {
    const of = notebook('import os', `${BLOCK}\nimport pandas`);
    const lines = notebookText('import os', `${BLOCK}\nimport pandas`).split('\n');
    const at = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;
    expect(shown(of)).toEqual([`${at('pandas==2.2.3')} pandas pinned`, `${at('numpy')} numpy free`]);
    expect(inlineFacts(of).block).toMatchObject({ requiresPython: '>=3.11', at: { cell: 1, span: { start: 0, end: BLOCK.length } } });
    expect(problems(of)).toEqual([]);
  });

  test('above the first cell of a percent file, and in one', () => {
    expect(shown(read('a.py', `#!/usr/bin/env python\n${BLOCK}\n\n# %%\nimport pandas\n`))).toEqual(['5 pandas pinned', '6 numpy free']);
    expect(shown(read('a.py', `# %%\n${BLOCK}\n# %%\nimport pandas\n`))).toEqual(['5 pandas pinned', '6 numpy free']);
  });

  test.each(['"2025-01-01T00:00:00Z"', '2025-01-01T00:00:00Z', '"2025-01-01"'])('fixes all versions by exclude-newer = %s', (moment) => {
    const of = notebook(`# /// script\n# dependencies = ["numpy"]\n# [tool.uv]\n# exclude-newer = ${moment}\n# ///`);
    expect(inlineFacts(of).block?.declarations).toMatchObject([{ distribution: 'numpy', pinned: true }]);
  });

  test('of another kind, in Markdown or none at all says nothing', () => {
    expect(inlineFacts(notebook('# /// other\n# dependencies = ["numpy"]\n# ///', 'x = "# /// script"'))).toEqual({
      block: undefined,
      locked: [],
      problems: [],
    });
  });

  test('reaches to its last `# ///`', () => {
    expect(shown(notebook('# /// script\n# dependencies = ["numpy"]\n# ///\nimport numpy\n# /// other\n# x = 1\n# ///'))).toHaveLength(1);
  });
});

describe('a broken one is told with its line', () => {
  test.each([
    ['# /// script\n# dependencies = ["numpy"', /valid TOML|a line `# \/\/\/`/],
    ['# /// script\n# dependencies = ["numpy"\n# ///', /^\d+: expected valid TOML in the script block, found /],
    ['# /// script\n# dependencies = ["numpy"]\nimport numpy\n# ///', /expected a line `# \/\/\/` that ends the script block/],
    ['# /// script\n# dependencies = "numpy"\n# ///', /expected `dependencies` to be a list, found "numpy"/],
    ['# /// script\n# dependencies = ["numpy", "not a requirement"]\n# ///', /expected a requirement, .* found not a requirement/],
  ])('%j', (source, expected) => expect(problems(notebook('x = 1', source))).toEqual([expect.stringMatching(expected)]));

  test('a second block', () => {
    expect(problems(notebook(BLOCK, BLOCK))).toEqual([expect.stringContaining('one script block in a notebook, found a second one')]);
  });

  test('and so is a lock in the metadata', () => {
    expect(problems({ ...notebook('x = 1'), metadata: { 'uv.lock': '[[package' } })).toEqual([
      expect.stringContaining('valid TOML in the metadata'),
    ]);
  });
});

describe('what counts', () => {
  const project = projectFacts([{ path: 'requirements.txt', text: 'scipy==1.14.0\n' }], ['helpers']);
  const names = (of: Notebook): readonly string[] => withInline(project, of).declarations.map((each) => each.distribution);

  test('a block alone, where there is one that can be read', () => {
    expect(names(notebook(BLOCK))).toEqual(['pandas', 'numpy']);
    expect(withInline(project, notebook(BLOCK))).toMatchObject({ files: ['a.ipynb'], localModules: new Set(['helpers']) });
    expect(names(notebook('import scipy'))).toEqual(['scipy']);
    expect(names(notebook('# /// script\n# requires-python = ">=3.11"\n# ///'))).toEqual(['scipy']);
    expect(names(notebook('# /// script\n# dependencies = [\n# ///'))).toEqual(['scipy']);
  });

  test('versions of the lock in the metadata', () => {
    const lock = 'version = 1\n[[package]]\nname = "numpy"\nversion = "2.1.0"\n';
    const facts = withInline(project, { ...notebook(BLOCK), metadata: { 'uv.lock': lock } });
    expect(facts.locked).toEqual(new Map([['numpy', { version: '2.1.0', path: 'a.ipynb' }]]));
  });
});
