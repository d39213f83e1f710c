// What stands below cells, in the status bar and in the dependency picture.

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it } from 'vitest';

import { toWorkspaceEdit } from '../../src/extension/edits.ts';
import { CellStatus } from '../../src/extension/cell-status.ts';
import { graphOf } from '../../src/core/report/graph.ts';
import { marksOf } from '../../src/core/report/marks.ts';
import { StatusBar } from '../../src/extension/status-bar.ts';
import { verdictOf } from '../../src/extension/verdict.ts';
import { start } from './analysed.ts';
import { editor, editorEvents, fakeOf, open, reset, run, set, type } from './editor/state.ts';

beforeEach(reset);

describe('marksOf', () => {
  it('tells a name that only the kernel still has', async () => {
    const extension = start();
    const document = open('a.ipynb', ['gone = 1', 'print(gone)']);
    run(document, 0, 1);
    run(document, 1, 2);
    await vscode.workspace.applyEdit(toWorkspaceEdit(document, [{ kind: 'deleteCell', cell: 0 }]));
    const marks = marksOf((await extension.analysis(document)).model);
    expect(marks.get(0)?.map((each) => each.text)).toContain('gone lives only in the kernel');
  });

  it('tells which inputs changed', async () => {
    const extension = start();
    const document = open('a.ipynb', ['x = 1', 'y = x', 'print(y)']);
    [0, 1, 2].forEach((index) => run(document, index, index + 1));
    run(document, 0, 4);
    const marks = marksOf((await extension.analysis(document)).model);
    expect(marks.get(1)?.[0]).toMatchObject({ kind: 'stale', text: 'Inputs changed: x from cell 1' });
  });
});

describe('CellStatus', () => {
  it('offers to run a stale cell again, unless it is switched off', async () => {
    const extension = start();
    const status = new CellStatus(extension.analyses);
    const document = open('a.ipynb', ['x = 1']);
    run(document, 0, 1);
    type(document, 0, 'x = 2');
    await extension.analysis(document);
    const items = status.provideCellStatusBarItems(document.cellAt(0));
    expect(items).toMatchObject([{ text: '$(history) Edited since it ran', command: { command: 'nbship.runCell' } }]);
    set('nbship.cellStatus', false);
    expect(status.provideCellStatusBarItems(document.cellAt(0))).toEqual([]);
  });
});

describe('the status bar', () => {
  async function face(...cells: readonly string[]): Promise<(typeof editor.statusItems)[number] | undefined> {
    const extension = start();
    void new StatusBar(extension.analyses);
    const document = open('a.ipynb', cells);
    editor.active = fakeOf(document);
    await extension.analysis(document);
    return editor.statusItems[0];
  }

  it('says that a notebook would stop', async () => {
    const item = await face('print(missing)');
    expect(item).toMatchObject({ shown: true, text: '$(error) 1 problem', backgroundColor: { id: 'statusBarItem.errorBackground' } });
    expect(item?.tooltip?.value).toContain('would stop** in cell 1');
  });

  it('says that a notebook would give the same', async () => {
    expect(await face('x = 1', 'print(x)')).toMatchObject({ shown: true, text: '$(pass) Reproducible', backgroundColor: undefined });
  });

  it('goes where no notebook is active', async () => {
    const item = await face('x = 1');
    editor.active = undefined;
    editorEvents.active.fire(undefined);
    expect(item?.shown).toBe(false);
  });
});

describe('verdictOf', () => {
  it('keeps what is about the machine apart from what changes results here', async () => {
    const extension = start();
    const { findings } = await extension.analysis(open('a.ipynb', ['import numpy as np', 'print(np.random.rand())']));
    const { kind, against, elsewhere } = verdictOf(findings);
    expect({ kind, against: against.map((each) => each.rule), elsewhere: elsewhere.map((each) => each.rule) }).toEqual({
      kind: 'other',
      against: ['unseeded-random'],
      elsewhere: ['unpinned-import'],
    });
  });
});

describe('graphOf', () => {
  it('has the cells with code, their headings and labels, and the names that flow', async () => {
    const extension = start();
    const document = open('a.ipynb', [
      { source: '# Load *data*\n```sh\n# no heading\n```', language: 'markdown' },
      'import math\n# radius\nr = 2',
      '',
      'area = math.pi * r',
      'print(area, missing)',
    ]);
    const { model, findings } = await extension.analysis(document);
    const { cells, arrows, title } = graphOf(model, findings);
    expect(title).toBe('a.ipynb');
    expect(cells.map((each) => [each.cell, each.heading, each.label, each.worst])).toEqual([
      [1, 'Load data', 'r = 2', undefined],
      [3, 'Load data', 'area = math.pi * r', undefined],
      [4, 'Load data', 'print(area, missing)', 'error'],
    ]);
    expect(arrows).toEqual([
      { from: 1, to: 3, names: ['r'] },
      { from: 3, to: 4, names: ['area'] },
    ]);
  });

  it('tells cells that read from below, and is plain JSON', async () => {
    const { model, findings } = await start().analysis(open('a.ipynb', ['print(x)', 'x = 1']));
    const graph = graphOf(model, findings);
    expect(graph.cells.map((each) => each.outOfOrder)).toEqual([true, false]);
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });
});
