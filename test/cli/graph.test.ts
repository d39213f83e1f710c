// `nbship graph`: the flow between cells in every format, with what is odd in names and code written so that other programs read it.

import { describe, expect, it } from 'vitest';

import { folderWith, notebookText, run } from './ran.ts';

const NOTEBOOK = notebookText(
  'import pandas as pd\ndf = pd.DataFrame({"a \\"b\\"": [1]})',
  'small = df[df["a \\"b\\""] > 0]',
  'print(small, gone)',
);

interface Json {
  readonly cells: readonly { readonly cell: number; readonly worst: string | null; readonly stale: boolean; readonly label: string }[];
  readonly arrows: readonly { readonly from: number; readonly to: number; readonly names: readonly string[] }[];
}

describe('nbship graph', () => {
  it('tells people which cell reads what, and which fails', async () => {
    const { code, out, err } = await run(folderWith({ 'a.ipynb': NOTEBOOK }), ['graph', 'a.ipynb']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('a.ipynb: which cell reads what, and from where\n');
    expect(out).toContain('cell 2  small = df[df["a \\"b\\""] > 0]\n  <- cell 1: df\n');
    expect(out).toContain('cell 3 (error)  print(small, gone)\n  <- cell 2: small');
  });

  it('gives programs cells and arrows, counted from 0', async () => {
    const { out } = await run(folderWith({ 'a.ipynb': NOTEBOOK }), ['graph', 'a.ipynb', '--format', 'json']);
    const { cells, arrows } = JSON.parse(out) as Json;
    expect(cells.map(({ cell, worst }) => [cell, worst])).toEqual([
      [0, 'warning'],
      [1, null],
      [2, 'error'],
    ]);
    expect(arrows).toContainEqual({ from: 0, to: 1, names: ['df'] });
  });

  it('marks a cell whose inputs ran again after it', async () => {
    const counted = JSON.parse(notebookText('a = 1', 'b = a')) as { cells: { execution_count: number | null }[] };
    counted.cells.forEach((cell, at) => (cell.execution_count = [5, 2][at] ?? null));
    const { out } = await run(folderWith({ 'a.ipynb': JSON.stringify(counted) }), ['graph', 'a.ipynb', '--format', 'json']);
    expect((JSON.parse(out) as Json).cells.map((each) => each.stale)).toEqual([false, true]);
  });

  it('writes a flowchart in which quotes and brackets of code end no label', async () => {
    const { out } = await run(folderWith({ 'a.ipynb': NOTEBOOK }), ['graph', 'a.ipynb', '--format', 'mermaid']);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe('flowchart TD');
    const node = /^ {2}c\d+\["[^"]*"\](:::\w+)?$/;
    const arrow = /^ {2}c\d+ -->\|"[^"|]*"\| c\d+$/;
    const style = /^ {2}classDef \w+ [\w:#,\- ]+$/;
    expect(lines.slice(1).filter((each) => !node.test(each) && !arrow.test(each) && !style.test(each))).toEqual([]);
    expect(out).toContain('c3["cell 3 (error)<br/>print(small, gone)"]:::failing');
    expect(out).toContain('c1 -->|"df"| c2');
    expect(out).toContain('#34;');
  });

  it('writes a digraph whose strings are closed', async () => {
    const { out } = await run(folderWith({ 'a.ipynb': NOTEBOOK }), ['graph', 'a.ipynb', '--format', 'dot']);
    const bare = out.replaceAll(/"(?:[^"\\]|\\.)*"/g, 'S');
    expect(bare).toMatch(/^digraph S \{\n(?: {2}(?:node|edge|c\d+|c\d+ -> c\d+) \[[\w= #S]+\];\n)+\}\n$/);
    expect(out).toContain('c1 -> c2 [label="df"];');
  });

  it('reads standard input, and refuses what is no notebook', async () => {
    const folder = folderWith({ 'b.ipynb': '{}' });
    expect(await run(folder, ['graph', '-'], NOTEBOOK)).toMatchObject({ code: 0, out: expect.stringContaining('<stdin>.ipynb') as string });
    expect(await run(folder, ['graph', 'b.ipynb'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('b.ipynb') as string });
    expect(await run(folder, ['graph', 'c.ipynb'])).toMatchObject({ code: 2, err: 'nbship: c.ipynb: no such file\n' });
    expect(await run(folder, ['graph', 'b.ipynb', '--format', 'svg'])).toMatchObject({ code: 2 });
  });
});
