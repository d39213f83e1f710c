// Commands about more than one cell: the whole workspace, the dependency view, the list, pre-commit, the terminal.

import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import * as vscode from 'vscode';

import { code, eventually, makeNotebook, notebookText, notes, workspaceFolder, writeNotebook } from './support.ts';

interface Result {
  readonly checked: number;
  readonly problems: number;
  readonly unreadable: number;
}

describe('the workspace', () => {
  it('is checked whole: findings of closed notebooks stand at their line of the file', async () => {
    const uri = writeNotebook('w/closed.ipynb', [code('a = 1'), code('b = 2\nprint(gone)')]);
    mkdirSync(`${workspaceFolder()}/w`, { recursive: true });
    writeFileSync(`${workspaceFolder()}/w/broken.ipynb`, '{"cells": [');
    const result = await vscode.commands.executeCommand<Result>('nbship.checkWorkspace');
    assert.ok(result.checked >= 2, JSON.stringify(result));
    assert.equal(result.unreadable, 1);
    const found = vscode.languages.getDiagnostics(uri).find((each) => each.message.includes('gone'));
    assert.ok(found, 'no diagnostic on the file');
    assert.match(readFileSync(uri.fsPath, 'utf8').split('\n')[found.range.start.line] ?? '', /print\(gone\)/);
    // Repaired, it is a notebook like the others; so is one that comes later.
    writeFileSync(`${workspaceFolder()}/w/broken.ipynb`, notebookText([code('print(gone)')]));
    writeFileSync(`${workspaceFolder()}/w/new.ipynb`, notebookText([code('print(gone)')]));
    for (const name of ['broken', 'new'])
      await eventually(() =>
        assert.equal(vscode.languages.getDiagnostics(vscode.Uri.file(`${workspaceFolder()}/w/${name}.ipynb`)).length, 1),
      );
    for (const name of ['broken', 'new']) rmSync(`${workspaceFolder()}/w/${name}.ipynb`);
  });

  it('keeps the findings of a closed notebook true as its file changes, and takes them back when it opens', async () => {
    const uri = writeNotebook('w/changing.ipynb', [code('print(gone)')]);
    await vscode.commands.executeCommand('nbship.checkWorkspace');
    assert.equal(vscode.languages.getDiagnostics(uri).length, 1);
    writeFileSync(uri.fsPath, notebookText([code('x = 1')]));
    await eventually(() => assert.equal(vscode.languages.getDiagnostics(uri).length, 0));
    writeFileSync(uri.fsPath, notebookText([code('print(gone)')]));
    await eventually(() => assert.equal(vscode.languages.getDiagnostics(uri).length, 1));
    const document = await makeNotebook('w/changing.ipynb', [code('print(gone)')]);
    await eventually(() => {
      assert.equal(vscode.languages.getDiagnostics(uri).length, 0);
      assert.equal(vscode.languages.getDiagnostics(document.cellAt(0).document.uri).length, 1);
    });
  });

  it('shows the cells and what flows between them', async () => {
    await makeNotebook('w/graph.ipynb', [code('a = 1'), code('print(a)')]);
    await vscode.commands.executeCommand('nbship.showDependencies');
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
      assert.ok(labels.includes('Cell dependencies'), labels.join(', '));
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('has every command that the manifest promises', async () => {
    const manifest = vscode.extensions.getExtension('nbship.nbship')?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = await vscode.commands.getCommands(true);
    const missing = manifest.contributes.commands.map((each) => each.command).filter((each) => !known.includes(each));
    assert.deepEqual(missing, []);
  });

  it('finds the command line in its terminals', async () => {
    const out = `${workspaceFolder()}/version.txt`;
    const terminal = vscode.window.createTerminal({ name: 'nbship', shellPath: '/bin/bash', cwd: workspaceFolder() });
    terminal.sendText(`nbship --version > ${out}`);
    await eventually(() => assert.match(readFileSync(out, 'utf8'), /^nbship \d/), 30_000);
    terminal.dispose();
  });

  it('starts quickly', () => {
    const extension = vscode.extensions.getExtension<{ took: number }>('nbship.nbship');
    assert.equal(extension?.isActive, true);
    notes.push(`own work at activation: ${extension.exports.took.toFixed(1)} ms`);
  });
});
