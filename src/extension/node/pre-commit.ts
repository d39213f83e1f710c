// "Set up pre-commit": adds our hook to .pre-commit-config.yaml, after showing the change.

import * as vscode from 'vscode';

import { PRE_COMMIT_FILE as FILE, withHook, type HookSource } from '../../core/setup/pre-commit.ts';

const SCHEME = 'nbship-preview';

/** `nbship.setUpPreCommit`. */
export async function setUpPreCommit(source: HookSource): Promise<void> {
  const folder = await chosenFolder();
  if (!folder) return;
  const uri = vscode.Uri.joinPath(folder.uri, FILE);
  const text = await read(uri);
  const proposal = withHook(text, source);
  if (proposal.kind === 'invalid') return void vscode.window.showErrorMessage(`nbship: ${proposal.message}`);
  if (proposal.kind === 'present') return void vscode.window.showInformationMessage(`nbship: ${FILE} has the hook already.`);
  if (!(await agreed(uri, text ?? '', proposal.text))) return;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: true, contents: new TextEncoder().encode(proposal.text) });
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(uri);
  void vscode.window.showInformationMessage(
    'nbship: the hook is set up. Run `pre-commit install` once in this repository to switch it on.',
  );
}

async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const { workspaceFolders: folders = [] } = vscode.workspace;
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: 'Which repository?' });
  if (folders.length === 0) void vscode.window.showInformationMessage('nbship: open the folder of a repository first.');
  return folders[0];
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** Shows both texts side by side and asks. */
async function agreed(uri: vscode.Uri, before: string, after: string): Promise<boolean> {
  const texts = new Map([
    ['/before/', before],
    ['/after/', after],
  ]);
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => [...texts].find(([start]) => path.startsWith(start))?.[1] ?? '',
  });
  try {
    const at = (start: string): vscode.Uri => vscode.Uri.from({ scheme: SCHEME, path: start + FILE, query: String(Date.now()) });
    await vscode.commands.executeCommand('vscode.diff', at('/before/'), at('/after/'), `${FILE}: with the hook of nbship`);
    const write = 'Write it';
    const answer = await vscode.window.showInformationMessage(
      `Add the nbship hook to ${vscode.workspace.asRelativePath(uri)}?`,
      write,
      'Cancel',
    );
    return answer === write;
  } finally {
    provider.dispose();
  }
}
