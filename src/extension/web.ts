// The entry in a browser (vscode.dev): analysis only, since there is no machine to export or ask on.

import type * as vscode from 'vscode';

import { start, type Started } from './start.ts';

export function activate(context: vscode.ExtensionContext): Started {
  return start(context, () => Promise.resolve(undefined));
}
