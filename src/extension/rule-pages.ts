// The page of a rule, shown inside the editor from a file that comes with the extension.

import * as vscode from 'vscode';

import { ruleNamed } from '../core/rules/index.ts';

/** Files of this ending open as a preview; package.json associates them. */
const ENDING = '.nbship.md';

export function rulePage(rule: string, extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'rules', `${rule}${ENDING}`);
}

/** `nbship.openRule`: the page of a rule beside the notebook. */
export async function openRule(rule: string, extension: vscode.Uri): Promise<void> {
  if (!ruleNamed(rule)) return;
  await vscode.commands.executeCommand('markdown.showPreviewToSide', rulePage(rule, extension));
}
