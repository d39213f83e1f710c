// A fix as one edit of the editor, with the lines that it changes in files of the project.

import * as vscode from 'vscode';

import { editedFile, type Edit, type FileEdit } from '../core/text/edit.ts';
import { toWorkspaceEdit } from './edits.ts';

/**
 * All edits of a fix. Undefined where a file reads otherwise by now than the fix knew: nothing of it is overwritten. Files are taken as
 * they stand in the editor, saved or not, and are left for the user to save.
 */
export async function toFixEdit(document: vscode.NotebookDocument, edits: readonly Edit[]): Promise<vscode.WorkspaceEdit | undefined> {
  const result = toWorkspaceEdit(document, edits);
  const inFiles = edits.filter((each): each is FileEdit => each.kind === 'editFile');
  for (const path of new Set(inFiles.map((each) => each.path))) {
    const own = inFiles.filter((each) => each.path === path);
    const uri = uriOf(document, path);
    const file = await openedFile(uri);
    const before = file?.getText();
    const after = editedFile(before, own);
    if (after === undefined) return undefined;
    if (file && before !== undefined) result.replace(uri, changedRange(file, before, after), changedText(before, after));
    // Where a file appeared meanwhile, making one fails.
    else result.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(after) });
  }
  return result;
}

/** Paths are relative to the workspace folder, as the project's files are shown, or absolute. */
function uriOf(document: vscode.NotebookDocument, path: string): vscode.Uri {
  if (/^(\/|[A-Za-z]:)/.test(path)) return document.uri.with({ path: path.startsWith('/') ? path : `/${path}`, query: '', fragment: '' });
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri ?? vscode.Uri.joinPath(document.uri, '..');
  return vscode.Uri.joinPath(folder, path);
}

/** Undefined where there is none, or none that the editor can open. */
async function openedFile(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Where two texts begin and end to differ: only that is replaced, so that cursors and marks elsewhere stay. */
function differing(before: string, after: string): { readonly start: number; readonly end: number; readonly left: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let left = 0;
  while (left < shorter - start && before[before.length - 1 - left] === after[after.length - 1 - left]) left++;
  return { start, end: before.length - left, left };
}

function changedRange(file: vscode.TextDocument, before: string, after: string): vscode.Range {
  const { start, end } = differing(before, after);
  const [from, to] = [file.positionAt(start), file.positionAt(end)];
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

function changedText(before: string, after: string): string {
  const { start, left } = differing(before, after);
  return after.slice(start, after.length - left);
}
