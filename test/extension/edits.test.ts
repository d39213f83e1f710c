// Edits of the core, applied by the editor, give what the core itself makes of them.

import * as vscode from 'vscode';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import type { Edit } from '../../src/core/text/edit.ts';
import { toWorkspaceEdit } from '../../src/extension/edits.ts';
import { toFixEdit } from '../../src/extension/file-edits.ts';
import { cell, editor, open, reset, sources, write } from './editor/state.ts';

beforeEach(reset);

const CELLS = ['a = 1\nb = 2', 'c = 3', 'd = 4'];

async function after(edits: readonly Edit[]): Promise<readonly string[]> {
  const document = open('a.ipynb', CELLS);
  await vscode.workspace.applyEdit(toWorkspaceEdit(document, edits));
  return sources(document);
}

describe('toWorkspaceEdit', () => {
  it('replaces texts that all speak of the cell as it was', async () => {
    const put = (start: number, end: number, text: string): Edit => ({ kind: 'replaceText', at: { cell: 0, span: { start, end } }, text });
    expect(await after([put(0, 1, 'long_name'), put(10, 11, '5')])).toEqual(['long_name = 1\nb = 5', 'c = 3', 'd = 4']);
  });

  it('inserts, deletes and moves cells that all speak of the notebook as it was', async () => {
    expect(await after([{ kind: 'insertCell', before: 1, source: 'import random' }])).toEqual([
      CELLS[0],
      'import random',
      CELLS[1],
      CELLS[2],
    ]);
    expect(await after([{ kind: 'deleteCell', cell: 1 }])).toEqual([CELLS[0], CELLS[2]]);
    expect(await after([{ kind: 'moveCell', from: 2, before: 0 }])).toEqual([CELLS[2], CELLS[0], CELLS[1]]);
    expect(await after([{ kind: 'moveCell', from: 0, before: 3 }])).toEqual([CELLS[1], CELLS[2], CELLS[0]]);
  });

  it('moves any cell anywhere without losing one', async () => {
    const at = fc.nat({ max: 2 });
    await fc.assert(
      fc.asyncProperty(at, fc.nat({ max: 3 }), async (from, before) => {
        const moved = CELLS[from] ?? '';
        const rest = CELLS.filter((_, index) => index !== from);
        const place = before > from ? before - 1 : before;
        const expected = [...rest.slice(0, place), moved, ...rest.slice(place)];
        expect(await after([{ kind: 'moveCell', from, before }])).toEqual(expected);
      }),
    );
  });

  it('keeps count, outputs and metadata of a cell that moves', async () => {
    const outputs = [{ items: [{ mime: 'text/plain', data: new Uint8Array([49]) }] }];
    const document = open('a.ipynb', ['x = 1', { source: 'x', count: 7, id: 'kept', tags: ['t'], outputs }]);
    await vscode.workspace.applyEdit(toWorkspaceEdit(document, [{ kind: 'moveCell', from: 1, before: 0 }]));
    expect(cell(document, 0)).toMatchObject({
      outputs,
      executionSummary: { executionOrder: 7 },
      metadata: { id: 'kept', metadata: { tags: ['t'] } },
    });
  });

  it('refuses a cell that there is not', () => {
    expect(() => toWorkspaceEdit(open('a.ipynb', CELLS), [{ kind: 'moveCell', from: 9, before: 0 }])).toThrow('there is no cell 10');
  });
});

describe('toFixEdit', () => {
  const text = (path: string): string => new TextDecoder().decode(editor.files.get(`file:///ws/${path}`));
  const pin: Edit = { kind: 'editFile', path: 'requirements.txt', line: 2, found: 'numpy>=1', text: 'numpy==2.1.0' };

  async function apply(edits: readonly Edit[]): Promise<boolean | undefined> {
    const edit = await toFixEdit(open('sub/a.ipynb', CELLS), edits);
    return edit && vscode.workspace.applyEdit(edit);
  }

  it('replaces a line of a file of the workspace folder, and adds one', async () => {
    write('requirements.txt', '# ours\r\nnumpy>=1\r\npandas');
    expect(await apply([pin, { kind: 'editFile', path: 'requirements.txt', text: 'shap==0.46' }])).toBe(true);
    expect(text('requirements.txt')).toBe('# ours\r\nnumpy==2.1.0\r\npandas\r\nshap==0.46\r\n');
  });

  it('does not touch a file that reads otherwise by now', async () => {
    write('requirements.txt', '# ours\nnumpy==1.26\n');
    expect(await apply([pin])).toBeUndefined();
    expect(text('requirements.txt')).toBe('# ours\nnumpy==1.26\n');
  });

  it('makes a file where there is none, and takes an absolute path', async () => {
    expect(await apply([{ kind: 'editFile', path: '/ws/deep/requirements.txt', text: 'numpy==2.1.0' }])).toBe(true);
    expect(text('deep/requirements.txt')).toBe('numpy==2.1.0\n');
  });

  it('changes the notebook and a file together', async () => {
    const document = open('sub/b.ipynb', CELLS);
    write('requirements.txt', '# ours\nnumpy>=1\n');
    const edit = await toFixEdit(document, [pin, { kind: 'deleteCell', cell: 0 }]);
    expect(edit && (await vscode.workspace.applyEdit(edit))).toBe(true);
    expect(sources(document)).toEqual([CELLS[1], CELLS[2]]);
    expect(text('requirements.txt')).toBe('# ours\nnumpy==2.1.0\n');
  });
});
