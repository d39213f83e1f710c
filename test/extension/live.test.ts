// What ran in the editor: remembered while cells are edited, moved and deleted, and over closing.

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it } from 'vitest';

import { toWorkspaceEdit } from '../../src/extension/edits.ts';
import { LiveSessions } from '../../src/extension/live.ts';
import type { Edit } from '../../src/core/text/edit.ts';
import { close, memento, open, reset, run, save, type } from './editor/state.ts';
import { start } from './analysed.ts';

beforeEach(reset);

const apply = (document: vscode.NotebookDocument, ...edits: readonly Edit[]) =>
  vscode.workspace.applyEdit(toWorkspaceEdit(document, edits));

describe('LiveSessions', () => {
  it('remembers the text that ran, not the text that is there', () => {
    const live = new LiveSessions(memento());
    const document = open('a.ipynb', ['x = 1', 'print(x)']);
    run(document, 0, 1);
    type(document, 0, 'x = 2');
    expect([...(live.factsFor(document)?.ran ?? [])]).toEqual([[0, { source: 'x = 1', count: 1 }]]);
    run(document, 0, 2);
    expect(live.factsFor(document)?.ran.get(0)).toEqual({ source: 'x = 2', count: 2 });
  });

  it('takes the new text when a restarted kernel gives the same count again', () => {
    const live = new LiveSessions(memento());
    const document = open('a.ipynb', ['x = 1']);
    run(document, 0, 1);
    type(document, 0, 'x = 2');
    run(document, 0, 1);
    expect(live.factsFor(document)?.ran.get(0)).toEqual({ source: 'x = 2', count: 1 });
  });

  it('forgets what ran in a kernel that was restarted', async () => {
    const live = new LiveSessions(memento());
    const document = open('a.ipynb', ['x = 1', 'y = 2', 'z = 3']);
    [0, 1, 2].forEach((index) => run(document, index, index + 1));
    await apply(document, { kind: 'deleteCell', cell: 2 });
    expect(live.factsFor(document)?.gone).toEqual([{ source: 'z = 3', count: 3 }]);
    run(document, 0, 1);
    expect(live.factsFor(document)?.gone).toEqual([]);
    expect([...(live.factsFor(document)?.ran.keys() ?? [])]).toEqual([0]);
  });

  it('keeps what a moved cell ran, and takes it back when a deletion is undone', async () => {
    const live = new LiveSessions(memento());
    const document = open('a.ipynb', ['x = 1', 'y = 2']);
    run(document, 0, 1);
    type(document, 0, 'x = 5');
    await apply(document, { kind: 'moveCell', from: 0, before: 2 });
    expect([...(live.factsFor(document)?.ran ?? [])]).toEqual([[1, { source: 'x = 1', count: 1 }]]);
    expect(live.factsFor(document)?.gone).toEqual([]);
  });

  it('recalls, when the notebook is opened again, what its cells had run', () => {
    const memory = memento();
    const first = new LiveSessions(memory);
    const document = open('a.ipynb', [{ source: 'x = 1', id: 'a' }]);
    run(document, 0, 1);
    type(document, 0, 'x = 2');
    save(document);
    close(document);
    first.dispose();
    const live = new LiveSessions(memory);
    const again = open('a.ipynb', [{ source: 'x = 2', id: 'a', count: 1 }]);
    expect(live.factsFor(again)?.ran.get(0)).toEqual({ source: 'x = 1', count: 1 });
  });

  it('trusts the file where another session has run it since', () => {
    const memory = memento();
    const live = new LiveSessions(memory);
    const document = open('a.ipynb', [{ source: 'x = 1', id: 'a' }]);
    run(document, 0, 1);
    close(document);
    const again = open('a.ipynb', [{ source: 'x = 2', id: 'a', count: 9 }]);
    expect(live.factsFor(again)).toEqual({ ran: new Map([[0, { source: 'x = 2', count: 9 }]]), gone: [] });
  });
});

describe('live state in the findings', () => {
  it('marks a cell that was edited, and clears it when the cell runs again', async () => {
    const extension = start();
    const document = open('a.ipynb', ['x = 1', 'print(x)']);
    run(document, 0, 1);
    run(document, 1, 2);
    type(document, 0, 'x = 2');
    const stale = async () =>
      (await extension.analysis(document)).findings.filter((each) => each.rule === 'stale-output').map((each) => each.at.cell);
    expect(await stale()).toContain(0);
    run(document, 0, 3);
    expect(await stale()).toEqual([1]);
    run(document, 1, 4);
    expect(await stale()).toEqual([]);
  });
});
