// Changes that a user asks for where nothing is wrong: a path into a variable.

import * as vscode from 'vscode';

import { extractPath } from '../core/rules/extract-path.ts';
import { literalsIn } from '../core/rules/literals.ts';
import type { Analyses } from './analyses.ts';
import { toWorkspaceEdit } from './edits.ts';
import { PYTHON_CELLS } from './notebooks.ts';
import { notebookOf, rangeIn } from './places.ts';

const KIND = vscode.CodeActionKind.RefactorExtract;

export function registerRefactorings(analyses: Analyses): vscode.Disposable {
  const provider = { provideCodeActions: pathIntoVariable(analyses) };
  return vscode.languages.registerCodeActionsProvider(PYTHON_CELLS, provider, { providedCodeActionKinds: [KIND] });
}

/** On a text that a cell reads or writes a file by. */
function pathIntoVariable(analyses: Analyses): vscode.CodeActionProvider['provideCodeActions'] {
  return async (text, range) => {
    const found = notebookOf(text);
    const analysis = found && (await analyses.fresh(found.notebook));
    if (!analysis) return [];
    const { model, document } = analysis;
    const here = literalsIn(model).find(
      (each) => each.at.cell === found.cell.index && rangeIn(model, each.at).intersection(range) !== undefined,
    );
    const isPath = model.document.events.some((each) => (each.kind === 'read' || each.kind === 'write') && each.path === here?.value);
    const change = here && isPath ? extractPath(model, here.value) : undefined;
    if (!change) return [];
    const action = new vscode.CodeAction(change.title, KIND);
    action.edit = toWorkspaceEdit(document, change.edits);
    return [action];
  };
}
