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

/** The configuration with our hook added as text: all else stays byte for byte. `text` is undefined for a new file. */
export function withHook(text: string | undefined, source: HookSource): Proposal {
  if (text === undefined) return { kind: 'changed', text: `# See https://pre-commit.com\nrepos:\n${hookText(source, '  ')}` };
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { kind: 'invalid', message: `${FILE}: not valid YAML: ${error.message.split('\n')[0] ?? ''}` };
  const { contents } = document;
  const repositories = isMap(contents) ? contents.get('repos', true) : undefined;
  if ((contents !== null && !isMap(contents)) || (repositories !== undefined && !isSeq(repositories)))
    return { kind: 'invalid', message: `${FILE}: expected a list under \`repos\`` };
  if (hasHook(document)) return { kind: 'present' };
  return { kind: 'changed', text: insert(text, repositories, source) };
}

/** Behind the last repository, with its indentation; in place of an empty list; else at the end. */
function insert(text: string, repositories: unknown, source: HookSource): string {
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (!isSeq(repositories)) return `${ended}repos:\n${hookText(source, '  ')}`;
  const [start, end] = repositories.range ?? [0, text.length];
  if (repositories.items.length === 0 || repositories.flow) {
    const items = repositories.items.map((each) => `\n  - ${String(each)}`).join('');
    return `${text.slice(0, start).trimEnd()}${items}\n${hookText(source, '  ').trimEnd()}${text.slice(end)}`;
  }
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const whole = text.slice(0, end).trimEnd().length;
  return `${text.slice(0, whole)}\n${hookText(source, indent)}${text.slice(whole).replace(/^\r?\n/, '')}`;
}

function hookText({ repository, version }: HookSource, indent: string): string {
  const lines =
    repository === undefined
      ? [
          '- repo: local',
          '  hooks:',
          '    - id: nbship',
          '      name: nbship check',
          '      entry: nbship check',
          '      language: system',
          '      files: \\.ipynb$',
          '      require_serial: true',
        ]
      : [`- repo: ${repository}`, `  rev: v${version}`, '  hooks:', '    - id: nbship'];
  return lines.map((each) => `${indent}${each}\n`).join('');
}

function hasHook(document: Document): boolean {
  const { repos } = fieldsOf(document.toJS());
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return list(repos).some((each) => list(fieldsOf(each)['hooks']).some((hook) => fieldsOf(hook)['id'] === 'nbship'));
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
