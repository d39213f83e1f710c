// Every notebook and every cell of the corpus: read, parsed, positions sound, edits minimal.

import { existsSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { applyEdits } from '../../../src/core/notebook/write.ts';
import type { Module } from '../../../src/core/python/module.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import { descendantsOf } from '../../../src/core/python/walk.ts';

const corpus = '../shared/corpus';

/** Nodes that do not lie inside the source. */
function strayNodes(module: Module): readonly string[] {
  const nodes = module.items.flatMap((item) => (item.kind === 'statement' ? [...descendantsOf(item.node)] : []));
  return nodes.flatMap((node) => {
    const { start, end } = module.spanOf(node);
    return 0 <= start && start <= end && end <= module.source.length ? [] : [`${node.nodeType} ${start}-${end}`];
  });
}

describe.skipIf(!existsSync(corpus))('the corpus', () => {
  const files = existsSync(corpus) ? globSync('**/*.ipynb', { cwd: corpus, absolute: true }).sort() : [];

  it('is read and parsed without a throw, with every span inside its cell', { timeout: 300_000 }, () => {
    let cells = 0;
    for (const path of files) {
      const text = readFileSync(path, 'utf8');
      const result = readNotebook(path, text);
      if (result.kind !== 'notebook') continue;
      const lines = text.split('\n').length;
      for (const cell of result.notebook.cells) {
        expect(cell.fileLines.length).toBe(cell.source.split('\n').length);
        expect(cell.fileLines.every((line) => line >= 1 && line <= lines)).toBe(true);
        if (cell.kind !== 'code' || cell.language !== 'python') continue;
        cells += 1;
        const module = parseModule(cell);
        expect(strayNodes(module), `${path} cell ${cell.index}`).toEqual([]);
      }
    }
    expect(cells).toBeGreaterThan(5000);
  });

  it('comes back byte for byte when an edit changes nothing, and one cell longer when one is put in', { timeout: 300_000 }, () => {
    for (const path of files) {
      const text = readFileSync(path, 'utf8');
      const result = readNotebook(path, text);
      if (result.kind !== 'notebook') continue;
      const { notebook } = result;
      const [cell] = notebook.cells.filter((each) => each.source.length > 1);
      if (cell === undefined) continue;
      const span = { start: 1, end: 2 };
      expect(
        applyEdits(text, notebook, [{ kind: 'replaceText', at: { cell: cell.index, span }, text: cell.source.slice(1, 2) }]) === text,
        path,
      ).toBe(true);
      const longer = readNotebook(path, applyEdits(text, notebook, [{ kind: 'insertCell', before: 1, source: 'import os\n\nx = "é"' }]));
      expect(longer.kind === 'notebook' ? longer.notebook.cells.map((each) => each.source) : []).toEqual(
        notebook.cells.map((each) => each.source).toSpliced(1, 0, 'import os\n\nx = "é"'),
      );
    }
  });
});
