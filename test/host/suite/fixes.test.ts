// Quick fixes, suppressions and "fix all", as the editor offers and applies them.

import { strict as assert } from 'node:assert';

import * as vscode from 'vscode';

import { code, edit, eventually, makeNotebook, rules, rulesIn } from './support.ts';

async function actionsAt(cell: vscode.NotebookCell, kind?: vscode.CodeActionKind): Promise<readonly vscode.CodeAction[]> {
  const [first] = vscode.languages.getDiagnostics(cell.document.uri);
  const range = first?.range ?? new vscode.Range(0, 0, 0, 0);
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', cell.document.uri, range, kind?.value);
}

async function apply(cell: vscode.NotebookCell, title: RegExp): Promise<void> {
  const action = await eventually(async () => {
    const found = (await actionsAt(cell)).find((each) => title.test(each.title));
    assert.ok(found?.edit, `no action like ${title}: ${(await actionsAt(cell)).map((each) => each.title).join('; ')}`);
    return found;
  });
  assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
}

/** As a key bound to a kind of action does it: changes of cells do not survive the way through `executeCodeActionProvider`. */
async function applyInEditor(cell: vscode.NotebookCell, kind: string): Promise<void> {
  const [first] = vscode.languages.getDiagnostics(cell.document.uri);
  const { start } = first?.range ?? new vscode.Range(0, 0, 0, 0);
  await vscode.window.showTextDocument(cell.document, { selection: new vscode.Range(start, start) });
  await eventually(() => assert.equal(vscode.window.activeTextEditor?.document, cell.document));
  // The editor asks for actions at its cursor, which on a busy machine is not there at once.
  await eventually(async () => {
    if (!cell.notebook.isDirty) await vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
    assert.ok(cell.notebook.isDirty, 'the action was not applied');
  });
}

async function expectNone(document: vscode.NotebookDocument): Promise<void> {
  await eventually(() => assert.deepEqual(rules(document).flat(), []));
}

const DRAW = 'import numpy as np\nrng = np.random.default_rng()\nprint(rng.random())';
const quiet = ['unpinned-import'];

describe('quick fixes', () => {
  before(() => vscode.workspace.getConfiguration('nbship').update('rules', Object.fromEntries(quiet.map((each) => [each, 'off']))));
  after(() => vscode.workspace.getConfiguration('nbship').update('rules', undefined));

  it('offer the fix first, then what hides the finding, then its page', async () => {
    const document = await makeNotebook('f/offer.ipynb', [code(DRAW)]);
    await eventually(() => assert.equal(rulesIn(document.cellAt(0)).length, 1));
    const titles = (await actionsAt(document.cellAt(0))).map((each) => each.title);
    const ours = titles.filter((each) => /^Pass|Ignore|Why/.test(each));
    assert.match(ours[0] ?? '', /^Pass/);
    assert.deepEqual(ours.slice(1), [
      'Ignore unseeded-random on this line',
      'Ignore unseeded-random in this cell',
      'Ignore unseeded-random in this notebook',
      'Why this matters: unseeded-random',
    ]);
  });

  it('mend the notebook, and one undo takes it back', async () => {
    const document = await makeNotebook('f/mend.ipynb', [code(DRAW)]);
    await eventually(() => assert.equal(rulesIn(document.cellAt(0)).length, 1));
    await apply(document.cellAt(0), /^Pass/);
    assert.match(document.cellAt(0).document.getText(), /default_rng\(42\)/);
    await expectNone(document);
    await vscode.window.showTextDocument(document.cellAt(0).document);
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.equal(document.cellAt(0).document.getText(), DRAW));
  });

  for (const scope of ['line', 'cell', 'notebook']) {
    it(`ignore a finding: ${scope}`, async () => {
      const document = await makeNotebook(`f/ignore-${scope}.ipynb`, [code('x = 1'), code('print(gone)')]);
      await eventually(() => assert.deepEqual(rulesIn(document.cellAt(1)), ['undefined-name@0']));
      await applyInEditor(document.cellAt(1), `quickfix.nbship.ignore.${scope}`);
      await expectNone(document);
      assert.equal(document.isDirty, true);
    });
  }

  it('save an ignore of the whole notebook with the file, and read it back', async () => {
    const document = await makeNotebook('f/keep.ipynb', [code('print(gone)')]);
    await eventually(() => assert.equal(rulesIn(document.cellAt(0)).length, 1));
    await applyInEditor(document.cellAt(0), 'quickfix.nbship.ignore.notebook');
    await expectNone(document);
    await document.save();
    const saved: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)));
    assert.deepEqual((saved as { metadata: { nbship: unknown } }).metadata.nbship, { ignore: ['undefined-name'] });
  });

  it('answer for the text as it is, also between two analyses', async () => {
    const document = await makeNotebook('f/fresh.ipynb', [code(DRAW)]);
    await eventually(() => assert.equal(rulesIn(document.cellAt(0)).length, 1));
    await edit(document.cellAt(0), `# a line more\n${DRAW}`);
    await eventually(() => assert.deepEqual(rulesIn(document.cellAt(0)), ['unseeded-random@2']));
    await apply(document.cellAt(0), /^Pass/);
    assert.match(document.cellAt(0).document.getText(), /^# a line more\nimport numpy as np\nrng = np.random.default_rng\(42\)/);
  });

  it('open the page of a rule inside the editor', async () => {
    await vscode.commands.executeCommand('nbship.openRule', 'undefined-name');
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
      assert.ok(
        labels.some((each) => each.includes('undefined-name')),
        labels.join(', '),
      );
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('say so where nothing can be fixed without a person', async () => {
    const document = await makeNotebook('f/none.ipynb', [code('print(gone)')]);
    await eventually(() => assert.equal(rulesIn(document.cellAt(0)).length, 1));
    await vscode.commands.executeCommand('nbship.fixAll');
    assert.equal(document.cellAt(0).document.getText(), 'print(gone)');
  });
});
