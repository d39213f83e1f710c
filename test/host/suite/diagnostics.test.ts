// Diagnostics stay true to the notebook, whatever is done to it.

import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';

import * as vscode from 'vscode';

import {
  cellData,
  change,
  code,
  edit,
  eventually,
  makeNotebook,
  notebookText,
  openInEditor,
  openNotebook,
  rules,
  rulesIn,
  wait,
  workspaceFolder,
  writeNotebook,
} from './support.ts';

async function expectRules(document: vscode.NotebookDocument, expected: readonly (readonly string[])[]): Promise<void> {
  await eventually(() => assert.deepEqual(rules(document), expected));
}

describe('diagnostics', () => {
  it('appear in the cells of a notebook that is opened', async () => {
    const document = await makeNotebook('d/open.ipynb', [code('a = 1'), code('print(a, gone)')]);
    await expectRules(document, [[], ['undefined-name@0']]);
    const [first] = vscode.languages.getDiagnostics(document.cellAt(1).document.uri);
    assert.equal(document.cellAt(1).document.getText(first?.range), 'gone');
    assert.match(first?.message ?? '', /no cell defines it/);
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Error);
  });

  it('follow typing, in the cell and in all others', async () => {
    const document = await makeNotebook('d/type.ipynb', [code('a = 1'), code('print(a)')]);
    await expectRules(document, [[], []]);
    await edit(document.cellAt(0), 'b = 1');
    await expectRules(document, [[], ['undefined-name@0']]);
    await edit(document.cellAt(0), 'a = 2');
    await expectRules(document, [[], []]);
  });

  it('link to the other cell that matters', async () => {
    const document = await makeNotebook('d/related.ipynb', [code('print(late)'), code('late = 1')]);
    await expectRules(document, [['use-before-definition@0'], []]);
    const [first] = vscode.languages.getDiagnostics(document.cellAt(0).document.uri);
    const [related] = first?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), document.cellAt(1).document.uri.toString());
  });

  it('carry the rule as a link to its page, which is there', async () => {
    const document = await makeNotebook('d/page.ipynb', [code('print(gone)')]);
    await expectRules(document, [['undefined-name@0']]);
    const [first] = vscode.languages.getDiagnostics(document.cellAt(0).document.uri);
    assert.ok(typeof first?.code === 'object');
    const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(first.code.target));
    assert.match(page, /^# undefined-name/);
  });

  it('follow insertion, deletion, and their undo', async () => {
    const document = await makeNotebook('d/structure.ipynb', [code('a = 1'), code('print(a)')]);
    await expectRules(document, [[], []]);
    await change(document, vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1)));
    await expectRules(document, [['undefined-name@0']]);
    await vscode.commands.executeCommand('notebook.focusTop');
    await vscode.commands.executeCommand('undo');
    await expectRules(document, [[], []]);
    await change(document, vscode.NotebookEdit.insertCells(0, [cellData('print(b)')]));
    await expectRules(document, [['undefined-name@0'], [], []]);
  });

  it('follow cells that move', async () => {
    const document = await makeNotebook('d/move.ipynb', [code('print(a)'), code('a = 1')]);
    await expectRules(document, [['use-before-definition@0'], []]);
    await vscode.window.showNotebookDocument(document, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.commands.executeCommand('notebook.cell.moveDown');
    await expectRules(document, [[], []]);
  });

  it('follow splitting and joining', async () => {
    const document = await makeNotebook('d/split.ipynb', [code('a = 1\nprint(b)'), code('b = 2')]);
    await expectRules(document, [['use-before-definition@1'], []]);
    await vscode.window.showNotebookDocument(document, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.window.showTextDocument(document.cellAt(0).document, { selection: new vscode.Range(1, 0, 1, 0) });
    await vscode.commands.executeCommand('notebook.cell.split');
    await expectRules(document, [[], ['use-before-definition@0'], []]);
    await vscode.window.showNotebookDocument(document, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.commands.executeCommand('notebook.cell.joinBelow');
    await eventually(() => {
      const line = document.cellAt(0).document.getText().split('\n').indexOf('print(b)');
      assert.deepEqual(rules(document), [[`use-before-definition@${line}`], []]);
    });
  });

  it("go when a cell's language changes, and come back with it", async () => {
    const document = await makeNotebook('d/language.ipynb', [code('print(gone)'), code('x = 1')]);
    await expectRules(document, [['undefined-name@0'], []]);
    await vscode.languages.setTextDocumentLanguage(document.cellAt(0).document, 'sql');
    await expectRules(document, [[], []]);
    await vscode.languages.setTextDocumentLanguage(document.cellAt(0).document, 'python');
    await expectRules(document, [['undefined-name@0'], []]);
  });

  it('follow the file when another program writes it', async () => {
    const document = await makeNotebook('d/outside.ipynb', [code('print(gone)')]);
    await expectRules(document, [['undefined-name@0']]);
    await wait(1100);
    writeFileSync(document.uri.fsPath, notebookText([code('gone = 1'), code('print(gone)')]));
    await expectRules(document, [[], []]);
  });

  it('follow the notebook to its new name', async () => {
    const document = await makeNotebook('d/before.ipynb', [code('print(gone)')]);
    await expectRules(document, [['undefined-name@0']]);
    const after = vscode.Uri.file(`${workspaceFolder()}/d/after.ipynb`);
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(document.uri, after);
    await vscode.workspace.applyEdit(rename);
    const renamed = await openNotebook(after);
    await expectRules(renamed, [['undefined-name@0']]);
  });

  it('go when the notebook is closed', async () => {
    const file = writeNotebook('d/close.ipynb', [code('print(gone)')]);
    const document = await openInEditor(file);
    await expectRules(document, [['undefined-name@0']]);
    const { uri } = document.cellAt(0).document;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually(() => assert.equal(vscode.languages.getDiagnostics(uri).length, 0));
  });

  it('obey the settings: off, another severity, only when saved', async () => {
    const document = await makeNotebook('d/settings.ipynb', [code('print(gone)')]);
    await expectRules(document, [['undefined-name@0']]);
    const settings = vscode.workspace.getConfiguration('nbship');
    await settings.update('rules', { 'undefined-name': 'off' });
    await expectRules(document, [[]]);
    await settings.update('rules', { 'undefined-name': 'information' });
    await eventually(() => {
      const [first] = vscode.languages.getDiagnostics(document.cellAt(0).document.uri);
      assert.equal(first?.severity, vscode.DiagnosticSeverity.Information);
    });
    await settings.update('rules', undefined);
    await settings.update('run', 'onSave');
    await expectRules(document, [['undefined-name@0']]);
    await edit(document.cellAt(0), 'gone = 1');
    await wait(600);
    assert.deepEqual(rulesIn(document.cellAt(0)).length, 1);
    await document.save();
    await expectRules(document, [[]]);
    await settings.update('run', undefined);
    await settings.update('enable', false);
    await edit(document.cellAt(0), 'print(gone)');
    await wait(600);
    assert.deepEqual(rules(document), [[]]);
    await settings.update('enable', undefined);
    await expectRules(document, [['undefined-name@0']]);
  });

  it('obey the configuration of the project, and say what is wrong with it', async () => {
    const document = await makeNotebook('configured/a.ipynb', [code('print(gone)')]);
    await expectRules(document, [['undefined-name@0']]);
    const file = `${workspaceFolder()}/configured/nbship.toml`;
    writeFileSync(file, 'ignore = ["undefined-name"]\n');
    await expectRules(document, [[]]);
    writeFileSync(file, 'ignore = ["undefined-nam"]\n');
    await expectRules(document, [['undefined-name@0']]);
  });

  it('leave notebooks of other kinds alone', async () => {
    const path = `${workspaceFolder()}/d/julia.ipynb`;
    const text = notebookText([code('println(gone)')]).replaceAll('"python"', '"julia"');
    writeFileSync(path, text);
    const document = await openNotebook(vscode.Uri.file(path));
    await wait(500);
    assert.deepEqual(rules(document), [[]]);
    assert.equal(readFileSync(path, 'utf8'), text);
  });
});
