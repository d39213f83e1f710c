// "Set up pre-commit": adds our hook to .pre-commit-config.yaml, after showing the change.

import * as vscode from 'vscode';
import { isMap, isSeq, parseDocument, type Document } from 'yaml';

import { fieldsOf } from '../../core/notebook/language.ts';

const FILE = '.pre-commit-config.yaml';
const SCHEME = 'nbship-preview';

/** Where the hook comes from: a published repository, or the command on the PATH. */
export interface HookSource {
  readonly repository: string | undefined;
  readonly version: string;
}

export type Proposal =
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'invalid'; readonly message: string };

/** The configuration with our hook: comments and all else as they were. `text` is undefined for a new file. */
export function withHook(text: string | undefined, source: HookSource): Proposal {
  const document = parseDocument(text ?? '# See https://pre-commit.com\nrepos: []\n');
  const [error] = document.errors;
  if (error) return { kind: 'invalid', message: `${FILE}: not valid YAML: ${error.message.split('\n')[0] ?? ''}` };
  if (document.contents === null) return withHook(undefined, source);
  const repositories: unknown = document.get('repos');
  if (!isMap(document.contents) || (repositories !== undefined && !isSeq(repositories)))
    return { kind: 'invalid', message: `${FILE}: expected a list under \`repos\`` };
  if (hasHook(document)) return { kind: 'present' };
  const added = document.createNode(hookOf(source));
  if (isSeq(repositories)) {
    repositories.flow = false;
    repositories.add(added);
  } else document.set('repos', [added]);
  return { kind: 'changed', text: document.toString({ lineWidth: 0 }) };
}

function hasHook(document: Document): boolean {
  const { repos } = fieldsOf(document.toJS());
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return list(repos).some((each) => list(fieldsOf(each)['hooks']).some((hook) => fieldsOf(hook)['id'] === 'nbship'));
}

function hookOf({ repository, version }: HookSource): object {
  if (repository !== undefined) return { repo: repository, rev: `v${version}`, hooks: [{ id: 'nbship' }] };
  const hook = { id: 'nbship', name: 'nbship check', entry: 'nbship check', language: 'system', files: '\\.ipynb$', require_serial: true };
  return { repo: 'local', hooks: [hook] };
}

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
