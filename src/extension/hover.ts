// The story of a variable, where the pointer rests on it.

import * as vscode from 'vscode';

import { storyHover } from '../core/report/hover.ts';
import { namesOf } from '../core/semantics/story.ts';
import type { Analyses } from './analyses.ts';
import { NOTEBOOK_TYPE } from './notebooks.ts';

export function registerHover(analyses: Analyses): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { notebookType: NOTEBOOK_TYPE, language: 'python' },
    { provideHover: (text, position) => hoverAt(analyses, text, position) },
  );
}

async function hoverAt(analyses: Analyses, text: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const range = text.getWordRangeAtPosition(position, /[A-Za-z_]\w*/);
  const document = vscode.workspace.notebookDocuments.find((each) => each.getCells().some((cell) => cell.document === text));
  if (!range || !document) return undefined;
  const analysis = await analyses.fresh(document);
  const cell = document.getCells().findIndex((each) => each.document === text);
  const name = text.getText(range);
  // An attribute `df.name` is no variable.
  const before = text.lineAt(range.start.line).text.slice(0, range.start.character);
  if (!analysis || before.trimEnd().endsWith('.') || !namesOf(analysis.model.document).has(name)) return undefined;
  const story = storyHover(analysis.model, name, cell);
  return story === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(story), range);
}
