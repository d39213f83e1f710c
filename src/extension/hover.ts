// The story of a variable, where the pointer rests on it.

import * as vscode from 'vscode';

import { storyLines, type StoryLine } from '../core/report/story.ts';
import type { Model } from '../core/semantics/model.ts';
import { namesOf } from '../core/semantics/story.ts';
import type { Analyses } from './analyses.ts';
import { NOTEBOOK_TYPE } from './notebooks.ts';

/** Longer stories are cut: a hover is looked at, not read. */
const MOST_LINES = 12;

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
  const story = storyText(analysis.model, name, cell);
  return story === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(story), range);
}

/** Undefined for a name that is only imported and read: there is nothing to tell. */
function storyText(model: Model, name: string, cell: number): string | undefined {
  const document = storyLines(model, name, 'document', cell);
  if (document.length < 2 || document.every((each) => /^(made|read)/.test(each.text) && each.cell === document[0]?.cell)) return undefined;
  const session = storyLines(model, name, 'session', cell);
  const same = JSON.stringify(document) === JSON.stringify(session);
  const parts = [`nbship: \`${name}\` from top to bottom\n\n${listOf(document)}`];
  if (session.length > 0 && !same) parts.push(`as it was run\n\n${listOf(session)}`);
  return parts.join('\n\n');
}

function listOf(lines: readonly StoryLine[]): string {
  const shown = lines.slice(0, MOST_LINES).map(({ cell, text, here }) => {
    const what = text.replace(/: (.+)$/, ': `$1`');
    return here ? `- **${cell}** ${what}` : `- ${cell} ${what}`;
  });
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}
