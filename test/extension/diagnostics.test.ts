// Diagnostics follow the notebook: they appear with their page and their related places, and go with their cell.

import * as vscode from 'vscode';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Diagnostics, ruleOf } from '../../src/extension/diagnostics.ts';
import { toWorkspaceEdit } from '../../src/extension/edits.ts';
import { start } from './analysed.ts';
import { cell, close, editor, fakeOf, open, reset, set, type } from './editor/state.ts';

beforeEach(() => {
  reset();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(2000);

function shown(document: vscode.NotebookDocument): readonly (readonly string[])[] {
  const held = editor.collections.get('nbship');
  return fakeOf(document)
    .getCells()
    .map((each) => (held?.get(each.document.uri.toString()) ?? []).map((one) => ruleOf(one as unknown as vscode.Diagnostic) ?? '?'));
}

function begin(): void {
  const { analyses } = start();
  void new Diagnostics(analyses, vscode.Uri.file('/ext'));
}

describe('Diagnostics', () => {
  it('shows a finding in its cell, with source, severity, range and a link to the page that comes with us', async () => {
    begin();
    const document = open('a.ipynb', ['x = 1', 'y = x\nprint(missing)']);
    await settled();
    expect(shown(document)).toEqual([[], ['undefined-name']]);
    const [diagnostic] = editor.collections.get('nbship')?.get(cell(document, 1).document.uri.toString()) ?? [];
    expect(diagnostic).toMatchObject({
      source: 'nbship',
      severity: vscode.DiagnosticSeverity.Error,
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 13 } },
      code: { value: 'undefined-name', target: { path: '/ext/dist/rules/undefined-name.nbship.md' } },
    });
  });

  it('points to the other cell', async () => {
    begin();
    const document = open('a.ipynb', ['print(later)', 'later = 1']);
    await settled();
    const [diagnostic] = editor.collections.get('nbship')?.get(cell(document, 0).document.uri.toString()) ?? [];
    expect(diagnostic?.relatedInformation?.map((each) => each.location.uri.toString())).toContain(
      cell(document, 1).document.uri.toString(),
    );
  });

  it('waits while one types, and then speaks of the last text', async () => {
    begin();
    const document = open('a.ipynb', ['x = 1']);
    await settled();
    type(document, 0, 'print(miss');
    await vi.advanceTimersByTimeAsync(50);
    type(document, 0, 'print(missing)');
    await vi.advanceTimersByTimeAsync(100);
    expect(shown(document)).toEqual([[]]);
    await settled();
    expect(shown(document)).toEqual([['undefined-name']]);
    type(document, 0, 'x = 2');
    await settled();
    expect(shown(document)).toEqual([[]]);
  });

  it('follows cells that are inserted, moved and deleted', async () => {
    begin();
    const document = open('a.ipynb', ['x = 1', 'print(x)']);
    const apply = async (edit: Parameters<typeof toWorkspaceEdit>[1][number]) => {
      await vscode.workspace.applyEdit(toWorkspaceEdit(document, [edit]));
      await settled();
    };
    await apply({ kind: 'moveCell', from: 1, before: 0 });
    expect(shown(document)).toEqual([['use-before-definition'], []]);
    await apply({ kind: 'deleteCell', cell: 1 });
    expect(shown(document)).toEqual([['undefined-name']]);
    await apply({ kind: 'insertCell', before: 0, source: 'x = 3' });
    expect(shown(document)).toEqual([[], []]);
    expect(editor.collections.get('nbship')?.size).toBe(2);
  });

  it('takes everything back when the notebook closes, or nbship is switched off for it', async () => {
    begin();
    const document = open('a.ipynb', ['print(missing)']);
    await settled();
    set('nbship.enable', false);
    await settled();
    expect(editor.collections.get('nbship')?.size).toBe(0);
    set('nbship.enable', true);
    await settled();
    expect(shown(document)).toEqual([['undefined-name']]);
    close(document);
    await settled();
    expect(editor.collections.get('nbship')?.size).toBe(0);
  });

  it('leaves a cell alone whose language is none of ours', async () => {
    begin();
    const document = open('a.ipynb', ['x = 1', 'print(missing)']);
    cell(document, 1).document.languageId = 'sql';
    await settled();
    expect(shown(document)).toEqual([[], []]);
  });

  it('speaks as loudly as the settings say', async () => {
    begin();
    const document = open('a.ipynb', ['print(missing)']);
    set('nbship.rules', { 'undefined-name': 'information' });
    await settled();
    const [diagnostic] = editor.collections.get('nbship')?.get(cell(document, 0).document.uri.toString()) ?? [];
    expect(diagnostic?.severity).toBe(vscode.DiagnosticSeverity.Information);
    set('nbship.rules', { 'undefined-name': 'off' });
    await settled();
    expect(shown(document)).toEqual([[]]);
  });

  it('waits for a save where the user asked for that', async () => {
    set('nbship.run', 'onSave');
    begin();
    const document = open('a.ipynb', ['x = 1']);
    await settled();
    type(document, 0, 'print(missing)');
    await settled();
    expect(shown(document)).toEqual([[]]);
  });
});
