// What the editor offers for data files: "Track with DVC", and a path into a variable.

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it } from 'vitest';

import type { Ports } from '../../src/core/semantics/ports.ts';
import { registerCodeActions } from '../../src/extension/code-actions.ts';
import { diagnosticOf } from '../../src/extension/diagnostics.ts';
import { dvcCommand, trackWithDvc } from '../../src/extension/node/dvc.ts';
import { rangeIn } from '../../src/extension/places.ts';
import { registerRefactorings } from '../../src/extension/refactorings.ts';
import { start } from './analysed.ts';
import { editor, memento, open, reset, sources } from './editor/state.ts';

beforeEach(reset);

const READS = ["import pandas as pd\ndf = pd.read_csv('data/train.csv')", "again = pd.read_csv('data/train.csv')"];

function portsWith(usesDvc: boolean): Pick<Ports, 'sample' | 'versioning'> {
  return { sample: () => ({ kind: 'file' }), versioning: { keepsNotebook: () => true, usesDvc, keeperOf: () => 'nobody' } };
}

async function offered(usesDvc: boolean): Promise<readonly vscode.CodeAction[]> {
  const extension = start(memento(), portsWith(usesDvc));
  const document = open('a.ipynb', READS);
  const { findings, model } = await extension.analysis(document);
  const finding = findings.find((each) => each.rule === 'unversioned-data');
  if (!finding) throw new Error('the data were not found');
  registerCodeActions(extension.analyses);
  const range = rangeIn(model, finding.at);
  return actionsAt(document, range, [diagnosticOf(finding, range, vscode.Uri.file('/ext'))]);
}

async function actionsAt(
  document: vscode.NotebookDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): Promise<readonly vscode.CodeAction[]> {
  const { provider } = editor.codeActions[0] as { provider: vscode.CodeActionProvider };
  const context = { diagnostics, only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke } as vscode.CodeActionContext;
  const none = undefined as unknown as vscode.CancellationToken;
  return (await provider.provideCodeActions(document.cellAt(0).document, range, context, none)) as vscode.CodeAction[];
}

describe('Track with DVC', () => {
  it('is offered where DVC is set up', async () => {
    const action = (await offered(true)).find((each) => each.title === 'Track with DVC');
    expect(action?.command).toMatchObject({ command: 'nbship.trackWithDvc', arguments: [{ path: '/ws/a.ipynb' }, ['data/train.csv']] });
  });

  it('is not offered where it is not', async () => {
    expect((await offered(false)).map((each) => each.title)).not.toContain('Track with DVC');
  });

  it('runs in a terminal in the folder of the notebook, for the files given or all that are found', async () => {
    const { analyses } = start(memento(), portsWith(true));
    const document = open('a.ipynb', READS);
    await trackWithDvc(analyses, document.uri, ['data/train.csv']);
    expect(editor.terminals).toEqual([{ cwd: '/ws', lines: ['dvc add data/train.csv'] }]);
    Object.assign(editor, { active: document });
    await trackWithDvc(analyses);
    expect(editor.terminals).toHaveLength(2);
    expect(editor.terminals[1]).toEqual(editor.terminals[0]);
  });

  it('starts nothing in a workspace that is not trusted', async () => {
    const { analyses } = start(memento(), portsWith(true));
    Object.assign(editor, { trusted: false });
    await trackWithDvc(analyses, open('a.ipynb', READS).uri, ['data/train.csv']);
    expect(editor.terminals).toEqual([]);
    expect(editor.messages).toEqual(['nbship: `dvc add` needs a trusted workspace.']);
  });

  it('takes names for names only', () => {
    expect(dvcCommand(['a.csv', 'my data/b (1).csv', '-c.csv', 'Größe.csv'])).toBe(
      'dvc add a.csv "my data/b (1).csv" ./-c.csv "Größe.csv"',
    );
    for (const each of ['$(touch x).csv', 'a;b.csv', 'a`b`.csv', 'a"b.csv', '%PATH%.csv', 'a&b.csv', "a'b.csv", 'a\nb.csv', 'a!b.csv'])
      expect(dvcCommand([each]), each).toBeUndefined();
  });
});

it('a path is put into a variable, wherever it is written', async () => {
  const extension = start();
  const document = open('a.ipynb', READS);
  const { model } = await extension.analysis(document);
  registerRefactorings(extension.analyses);
  const at = (text: string): vscode.Range => {
    const begin = READS[0]?.indexOf(text) ?? 0;
    return rangeIn(model, { cell: 0, span: { start: begin, end: begin + 1 } });
  };
  expect(await actionsAt(document, at('pd.read'), [])).toEqual([]);
  const [action] = await actionsAt(document, at('data/train'), []);
  expect(action?.title).toBe('Put the path into a variable: TRAIN_PATH');
  await vscode.workspace.applyEdit(action?.edit as vscode.WorkspaceEdit);
  expect(sources(document)).toEqual([
    "TRAIN_PATH = 'data/train.csv'",
    'import pandas as pd\ndf = pd.read_csv(TRAIN_PATH)',
    'again = pd.read_csv(TRAIN_PATH)',
  ]);
});
