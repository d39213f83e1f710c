// What the extension remembers of cells that really ran, in a kernel with a real Python process.

import { strict as assert } from 'node:assert';

import * as vscode from 'vscode';

import { change, code, edit, eventually, Kernel, makeNotebook, openInEditor, rules, rulesIn, writeNotebook } from './support.ts';

describe('live state', () => {
  const kernel = new Kernel();
  after(() => kernel.dispose());
  beforeEach(() => kernel.restart());

  async function started(name: string, ...sources: readonly string[]): Promise<vscode.NotebookDocument> {
    const document = await makeNotebook(
      `live/${name}.ipynb`,
      sources.map((each) => code(each)),
    );
    await kernel.select(document);
    return document;
  }

  it('has a kernel that executes Python and counts', async () => {
    const document = await started('kernel', 'a = 20', 'a + 1');
    await kernel.run(document, 0, 1);
    const [output] = document.cellAt(1).outputs;
    assert.equal(new TextDecoder().decode(output?.items[0]?.data).trim(), '21');
    assert.equal(document.cellAt(1).executionSummary?.executionOrder, 2);
    await document.save();
    const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
    assert.match(saved, /"execution_count": 2/);
  });

  it('marks a cell that was edited since it ran, and what depends on it, until they run again', async () => {
    const document = await started('edited', 'a = 1', 'b = a + 1', 'print(b)');
    await kernel.run(document, 0, 1, 2);
    await eventually(() => assert.deepEqual(rules(document).flat(), []));
    await edit(document.cellAt(0), 'a = 5');
    await eventually(() => assert.deepEqual(rules(document), [['stale-output@0'], ['stale-output@0'], ['stale-output@0']]));
    await kernel.run(document, 0);
    await eventually(() => assert.deepEqual(rules(document), [[], ['stale-output@0'], []]));
    await kernel.run(document, 1, 2);
    await eventually(() => assert.deepEqual(rules(document).flat(), []));
  });

  it('takes the mark back when the edit is undone by hand', async () => {
    const document = await started('back', 'a = 1', 'print(a)');
    await kernel.run(document, 0, 1);
    await edit(document.cellAt(0), 'a = 2');
    await eventually(() => assert.deepEqual(rulesIn(document.cellAt(0)), ['stale-output@0']));
    await edit(document.cellAt(0), 'a = 1');
    await eventually(() => assert.deepEqual(rules(document).flat(), []));
  });

  it('tells of a name that only the kernel still has, because its cell was deleted', async () => {
    const document = await started('deleted', 'secret = 7', 'print(secret)');
    await kernel.run(document, 0, 1);
    await change(document, vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1)));
    await eventually(() => assert.ok(rulesIn(document.cellAt(0)).includes('undefined-name@0')));
    const found = vscode.languages
      .getDiagnostics(document.cellAt(0).document.uri)
      .find((each) => each.message.includes('no cell defines it'));
    assert.match(found?.message ?? '', /the kernel still has it from a cell that was deleted \(executed as \[1\]\)/);
    await vscode.commands.executeCommand('notebook.focusTop');
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(rules(document).flat(), []));
  });

  it('tells of a name that only the kernel still has, because its cell was edited', async () => {
    const document = await started('renamed', 'rate = 7', 'print(rate)');
    await kernel.run(document, 0, 1);
    await edit(document.cellAt(0), 'price = 7');
    await eventually(() => {
      const messages = vscode.languages.getDiagnostics(document.cellAt(1).document.uri).map((each) => each.message);
      assert.ok(
        messages.some((each) => /the kernel still has it from cell 1, which was edited since \(executed as \[1\]\)/.test(each)),
        messages.join('\n'),
      );
    });
  });

  it('knows an input that ran again', async () => {
    const document = await started('again', 'a = 1', 'print(a)');
    await kernel.run(document, 0, 1, 0);
    await eventually(() => assert.deepEqual(rules(document), [[], ['stale-output@0']]));
    await kernel.run(document, 1);
    await eventually(() => assert.deepEqual(rules(document).flat(), []));
  });

  it('begins anew when the kernel does', async () => {
    const document = await started('restart', 'a = 1', 'print(a)', 'print("c")');
    await kernel.run(document, 0, 1, 2);
    await edit(document.cellAt(2), 'print("d")');
    await eventually(() => assert.deepEqual(rules(document), [[], [], ['stale-output@0']]));
    kernel.restart();
    await kernel.run(document, 0);
    // What ran before the restart is another kernel's; nothing is said of it.
    await eventually(() => assert.deepEqual(rules(document), [[], [], []]));
  });

  it('remembers what ran over closing and opening', async () => {
    const uri = writeNotebook('live/reload.ipynb', [code('a = 1'), code('print(a)')]);
    const document = await openInEditor(uri);
    await kernel.select(document);
    await kernel.run(document, 0, 1);
    await edit(document.cellAt(0), 'a = 3');
    await document.save();
    await eventually(() => assert.deepEqual(rules(document), [['stale-output@0'], ['stale-output@0']]));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually(() => assert.equal(document.isClosed, true), 20_000);
    const again = await openInEditor(uri);
    assert.notEqual(again, document);
    await eventually(() => assert.deepEqual(rules(again), [['stale-output@0'], ['stale-output@0']]));
  });

  it('keeps a moved cell as it ran', async () => {
    const document = await started('moved', 'a = 1', 'b = 2', 'print(a, b)');
    await kernel.run(document, 0, 1, 2);
    await vscode.window.showNotebookDocument(document, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.commands.executeCommand('notebook.cell.moveDown');
    await eventually(() => assert.equal(document.cellAt(0).document.getText(), 'b = 2'));
    await edit(document.cellAt(1), 'a = 9');
    await eventually(() => assert.deepEqual(rulesIn(document.cellAt(1)), ['stale-output@0']));
  });
});
