// Quick fixes: what is offered at a finding, and what each does when it is chosen.

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it } from 'vitest';

import { FIX_ALL, registerCodeActions, suppressNotebook } from '../../src/extension/code-actions.ts';
import { diagnosticOf } from '../../src/extension/diagnostics.ts';
import { rangeIn } from '../../src/extension/places.ts';
import { start, type Extension } from './analysed.ts';
import { cell, editor, fakeOf, open, reset, sources } from './editor/state.ts';

beforeEach(reset);

/** The actions that the editor would list at the first finding of a rule. */
async function offered(extension: Extension, document: vscode.NotebookDocument, rule: string): Promise<readonly vscode.CodeAction[]> {
  const { findings, model } = await extension.analysis(document);
  const finding = findings.find((each) => each.rule === rule);
  if (!finding) throw new Error(`${rule} was not found`);
  registerCodeActions(extension.analyses);
  const range = rangeIn(model, finding.at);
  const diagnostics = [diagnosticOf(finding, range, vscode.Uri.file('/ext'))];
  const { provider } = editor.codeActions[0] as { provider: vscode.CodeActionProvider };
  const text = document.cellAt(finding.at.cell).document;
  const context = { diagnostics, only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke } as vscode.CodeActionContext;
  const none = undefined as unknown as vscode.CancellationToken;
  return (await provider.provideCodeActions(text, range, context, none)) as vscode.CodeAction[];
}

async function choose(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
  const found = actions.find((each) => title.test(each.title));
  if (!found?.edit) throw new Error(`no action is called ${String(title)}: ${actions.map((each) => each.title).join('; ')}`);
  await vscode.workspace.applyEdit(found.edit);
}

describe('quick fixes', () => {
  it('offer what hides the finding, and its page at the end', async () => {
    const actions = await offered(start(), open('a.ipynb', ['print(missing)']), 'undefined-name');
    expect(actions.map((each) => each.title)).toEqual([
      'Ignore undefined-name on this line',
      'Ignore undefined-name in this cell',
      'Ignore undefined-name in this notebook',
      'Why this matters: undefined-name',
    ]);
    expect(actions.at(-1)?.command).toMatchObject({ command: 'nbship.openRule', arguments: ['undefined-name'] });
  });

  it.each([
    [/on this line/, 'print(missing)  # nbship: ignore[undefined-name]'],
    [/in this cell/, '# nbship: ignore-cell[undefined-name]\nprint(missing)'],
    [/in this notebook/, 'print(missing)'],
  ])('hide the finding: %s', async (title, expected) => {
    const extension = start();
    const document = open('a.ipynb', ['print(missing)']);
    await choose(await offered(extension, document, 'undefined-name'), title);
    expect(sources(document)).toEqual([expected]);
    expect((await extension.analysis(document)).findings).toEqual([]);
  });

  it('put the fix of the rule first, as the preferred one, and it mends the finding', async () => {
    const extension = start();
    const document = open('a.ipynb', ['from sklearn.model_selection import train_test_split', 'a, b = train_test_split([1, 2, 3])']);
    const actions = await offered(extension, document, 'unseeded-random');
    expect(actions[0]?.isPreferred).toBe(true);
    await choose(actions.slice(0, 1), /./);
    const { findings } = await extension.analysis(document);
    expect(findings.filter((each) => each.rule === 'unseeded-random')).toEqual([]);
  });

  it('say nothing where no diagnostic of ours is asked about', async () => {
    const extension = start();
    const document = open('a.ipynb', ['print(missing)']);
    await extension.analysis(document);
    registerCodeActions(extension.analyses);
    const { provider } = editor.codeActions[0] as { provider: vscode.CodeActionProvider };
    const context = { diagnostics: [], only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke } as vscode.CodeActionContext;
    const asked = provider.provideCodeActions(
      document.cellAt(0).document,
      new vscode.Range(0, 0, 0, 1),
      context,
      undefined as unknown as vscode.CancellationToken,
    );
    expect(await asked).toEqual([]);
  });
});

describe('suppressNotebook', () => {
  it('keeps what the metadata held, and names a rule once', async () => {
    const metadata = { nbformat: 4, metadata: { language_info: { name: 'python' }, nbship: { ignore: ['a'], other: 1 } } };
    const document = open('a.ipynb', ['x = 1'], metadata);
    await vscode.workspace.applyEdit(suppressNotebook(document, 'b'));
    await vscode.workspace.applyEdit(suppressNotebook(document, 'b'));
    expect(fakeOf(document).metadata).toEqual({
      nbformat: 4,
      metadata: { language_info: { name: 'python' }, nbship: { ignore: ['a', 'b'], other: 1 } },
    });
    expect(cell(document, 0).document.getText()).toBe('x = 1');
  });
});

describe('fix all', () => {
  it('has the kind that `notebook.codeActionsOnSave` asks for', () => {
    expect(FIX_ALL.value).toBe('notebook.source.fixAll.nbship');
  });
});
